package import Civic
import Foundation
import SwiftASN1
import X509

extension TrustStore {
    /// Reads a folder as an administrator fills it, or `motcua pki` does: `*.crt` and `*.pem` with certificates, `*.crl` and
    /// `*.ocsp` with what was said of revocation, in PEM or DER. A certificate its own key signed is believed; others only
    /// help to find the way. A folder that is not there believes nobody.
    ///
    /// - Throws: `TrustProblem` when a file is there and cannot be read: nobody is left out silently.
    package init(folder: String) throws(TrustProblem) {
        var roots: [Certificate] = []
        var others: [Certificate] = []
        var lists: [[UInt8]] = []
        var answers: [[UInt8]] = []
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names.sorted() {
            let kind = name.split(separator: ".").last.map(String.init) ?? ""
            guard ["crt", "pem", "crl", "ocsp"].contains(kind) else { continue }
            let path = folder + "/" + name
            guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(path) }
            let parts = PEMParts.read(Array(data))
            switch kind {
            case "crl":
                guard parts.allSatisfy({ ReadRevocationList($0) != nil }) else { throw .unreadable(path) }
                lists += parts
            case "ocsp":
                guard parts.allSatisfy({ ReadRevocationAnswer($0) != nil }) else { throw .unreadable(path) }
                answers += parts
            default:
                for part in parts {
                    guard let certificate = try? Certificate(derEncoded: part) else { throw .unreadable(path) }
                    let signsItself =
                        certificate.issuer == certificate.subject
                        && certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
                    if signsItself { roots.append(certificate) } else { others.append(certificate) }
                }
            }
        }
        self.init(roots: roots, others: others, lists: lists, answers: answers)
    }
}

/// Why the folder of trusted authorities cannot be used.
package enum TrustProblem: Problem, Hashable {
    /// The path of the file.
    case unreadable(String)

    package var code: String { "trust.unreadable" }
    package var severity: ProblemSeverity { .fault }
    package var status: ProblemStatus { .busy }

    package var publicMessage: LocalizedText {
        switch self {
        case .unreadable(let path):
            LocalizedText(
                vi: "Không đọc được tệp chứng thư \(path). Hãy thay bằng tệp PEM hoặc DER đúng, hoặc bỏ tệp này.",
                en: "The certificate file \(path) cannot be read. Put a right PEM or DER file there, or take it away.")
        }
    }
}

/// The parts of a PEM file; a file that is none is one part, as it is.
enum PEMParts {
    static func read(_ bytes: [UInt8]) -> [[UInt8]] {
        guard let text = String(bytes: bytes, encoding: .utf8), text.contains("-----BEGIN ") else { return [bytes] }
        return text.components(separatedBy: "-----BEGIN ").dropFirst().map { part in
            let body = part.split(separator: "\n").dropFirst().prefix { !$0.hasPrefix("-----END") }.joined()
            return Data(base64Encoded: body, options: .ignoreUnknownCharacters).map(Array.init) ?? []
        }
    }
}
