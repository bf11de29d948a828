import Civic
import Directory
import Foundation
import Journal
import Store
import Testing

@testable import Papers

/// The store of papers: bytes kept once per owner, used again, held, deleted and erased by rule.
struct OwnPapersTests {
    private let papers: PapersFixture

    init() async throws {
        papers = try await PapersFixture()
    }

    private var book: UploadBook { papers.book }
    private let owner = ID<Subject>(5)
    private let other = ID<Subject>(6)

    private func receive(
        _ bytes: [UInt8] = TinyFile.pdf(), of owner: ID<Subject> = ID(5), in link: Int64,
        as document: String = "cp.land"
    ) async throws -> Upload {
        try await book.receive(bytes, name: "giay.pdf", document: document, owner: owner, link: ID(link))
    }

    private func keep(_ link: Int64, until heldUntil: Instant?, eraseAt: Instant? = nil) async throws {
        try await papers.database.write("test") { transaction in
            try UploadBook.keep(papersOf: ID(link), in: transaction) { _ in
                UploadBook.Term(heldUntil: heldUntil, eraseAt: eraseAt)
            }
        }
    }

    private var stored: Int { get async throws { try await papers.blobs.keys(storedBefore: .max).count } }

    @Test func `the same bytes of one owner are stored once, and those of two owners twice`() async throws {
        let first = try await receive(in: 1)
        let second = try await receive(in: 2)
        let foreign = try await receive(of: other, in: 3)

        #expect(second.key == first.key && second.id != first.id)
        #expect(foreign.key != first.key)
        #expect(try await stored == 2)
        #expect(try await book.serve(second.id).bytes == TinyFile.pdf())
    }

    @Test func `bytes go with the last upload that names them`() async throws {
        let first = try await receive(in: 1)
        let second = try await receive(in: 2)

        try await book.remove(first.id, from: ID(1))
        #expect(try await book.serve(second.id).bytes == TinyFile.pdf())
        papers.clock.advance(milliseconds: 25 * 3_600_000)
        #expect(try await book.sweepOrphans() == 0)

        try await book.erase(second.id, basis: "Luật 91/2025", by: .system("test"))
        #expect(try await stored == 0)
    }

    @Test func `what was lost on the disk is stored again when it is handed in again`() async throws {
        let first = try await receive(in: 1)
        try await papers.blobs.erase(first.key)

        let second = try await receive(in: 2)

        #expect(second.key != first.key)
        #expect(try await book.serve(second.id).bytes == TinyFile.pdf())
    }

    @Test func `the store offers each paper once for the same document, and never another's`() async throws {
        let old = try await receive(in: 1)
        _ = try await receive(in: 2)
        _ = try await receive(TinyFile.png(width: 3, height: 4), in: 1, as: "cp.drawings")
        _ = try await receive(of: other, in: 3)

        let offers = try await book.offers(for: "cp.land", of: owner, givenIn: [], to: ID(9))

        #expect(offers.map(\.sha256) == [old.sha256])
        #expect(try await book.offers(for: "cp.land", of: owner, givenIn: [], to: ID(2)).isEmpty, "it is there already")
    }

    @Test func `a paper used again is another upload of the same bytes, for its owner alone`() async throws {
        let old = try await receive(in: 1)

        let again = try await book.reuse(old.id, as: "lh.rights", owner: owner, link: ID(9))

        #expect(again.key == old.key && again.document == "lh.rights" && again.name == old.name)
        #expect(try await book.uploads(of: ID(9)).map(\.id) == [again.id])
        await #expect(throws: PapersProblem.unknown) {
            try await book.reuse(old.id, as: "lh.rights", owner: other, link: ID(9))
        }
        try await book.erase(old.id, basis: "Luật 91/2025", by: .system("test"))
        await #expect(throws: PapersProblem.erased) {
            try await book.reuse(old.id, as: "lh.rights", owner: owner, link: ID(10))
        }
        #expect(try await book.serve(again.id).bytes == TinyFile.pdf())
    }

    @Test func `an owner deletes what nothing holds, wherever it was used`() async throws {
        let first = try await receive(in: 1)
        let second = try await receive(in: 2)
        let now = papers.clock.now()
        try await keep(1, until: now)
        await #expect(throws: PapersProblem.held) { try await book.delete(first.id, owner: owner, by: .system("t")) }
        #expect(try await book.serve(first.id).bytes == TinyFile.pdf(), "nothing is half deleted")

        try await keep(2, until: now.adding(hours: 24))
        #expect(try await book.upload(second.id)?.hold(at: now) == .until(now.adding(hours: 24)))
        papers.clock.advance(milliseconds: 25 * 3_600_000)
        await #expect(throws: PapersProblem.unknown) { try await book.delete(first.id, owner: other, by: .system("t")) }
        try await book.delete(first.id, owner: owner, by: .system("t"))

        #expect(try await book.papers(of: owner).isEmpty)
        #expect(try await stored == 0)
    }

    @Test func `a rule erases at its time and not before, with an event, and never what is open`() async throws {
        let ended = try await receive(in: 1)
        let open = try await receive(TinyFile.png(width: 3, height: 4), in: 2)
        let now = papers.clock.now()
        try await keep(1, until: now, eraseAt: now.adding(hours: 48))

        #expect(try await book.eraseByRule() == 0)
        papers.clock.advance(milliseconds: 49 * 3_600_000)
        #expect(try await book.eraseByRule() == 1)
        #expect(try await book.eraseByRule() == 0)

        #expect(try await book.upload(ended.id)?.erasedAt != nil)
        #expect(try await book.serve(open.id).upload == open)
        let events = try await papers.database.read {
            try Journal.stream(ended.id.retyped(), after: 0, limit: 9, in: $0)
        }
        #expect(events.map(\.event.kind) == ["papers.uploadErased"])
    }

    @Test func `an end that is undone holds the paper again`() async throws {
        let upload = try await receive(in: 1)
        let now = papers.clock.now()
        try await keep(1, until: now, eraseAt: now)
        try await keep(1, until: nil)

        #expect(try await book.eraseByRule() == 0)
        #expect(try await book.upload(upload.id)?.hold(at: now) == .open)
    }
}
