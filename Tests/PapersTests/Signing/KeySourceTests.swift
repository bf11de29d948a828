import Civic
import Foundation
import SwiftASN1
import Testing
import X509

@testable import Papers

/// Keys that come from outside: files of providers, and providers that keep the key.
@Suite struct KeySourceTests {
    private let fixture: SigningFixture

    init() throws { fixture = try SigningFixture() }

    /// What OpenSSL writes of a key and its certificates.
    private func file(
        _ algorithm: SigningAlgorithm, password: String, _ options: [String] = []
    ) throws -> [UInt8] {
        let key = try SigningKey.new(algorithm)
        let own = try fixture.issuing.issued(
            to: fixture.holder("Trần Văn Đức"), key.certificateKey.publicKey, for: .papers)
        return try PaperTools.inFolder { folder in
            let path = { (name: String) in folder.appending(path: name).path }
            func write(_ text: String, _ name: String) throws {
                try text.write(toFile: path(name), atomically: true, encoding: .utf8)
            }
            try write(PEMDocument(type: "PRIVATE KEY", derBytes: key.stored).pemString, "own.key")
            try write(own.serializeAsPEM().pemString, "own.crt")
            try write(try fixture.issuing.certificate.serializeAsPEM().pemString, "issuing.crt")
            _ = try PaperTools.run(
                "openssl",
                [
                    "pkcs12", "-export", "-inkey", path("own.key"), "-in", path("own.crt"), "-certfile",
                    path("issuing.crt"), "-out", path("own.p12"), "-passout", "pass:\(password)",
                ] + options)
            return Array(try Data(contentsOf: URL(filePath: path("own.p12"))))
        }
    }

    @Test(arguments: [SigningAlgorithm.ecdsaP256, .rsaPKCS1])
    func `a PKCS#12 file of OpenSSL gives its key and the way to its authority`(
        _ algorithm: SigningAlgorithm
    ) async throws {
        let (key, chain) = try PKCS12.read(try file(algorithm, password: "mật khẩu"), password: "mật khẩu")

        #expect(chain.map(\.holder) == ["Trần Văn Đức", "CA cấp phát thử nghiệm"])
        let signed = try await PaperSigning.signed(
            try await fixture.paper().bytes, fixture.request("a", "A"), by: LocalSigner(key, chain: chain))
        #expect(try PaperTools.pyHanko(signed, root: fixture.root).first?.bottom_line == true)
    }

    @Test func `a wrong password is said, and noise is refused`() throws {
        var bytes = try file(.ecdsaP256, password: "một")

        #expect(throws: SigningProblem.wrongFilePassword) { try PKCS12.read(bytes, password: "hai") }
        for place in stride(from: 0, to: bytes.count, by: 41) {
            bytes[place] ^= 0x55
            #expect(throws: SigningProblem.self) { try PKCS12.read(bytes, password: "một") }
            bytes[place] ^= 0x55
        }
    }

    @Test func `a file in the old way is refused`() throws {
        let bytes = try file(
            .ecdsaP256, password: "một",
            ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha256"])

        #expect {
            try PKCS12.read(bytes, password: "một")
        } throws: {
            if case SigningProblem.encoding = $0 { true } else { false }
        }
    }

    @Test func `a provider signs as often as the person allowed, and no paper leaves the house`() async throws {
        let sandbox = RemoteSigningSandbox()
        sandbox.keep(try fixture.signer("Từ Xa"), as: "c1", pin: "246810")
        let signer = try await RemoteSigner(sandbox, credential: "c1", signatures: 1, pin: "246810")
        let paper = try await fixture.paper().bytes

        let signed = try await PaperSigning.signed(paper, fixture.request("a", "Từ Xa"), by: signer)

        #expect(try PaperTools.pyHanko(signed, root: fixture.root).first?.signer == "Từ Xa")
        await #expect(throws: SigningProblem.notUnlocked) {
            try await PaperSigning.signed(paper, fixture.request("a", "Từ Xa"), by: signer)
        }
        await #expect(throws: SigningProblem.wrongPIN(triesLeft: 4)) {
            try await RemoteSigner(sandbox, credential: "c1", signatures: 1, pin: "000000")
        }
    }
}
