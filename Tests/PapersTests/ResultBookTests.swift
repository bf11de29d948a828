import Civic
import Crypto
import Directory
import Foundation
import Journal
import Rules
import Store
import TestEngines
import Testing

@testable import Papers

/// A result from its print to its end: every change an event, every file verifiable.
@Suite struct ResultBookTests {
    private let papers: PapersFixture
    private let authority: TestAuthority
    private let book: ResultBook
    private let room: PrintRoom
    private let template: PaperTemplate
    private let leader: LocalSigner
    private let seal: LocalSigner
    private let chief = Actor.system("chief")

    init() async throws {
        papers = try await PapersFixture()
        let ids = IDGenerator(node: 2, clock: papers.clock)
        authority = try TestAuthority(now: papers.clock.now())
        book = ResultBook(
            database: papers.database, uploads: papers.book, clock: papers.clock, ids: ids,
            timestamps: LocalTimestampAuthority(signer: authority.stamper, clock: papers.clock, ids: ids))
        room = PrintRoom(
            cabinet: PaperCabinet([]), press: PaperPress(threads: 1), name: "Hà Nội", phone: nil, hours: nil,
            address: "https://motcua.example")
        var template = try PaperTemplate.made(
            """
              - {text: "GIẤY KHAI SINH {code}", level: 1}
              - {qr: "{name}", width: 25}
              - {signature: leader, title: "CHỦ TỊCH", name: "Trần Văn Đức", height: 27}
            """)
        template.holder = try PaperText("{name}")
        self.template = template
        let (key, chain) = try authority.issue(to: "Trần Văn Đức", of: "UBND phường")
        leader = try LocalSigner(key, chain: chain)
        let (sealKey, sealChain) = try authority.issue(to: "UBND phường", of: "UBND phường")
        seal = try LocalSigner(sealKey, chain: sealChain)
    }

    private func order(_ dossier: ID<PaperLink> = ID(7)) -> ResultOrder {
        ResultOrder(
            dossier: dossier, owner: ID(5), name: LocalizedText(vi: "Giấy khai sinh", en: "Birth certificate"),
            number: "12/2026", unit: "H26.X04")
    }

    private func write(_ writes: @escaping ResultBook.Writes) async throws {
        try await papers.database.write("test") { try writes($0) }
    }

    private func sign(_ order: ResultOrder) async throws -> SignedResult {
        try await write(
            try await book.sign(
                order, template, ["code": "A1", "name": "Nguyễn Ngọc Ánh"], in: room, by: leader,
                name: "Trần Văn Đức", actor: chief))
        return try #require(try await book.result(order.code))
    }

    private func released(_ order: ResultOrder, replacing: SignedResult? = nil) async throws -> SignedResult {
        let signed = try await sign(order)
        let (sealed, writes) = try await book.seal(
            signed, by: seal, organisation: "UBND phường", in: room, actor: chief)
        try await write(writes)
        try await write(book.release(sealed, replacing: replacing, by: chief))
        return try #require(try await book.result(order.code))
    }

    private func kinds(_ result: SignedResult) async throws -> [String] {
        try await JournalReader(papers.database).stream(result.id.retyped(), after: 0, limit: 10)
            .map(\.event.header.kind)
    }

    @Test func `a result is signed, sealed and released, and its file verifies whole`() async throws {
        let result = try await released(order())
        let verdict = await PaperVerifier(
            trusting: try TrustStore(
                roots: [authority.root.certificate],
                lists: [
                    authority.root.revocationList(
                        [], number: 1, at: papers.clock.now(), next: papers.clock.now().adding(hours: 24)),
                    authority.issuing.revocationList(
                        [], number: 1, at: papers.clock.now(), next: papers.clock.now().adding(hours: 24)),
                ])
        ).verdict(on: try await book.bytes(of: result), at: papers.clock.now())

        #expect(verdict.standing == .valid, "\(verdict)")
        #expect(verdict.signatures.map(\.signer) == ["Trần Văn Đức", "UBND phường"])
        #expect(verdict.signatures.last?.coversWhole == true)
        #expect(result.state == .released && result.holder == "Nguyễn Ngọc Ánh")
        #expect(
            try await kinds(result) == ["papers.resultSigned", "papers.resultSealed", "papers.resultReleased"])
        #expect(try await book.result(sha256: result.sha256)?.code == result.code)
        let tomorrow = papers.clock.now().adding(hours: 20)
        let judged = try PaperTools.pyHanko(
            try await book.bytes(of: result), root: authority.root,
            at: "\(CityZone(fixedHours: 0).local(tomorrow).day.iso)T12:00:00+00:00")
        #expect(judged.map(\.bottom_line) == [true, true] && judged.last?.coverage == "ENTIRE_FILE", "\(judged)")
        // One file is named, the one with both signatures.
        #expect(try await papers.book.uploads(of: result.dossier).map(\.id) == [result.upload])
    }

    @Test func `what was signed and sent back goes when it is signed again`() async throws {
        let first = try await sign(order())
        let second = try await sign(order())

        #expect(try await book.result(first.code) == nil)
        #expect(try await book.results(of: ID(7)).map(\.code) == [second.code])
    }

    @Test func `a result is taken back once, with a reason, and only after its release`() async throws {
        let signed = try await sign(order(ID(8)))
        await #expect(throws: PapersProblem.resultEnded) {
            try await write(try book.revocation(of: signed, reason: "Sai tên", by: chief))
        }
        let result = try await released(order())
        await #expect(throws: PapersProblem.reasonMissing) {
            try await write(try book.revocation(of: result, reason: "", by: chief))
        }

        try await write(try book.revocation(of: result, reason: "Sai tên của bé", by: chief))
        let revoked = try #require(try await book.result(result.code))

        #expect(revoked.state == .revoked && revoked.reason == "Sai tên của bé")
        await #expect(throws: PapersProblem.resultEnded) {
            try await write(try book.revocation(of: result, reason: "Lần nữa", by: chief))
        }
        #expect(try await kinds(revoked).last == "papers.resultRevoked")
    }

    @Test func `a correction stands in the place of what it corrects`() async throws {
        let wrong = try await released(order())
        let right = try await released(order(ID(9)), replacing: wrong)

        let replaced = try #require(try await book.result(wrong.code))
        #expect(replaced.state == .replaced && replaced.replacedBy == right.code)
        #expect(right.state == .released)
    }

    @Test func `the name goes from the row when its person or dossier is erased by law, and the journal still holds`()
        async throws
    {
        let lodged = try await lodging(of: ID(8))
        let own = try await released(order())
        let other = try await released(order(ID(8)))
        try await write(try book.revocation(of: other, reason: "Sai tên bé Ánh", by: chief))
        let key = try HeadKey(file: papers.home.folder + "/head")
        let sequencer = TreeSequencer(papers.database, clock: papers.clock, key: key)
        var runner = ConsumerRunner(papers.database, clock: papers.clock, sequencer: sequencer)
        runner.add(HolderErasure(naming: ["dossier.lodged"]))

        // The body of another event of the dossier says nothing of it.
        try await erase(try await event("dossier.noted", on: 8, number: 2), number: 3)
        try await runner.settle()
        #expect(try await book.result(other.code)?.holder == "Nguyễn Ngọc Ánh")
        try await erase(lodged, number: 4)
        try await runner.settle()
        let erased = try #require(try await book.result(other.code))
        #expect(erased.holder.isEmpty && erased.reason.isEmpty && erased.erasedAt == papers.clock.now())
        #expect(erased.state == .revoked && erased.sha256 == other.sha256)
        #expect(try await book.result(own.code)?.holder == "Nguyễn Ngọc Ánh")

        _ = try await event(DirectoryEvent.personCut, on: own.owner.rawValue, number: 1)
        try await runner.settle()
        #expect(try await book.result(own.code)?.holder == "")
        #expect(try await book.result(own.code)?.state == .released)
        try await papers.book.erase(own.upload, basis: "Luật 91/2025", by: chief)
        let verdict = try await book.check(own, by: PaperVerifier(trusting: TrustStore(roots: [])))
        #expect(verdict.findings == [.erased] && verdict.sha256 == own.sha256)
        try await runner.settle()
        _ = try await sequencer.sign()
        let report = try await JournalVerifier(
            papers.database, keys: [key.publicKey], clock: papers.clock
        ).verify()
        #expect(report.erased == 2)
        #expect(report.faults.isEmpty, "\(report.faults)")
    }

    private func lodging(of dossier: ID<PaperLink>) async throws -> ID<NewEvent> {
        try await event("dossier.lodged", on: dossier.rawValue, number: 1)
    }

    private func event(_ kind: String, on stream: Int64, number: Int64) async throws -> ID<NewEvent> {
        let event = NewEvent(
            id: book.ids.next(), stream: ID(stream), streamSeq: number, kind: kind, at: papers.clock.now(),
            actor: .house, body: BodyWriter.object { $0.text("name", "Ánh") }, salt: .random())
        try await write { try Journal.append(event, in: $0) }
        return event.id
    }

    private func erase(_ event: ID<NewEvent>, number: Int64) async throws {
        let erasure = Erasure(
            of: event, id: book.ids.next(), stream: ID(8), streamSeq: number, at: papers.clock.now(), by: .house,
            basis: "Luật 91/2025", order: "12/QĐ", salt: .random())
        try await write { _ = try Journal.erase(erasure, in: $0) }
    }

    @Test func `that it stands in the journal can be computed again from its proof alone`() async throws {
        let result = try await released(order())
        let key = try HeadKey(file: papers.home.folder + "/head")
        let sequencer = TreeSequencer(papers.database, clock: papers.clock, key: key)
        try await ConsumerRunner(papers.database, clock: papers.clock, sequencer: sequencer).settle()
        _ = try await sequencer.sign()

        let proof = try #require(try await book.proof(of: result))

        let head = TreeHead(
            size: proof.size, root: try #require(Hash256(proof.root)), at: proof.headAt, keyID: proof.keyID,
            signature: proof.signature)
        #expect(head.isSigned(by: key.publicKey))
        #expect(
            MerkleTree.verifies(
                inclusion: proof.path.compactMap { Hash256($0) }, of: MerkleTree.leaf(proof.header),
                at: proof.position, size: head.size, root: head.root))
        // The header says the hash of the file.
        #expect(Data(proof.header).range(of: Data(result.sha256Text.utf8)) != nil)
    }

    @Test(arguments: ["7K3M-9QXT-2B4C-8HVW", "7k3m9qxt2b4c8hvw", "7K3M 9QXT 2B4C 8HVW"])
    func `a code is read however it is typed`(_ typed: String) {
        #expect(VerifyCode(typed)?.description == "7K3M-9QXT-2B4C-8HVW")
    }

    @Test func `letters that look like figures are read as figures, and too few are no code`() {
        #expect(VerifyCode("OIL0-0000-0000-0000")?.text == "0110000000000000")
        #expect(VerifyCode("7K3M") == nil && VerifyCode("7K3M-9QXT-2B4C-8HV!") == nil)
    }
}
