import Civic
import Foundation
import Testing
import X509

@testable import Papers

/// What readers that are not ours say of papers the city signs.
@Suite struct PaperSigningTests {
    private let fixture: SigningFixture

    init() throws { fixture = try SigningFixture() }

    @Test(arguments: SigningAlgorithm.allCases, [false, true])
    func `pyHanko takes the signature and says it covers the whole document`(
        _ algorithm: SigningAlgorithm, stamped: Bool
    ) async throws {
        let bytes = try await fixture.signed(["Trần Văn Đức"], stamped: stamped, algorithm)

        let verdicts = try PaperTools.pyHanko(bytes, root: fixture.root)

        let verdict = try #require(verdicts.first)
        #expect(verdicts.count == 1)
        #expect(verdict.bottom_line && verdict.intact && verdict.valid && verdict.trusted)
        #expect(verdict.coverage == "ENTIRE_FILE")
        #expect(verdict.signer == "Trần Văn Đức")
        #expect(verdict.filter == "/ETSI.CAdES.detached")
        #expect(verdict.stamped == stamped)
        #expect(verdict.attributes.sorted() == ["content_type", "message_digest", "signing_certificate_v2"])
    }

    @Test func `officer, leader and organisation sign in turn, and none touches what was signed before`() async throws {
        let paper = try await fixture.paper()
        let place = SignatureRectangle(try #require(paper.signatures.first))
        var versions = [paper.bytes]
        for (index, name) in ["Lê Thị Hòa", "Trần Văn Đức", "UBND phường Hoàn Kiếm"].enumerated() {
            let look: SignatureRequest.Look? =
                index == 1 ? .init(place: place, picture: try await fixture.paper("ảnh chữ ký").bytes) : nil
            versions.append(
                try await PaperSigning.signed(
                    versions[index], fixture.request("sign-\(index)", name, look: look),
                    by: try fixture.signer(name), timestamps: fixture.stamps))
            #expect(versions[index + 1].starts(with: versions[index]))
        }

        let verdicts = try PaperTools.pyHanko(versions[3], root: fixture.root)

        #expect(verdicts.map(\.bottom_line) == [true, true, true])
        #expect(verdicts.map(\.modification) == ["FORM_FILLING", "FORM_FILLING", "NONE"])
        #expect(verdicts.last?.coverage == "ENTIRE_FILE")
        try PaperTools.with(PrintedPaper(bytes: versions[3], pages: 1, signatures: [])) { file in
            let checked = try PaperTools.run("qpdf", ["--check", file])
            #expect(checked.contains("No syntax or stream encoding errors"))
            let said = try PaperTools.run("pdfsig", ["-nocert", file])
            #expect(said.ranges(of: "Signature is Valid.").count == 3)
            #expect(said.contains("ETSI.CAdES.detached") && said.contains("Total document signed"))
        }
    }

    @Test func `a field is signed once`() async throws {
        let bytes = try await fixture.signed(["A"])

        await #expect(throws: SigningProblem.fieldTaken("sign-1")) {
            try await PaperSigning.signed(bytes, fixture.request("sign-1", "B"), by: try fixture.signer("B"))
        }
    }

    @Test func `nobody signs with a certificate that has expired`() async throws {
        let late = try fixture.issuing.signer(for: fixture.holder("Hết Hạn", from: -30, to: -1))
        let paper = try await fixture.paper()

        await #expect(throws: SigningProblem.certificateNotValid) {
            try await PaperSigning.signed(paper.bytes, fixture.request("a", "Hết Hạn"), by: late)
        }
    }

    @Test func `a key and somebody else's certificate do not make a signer`() throws {
        let other = try fixture.signer("Người Khác")

        #expect(throws: SigningProblem.wrongKey) { try LocalSigner(.new(.ecdsaP256), chain: other.chain) }
    }

    @Test(arguments: ["", "%PDF-1.4\n%%EOF", "GIF89a", String(repeating: "%PDF-1.4\nstartxref\n5\n%%EOF\n", count: 9)])
    func `what is no whole document is refused, not mended`(_ text: String) async throws {
        await #expect {
            try await PaperSigning.signed(
                Array(text.utf8), fixture.request("a", "A"), by: try fixture.signer("A"))
        } throws: {
            if case SigningProblem.unsignable = $0 { true } else { false }
        }
    }

    @Test func `the revoked are refused by pyHanko with our list, the others are taken`() async throws {
        let kept = try fixture.signer("Còn Hiệu Lực")
        let gone = try fixture.signer("Bị Thu Hồi")
        let serial = try #require(gone.chain.first).serialNumber
        let day: Int64 = 24
        let list = try fixture.issuing.revocationList(
            [RevokedCertificate(serial: serial, at: SigningFixture.today.adding(hours: -day), reason: .keyCompromise)],
            number: 3, at: SigningFixture.today.adding(hours: -1), next: SigningFixture.today.adding(hours: 7 * day))
        let empty = try fixture.root.revocationList(
            [], number: 1, at: SigningFixture.today.adding(hours: -1), next: SigningFixture.today.adding(hours: 7 * day)
        )
        let paper = try await fixture.paper().bytes

        let good = try await PaperSigning.signed(paper, fixture.request("a", "A"), by: kept)
        let bad = try await PaperSigning.signed(paper, fixture.request("a", "A"), by: gone)

        #expect(try PaperTools.pyHanko(good, root: fixture.root, lists: [list, empty]).first?.bottom_line == true)
        let verdict = try #require(try PaperTools.pyHanko(bad, root: fixture.root, lists: [list, empty]).first)
        #expect(verdict.intact && !verdict.bottom_line && verdict.revoked)
    }
}
