import Civic
import Foundation
import Rules
import SwiftASN1
import X509

@testable import Papers

/// A city's people with keys of a test authority, and papers for them to sign.
struct SigningFixture {
    /// 2026-01-05 08:00 UTC.
    static let today = Instant(milliseconds: 1_767_600_000_000)

    let clock = ManualClock(today)
    let root: CertificateAuthority
    let issuing: CertificateAuthority
    let stamps: LocalTimestampAuthority
    let press = PaperPress(threads: 1)

    init() throws {
        let from = Self.today.adding(hours: -24 * 365)
        let to = Self.today.adding(hours: 24 * 365 * 5)
        root = try .root(
            .init("CA gốc thử nghiệm", organisation: "Một Cửa", from: from, to: to), key: .new(.ecdsaP256))
        issuing = try root.subordinate(
            .init("CA cấp phát thử nghiệm", organisation: "Một Cửa", from: from, to: to), key: .new(.ecdsaP256))
        let stamper = try root.signer(for: .init("TSA thử nghiệm", from: from, to: to), purpose: .timestamps)
        stamps = LocalTimestampAuthority(signer: stamper, clock: clock, ids: IDGenerator(node: 1, clock: clock))
    }

    func holder(_ name: String, from: Int64 = -30, to: Int64 = 365) -> CertificateAuthority.Holder {
        .init(
            name, organisation: "UBND phường Hoàn Kiếm", from: Self.today.adding(hours: 24 * from),
            to: Self.today.adding(hours: 24 * to))
    }

    func signer(_ name: String, _ algorithm: SigningAlgorithm = .ecdsaP256) throws -> LocalSigner {
        try issuing.signer(for: holder(name), algorithm)
    }

    static let blocks = """
          - {text: "TRÍCH LỤC KHAI SINH", align: center, bold: true, level: 1}
          - {text: "Họ, chữ đệm, tên: {name}"}
          - columns:
              - blocks:
                  - {signature: leader, title: "KT. CHỦ TỊCH", name: "Trần Văn Đức", height: 25}
        """

    func paper(_ name: String = "Nguyễn Ngọc Ánh") async throws -> PrintedPaper {
        try await press.render(
            try PaperTemplate.made(Self.blocks), with: ["code": "A1", "name": .string(name)], dated: Self.today)
    }

    func request(_ field: String, _ name: String, look: SignatureRequest.Look? = nil) -> SignatureRequest {
        SignatureRequest(
            field: field, name: name, reason: "Phê duyệt", location: "Hà Nội", at: Self.today, look: look)
    }

    /// One signature behind another, by people of these names.
    func signed(
        _ names: [String], stamped: Bool = true, _ algorithm: SigningAlgorithm = .ecdsaP256
    ) async throws -> [UInt8] {
        var bytes = try await paper().bytes
        for (index, name) in names.enumerated() {
            bytes = try await PaperSigning.signed(
                bytes, request("sign-\(index + 1)", name), by: try signer(name, algorithm),
                timestamps: stamped ? stamps : nil)
        }
        return bytes
    }
}

/// What pyHanko says of one signature.
struct PyHankoVerdict: Decodable {
    let field: String
    let intact: Bool
    let valid: Bool
    let trusted: Bool
    let revoked: Bool
    let bottom_line: Bool
    let coverage: String
    let modification: String
    let signer: String?
    let filter: String
    let attributes: [String]
    let stamped: Bool
}

extension PaperTools {
    private static let clone = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// A folder that goes with the closure.
    static func inFolder<Value>(_ use: (URL) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "signed-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try use(folder)
    }

    static func pyHanko(
        _ document: [UInt8], root: CertificateAuthority, lists: [[UInt8]] = [], at: String = "2026-01-06T00:00:00+00:00"
    ) throws -> [PyHankoVerdict] {
        try inFolder { folder in
            let file = folder.appending(path: "paper.pdf")
            try Data(document).write(to: file)
            let anchor = folder.appending(path: "root.pem")
            try root.certificate.serializeAsPEM().pemString.write(to: anchor, atomically: true, encoding: .utf8)
            var arguments = [clone.appending(path: "Tests/interop/pades.py").path, file.path, anchor.path]
            for (index, list) in lists.enumerated() {
                let path = folder.appending(path: "list-\(index).crl")
                try Data(list).write(to: path)
                arguments.append(path.path)
            }
            let said = try run(clone.appending(path: ".venv/bin/python").path, arguments + ["--at", at])
            return try said.split(separator: "\n").map {
                try JSONDecoder().decode(PyHankoVerdict.self, from: Data($0.utf8))
            }
        }
    }

    /// Signed by a program that is not ours.
    static func signedByPyHanko(
        _ document: [UInt8], _ key: SigningKey, _ own: Certificate, issuer: CertificateAuthority, field: String
    ) throws -> [UInt8] {
        try inFolder { folder in
            func put(_ name: String, _ bytes: [UInt8]) throws -> String {
                let file = folder.appending(path: name)
                try Data(bytes).write(to: file)
                return file.path
            }
            let signed = folder.appending(path: "signed.pdf")
            let pem = PEMDocument(type: "PRIVATE KEY", derBytes: key.stored).pemString
            _ = try run(
                clone.appending(path: ".venv/bin/python").path,
                [
                    clone.appending(path: "Tests/interop/sign.py").path, try put("paper.pdf", document), signed.path,
                    try put("key.pem", Array(pem.utf8)), try put("own.pem", TestAuthority.pem([own])),
                    try put("issuer.pem", TestAuthority.pem([issuer.certificate])), field,
                ])
            return try Array(Data(contentsOf: signed))
        }
    }
}
