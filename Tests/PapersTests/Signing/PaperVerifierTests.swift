import Civic
import Crypto
import Foundation
import Synchronization
import Testing
import X509

@testable import Papers

/// What the house says of documents that other people hand it.
@Suite struct PaperVerifierTests {
    private let fixture: SigningFixture
    private let now = SigningFixture.today.adding(hours: 24)

    init() throws { fixture = try SigningFixture() }

    private func verifier(_ revoked: [RevokedCertificate] = [], lists: Bool = true) throws -> PaperVerifier {
        let week = SigningFixture.today.adding(hours: 24 * 7)
        let all =
            lists
            ? [
                try fixture.issuing.revocationList(revoked, number: 2, at: now, next: week),
                try fixture.root.revocationList([], number: 1, at: now, next: week),
            ] : []
        return PaperVerifier(trusting: TrustStore(roots: [fixture.root.certificate], lists: all))
    }

    private func changes(_ verdict: PaperVerdict) -> [DocumentChange] {
        verdict.signatures.flatMap(\.findings).flatMap { finding -> [DocumentChange] in
            if case .changedAfter(let changes) = finding { changes } else { [] }
        }
    }

    @Test(arguments: SigningAlgorithm.allCases)
    func `three signatures in turn are valid, with who and when`(_ algorithm: SigningAlgorithm) async throws {
        let bytes = try await fixture.signed(["Lê Thị Hòa", "Trần Văn Đức", "UBND phường"], algorithm)

        let verdict = try await verifier().verdict(on: bytes, at: now)

        #expect(verdict.standing == .valid)
        #expect(verdict.signatures.map(\.signer) == ["Lê Thị Hòa", "Trần Văn Đức", "UBND phường"])
        #expect(verdict.signatures.map(\.coversWhole) == [false, false, true])
        #expect(verdict.signatures.allSatisfy { $0.stamped == SigningFixture.today })
        #expect(verdict.signatures.first?.authorities == ["CA cấp phát thử nghiệm", "CA gốc thử nghiệm"])
        #expect(verdict.signatures.first?.organisation == "UBND phường Hoàn Kiếm")
        #expect(verdict.signatures.first?.claimed == SigningFixture.today)
    }

    @Test func `without a timestamp or a list it is said so, and nothing else`() async throws {
        let bytes = try await fixture.signed(["A"], stamped: false)

        let verdict = try await verifier(lists: false).verdict(on: bytes, at: now)

        #expect(verdict.standing == .validWithWarnings)
        #expect(verdict.signatures.first?.findings == [.noTimestamp, .revocationUnknown])
    }

    @Test func `one changed byte, wherever it is, is never valid`() async throws {
        let bytes = try await fixture.signed(["A", "B"])
        let verifier = try verifier()
        var random = SeededBytes(seed: 7)
        for _ in 0..<120 {
            var changed = bytes
            let place = Int(random.next() % UInt64(bytes.count))
            changed[place] ^= UInt8(1 << (random.next() % 8))
            let verdict = await verifier.verdict(on: changed, at: now)
            // A hexadecimal digit of the last signature is the same in capitals; nothing else may change.
            let digits = [bytes[place], changed[place]].map { Character(Unicode.Scalar($0)).uppercased() }
            #expect(verdict.standing > .valid || digits[0] == digits[1])
        }
    }

    @Test func `a document cut anywhere is refused`() async throws {
        let bytes = try await fixture.signed(["A"])
        let verifier = try verifier()
        for place in stride(from: 0, to: bytes.count - 1, by: 997) {
            let verdict = await verifier.verdict(on: Array(bytes[..<place]), at: now)
            #expect(verdict.standing == .invalid)
        }
    }

    @Test func `what stands behind the last signature is named`() async throws {
        let bytes = try await fixture.signed(["A"])
        let document = try PDFDocument(bytes)
        var update = try PDFUpdate(document)
        let page = try #require(try document.pages().first)
        var entries = page.entries
        let overlay = update.add(["Type": .name("Annot"), "Subtype": .name("FreeText"), "Contents": .text("1 tỷ")])
        entries["Annots"] = .array((try document.resolved(entries["Annots"])?.array ?? []) + [.reference(overlay)])
        update.put(page.number, entries)

        let verdict = try await verifier().verdict(on: update.written().bytes, at: now)

        #expect(verdict.standing == .invalid)
        #expect(changes(verdict) == [.annotation(page: 1), .unsigned])
    }

    @Test func `a page whose content is exchanged later is named, even under a second good signature`() async throws {
        let bytes = try await fixture.signed(["A"])
        let document = try PDFDocument(bytes)
        var update = try PDFUpdate(document)
        let page = try #require(try document.pages().first)
        var entries = page.entries
        entries["Contents"] = .reference(update.add([:], stream: Array("BT ET".utf8)))
        update.put(page.number, entries)
        let signed = try await PaperSigning.signed(
            update.written().bytes, fixture.request("sign-2", "B"), by: try fixture.signer("B"),
            timestamps: fixture.stamps)

        let verdict = try await verifier().verdict(on: signed, at: now)

        #expect(verdict.signatures.map(\.standing) == [.invalid, .valid])
        #expect(changes(verdict) == [.page(1)])
    }

    @Test func `an object exchanged under the page is named`() async throws {
        let bytes = try await fixture.signed(["A"])
        let document = try PDFDocument(bytes)
        var update = try PDFUpdate(document)
        let contents = try #require(try document.pages().first?.entries["Contents"]?.reference)
        update.put(contents, [:], stream: Array("BT ET".utf8))

        let verdict = try await verifier().verdict(on: update.written().bytes, at: now)

        #expect(changes(verdict) == [.object(contents), .unsigned])
    }

    @Test func `a number the signed document left empty and a later one fills is named`() async throws {
        let paper = try PDFDocument(try await fixture.paper().bytes)
        var prepared = try PDFUpdate(paper)
        let page = try #require(try paper.pages().first)
        var entries = page.entries
        // Shows nothing today: there is no such object.
        entries["Group"] = .reference(900)
        prepared.put(page.number, entries)
        let signed = try await PaperSigning.signed(
            prepared.written().bytes, fixture.request("sign-1", "A"), by: try fixture.signer("A"))
        var update = try PDFUpdate(try PDFDocument(signed))
        update.put(900, ["S": .name("Transparency")])

        let verdict = try await verifier().verdict(on: update.written().bytes, at: now)

        #expect(changes(verdict).contains(.object(900)))
    }

    @Test func `a second signature's picture over the whole page is named`() async throws {
        let bytes = try await fixture.signed(["A"])
        let cover = try await fixture.paper("số khác").bytes
        let place = SignatureRectangle(page: 1, x: 0, y: 0, width: 400, height: 500)
        let signed = try await PaperSigning.signed(
            bytes, fixture.request("sign-2", "B", look: .init(place: place, picture: cover)),
            by: try fixture.signer("B"), timestamps: fixture.stamps)

        let verdict = try await verifier().verdict(on: signed, at: now)

        #expect(changes(verdict) == [.largePicture("sign-2")])
    }

    @Test func `a signature that covers a part only is refused`() async throws {
        let bytes = try await fixture.signed(["A"])
        let start = try #require(Data(bytes).range(of: Data("/ByteRange [0 ".utf8))).upperBound
        var changed = bytes
        let last = try #require(changed[start...].firstIndex(of: UInt8(ascii: "]")))
        // The last length, a digit less.
        changed[last - 1] = UInt8(ascii: " ")

        let verdict = try await verifier().verdict(on: changed, at: now)

        #expect(verdict.signatures.first?.findings.contains(.coversPart) == true)
    }

    @Test func `a signature of another document does not pass for one of this`() async throws {
        let signer = try fixture.signer("A")
        let first = try await PaperSigning.signed(
            try await fixture.paper("Một").bytes, fixture.request("s", "A"), by: signer)
        let second = try await PaperSigning.signed(
            try await fixture.paper("Hai").bytes, fixture.request("s", "A"), by: signer)
        let contents = { (bytes: [UInt8]) throws -> Range<Int> in
            let document = try PDFDocument(bytes)
            let field = try #require(try document.dictionary(try document.fieldList().first))
            return try #require(try document.dictionary(field["V"])?.place(of: "Contents"))
        }
        var moved = first
        moved.replaceSubrange(try contents(first), with: second[try contents(second)])

        let verdict = try await verifier().verdict(on: moved, at: now)

        #expect(verdict.signatures.first?.findings == [.contentChanged])
    }

    @Test func `a stranger's signature is undetermined, and a paper without one proves nothing`() async throws {
        let other = try SigningFixture()
        let strange = try await other.signed(["Người Lạ"])

        let verdict = try await verifier().verdict(on: strange, at: now)
        let unsigned = try await verifier().verdict(on: try await fixture.paper().bytes, at: now)

        #expect(verdict.standing == .undetermined)
        #expect(verdict.signatures.first?.findings.contains(.untrusted) == true)
        #expect(unsigned.findings == [.noSignature])
    }

    @Test func `what was signed before the certificate was revoked stays valid if a timestamp proves it`() async throws
    {
        let signer = try fixture.signer("A")
        let serial = try #require(signer.chain.first).serialNumber
        let paper = try await fixture.paper().bytes
        let stamped = try await PaperSigning.signed(
            paper, fixture.request("s", "A"), by: signer, timestamps: fixture.stamps)
        let plain = try await PaperSigning.signed(paper, fixture.request("s", "A"), by: signer)
        let after = RevokedCertificate(
            serial: serial, at: SigningFixture.today.adding(hours: 2), reason: .keyCompromise)
        let before = RevokedCertificate(
            serial: serial, at: SigningFixture.today.adding(hours: -2), reason: .keyCompromise)

        #expect(try await verifier([after]).verdict(on: stamped, at: now).standing == .valid)
        #expect(try await verifier([after]).verdict(on: plain, at: now).standing == .invalid)
        #expect(try await verifier([before]).verdict(on: stamped, at: now).standing == .invalid)
    }

    @Test func `a list that ended is named with its day, and what it says of the revoked still counts`() async throws {
        let signer = try fixture.signer("A")
        let serial = try #require(signer.chain.first).serialNumber
        let bytes = try await PaperSigning.signed(
            try await fixture.paper().bytes, fixture.request("s", "A"), by: signer)
        let ended = now.adding(hours: -1)
        func findings(_ revoked: [RevokedCertificate]) async throws -> [SignatureFinding] {
            let lists = [
                try fixture.issuing.revocationList(revoked, number: 2, at: SigningFixture.today, next: ended),
                try fixture.root.revocationList([], number: 1, at: now, next: now.adding(hours: 24)),
            ]
            let trust = TrustStore(roots: [fixture.root.certificate], lists: lists)
            return await PaperVerifier(trusting: trust).verdict(on: bytes, at: now).signatures.flatMap(\.findings)
        }
        let gone = SigningFixture.today.adding(hours: -3)

        #expect(try await findings([]) == [.noTimestamp, .revocationEnded(ended)])
        #expect(
            try await findings([RevokedCertificate(serial: serial, at: gone, reason: .keyCompromise)])
                == [.noTimestamp, .revoked(gone)])
    }

    @Test func `the folder of trust is read again when a file in it changes, and a broken one changes nothing`()
        async throws
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: "trust-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func put(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: folder.appending(path: name)) }
        let signer = try fixture.signer("A")
        let serial = try #require(signer.chain.first).serialNumber
        let bytes = try await PaperSigning.signed(
            try await fixture.paper().bytes, fixture.request("s", "A"), by: signer, timestamps: fixture.stamps)
        let week = now.adding(hours: 24 * 7)
        let gone = RevokedCertificate(
            serial: serial, at: SigningFixture.today.adding(hours: -2), reason: .keyCompromise)
        let problems = Mutex<[TrustProblem]>([])
        let trust = TrustFolder(folder.path, patience: .zero) { problem in problems.withLock { $0.append(problem) } }
        let verifier = PaperVerifier(trusting: trust)
        func standing() async -> PaperVerdict.Standing { await verifier.verdict(on: bytes, at: now).standing }

        try trust.open()
        #expect(await standing() == .undetermined)
        try put("root.crt", TestAuthority.pem([fixture.root.certificate]))
        #expect(await standing() == .validWithWarnings)
        try put("root.crl", try fixture.root.revocationList([], number: 1, at: now, next: week))
        try put("issuing.crl", try fixture.issuing.revocationList([], number: 1, at: now, next: week))
        #expect(await standing() == .valid)
        try put("issuing.crl", Array("half a fi".utf8))
        #expect(await standing() == .valid)
        #expect(await standing() == .valid)
        #expect(problems.withLock { $0 } == [.unreadable(folder.path + "/issuing.crl")])
        #expect(throws: TrustProblem.self) { try TrustFolder(folder.path).open() }
        try put("issuing.crl", try fixture.issuing.revocationList([gone], number: 2, at: now, next: week))
        #expect(await standing() == .invalid)
    }

    @Test func `an expired certificate still speaks for what it signed in time`() async throws {
        let bytes = try await fixture.signed(["A"])
        let years = now.adding(hours: 24 * 365 * 3)

        let verdict = try await verifier(lists: false).verdict(on: bytes, at: years)

        #expect(verdict.standing == .validWithWarnings)
    }

    @Test func `an answer about one certificate counts like a list`() async throws {
        let signer = try fixture.signer("A")
        let own = try #require(signer.chain.first)
        let bytes = try await PaperSigning.signed(
            try await fixture.paper().bytes, fixture.request("s", "A"), by: signer, timestamps: fixture.stamps)
        let week = now.adding(hours: 24 * 7)
        let key = try SigningKey.new(.ecdsaP256)
        let responder = try fixture.issuing.issued(
            to: fixture.holder("OCSP"), key.certificateKey.publicKey, for: .revocationAnswers)
        let root = try fixture.root.revocationList([], number: 1, at: now, next: week)
        func standing(_ revoked: RevokedCertificate?) async throws -> PaperVerdict.Standing {
            let answer = try fixture.issuing.revocationAnswer(
                on: own, revoked, at: now, next: week, by: (responder, key))
            let trust = TrustStore(roots: [fixture.root.certificate], lists: [root], answers: [answer])
            return await PaperVerifier(trusting: trust).verdict(on: bytes, at: now).standing
        }

        #expect(try await standing(nil) == .valid)
        let gone = RevokedCertificate(
            serial: own.serialNumber, at: SigningFixture.today.adding(hours: -1), reason: .superseded)
        #expect(try await standing(gone) == .invalid)
    }

    @Test(arguments: [
        "", "%PDF-1.4", "%PDF-1.7\nxref\n0 99999999\ntrailer\n<< >>\nstartxref\n9\n%%EOF\n",
        "%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Prev 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF\n",
        "%PDF-1.7\n" + String(repeating: "[", count: 100_000) + "\nstartxref\n9\n%%EOF\n",
        "%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n" + String(repeating: "[", count: 4_000)
            + "\nstartxref\n9\n%%EOF\n",
        "%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Encrypt 4 0 R >>\nstartxref\n9\n%%EOF\n",
        "%PDF-1.7\n" + String(repeating: "(", count: 200_000),
    ])
    func `hostile documents are refused with a reason in both languages`(_ text: String) async throws {
        let verdict = try await verifier().verdict(on: Array(text.utf8), at: now)

        #expect(verdict.standing == .invalid)
        let finding = try #require(verdict.findings.first)
        #expect(!finding.message.vi.isEmpty && !finding.message.en.isEmpty)
    }

    @Test func `noise in a signed document crashes nothing`() async throws {
        let bytes = try await fixture.signed(["A"])
        let verifier = try verifier()
        var random = SeededBytes(seed: 11)
        for _ in 0..<150 {
            var noisy = bytes
            for _ in 0..<(1 + random.next() % 40) {
                noisy[Int(random.next() % UInt64(noisy.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            _ = await verifier.verdict(on: noisy, at: now)
        }
    }
}
