import Civic
import Directory
import Foundation
import Store
import StoreSQLite
import Testing

@testable import Papers

struct UploadBookTests {
    @Test func `a received paper is listed and served as an inert attachment`() async throws {
        let fixture = try await PapersFixture()
        let bytes = TinyFile.pdf()
        let upload = try await fixture.receive(bytes, name: "C:\\giấy\\Giấy khai \"sinh\".PDF")

        let served = try await fixture.book.serve(upload.id)
        let headers = Dictionary(uniqueKeysWithValues: served.headers.map { ($0.name, $0.value) })

        #expect(try await fixture.book.uploads(of: ID(9)) == [upload])
        #expect(served.bytes == bytes)
        #expect(upload.name == "Giấy khai \"sinh\".pdf")
        #expect(headers["Content-Type"] == "application/pdf")
        #expect(headers["X-Content-Type-Options"] == "nosniff")
        #expect(headers["Content-Disposition"]?.hasPrefix("attachment; filename=\"Giay khai _sinh_.pdf\"") == true)
    }

    @Test func `reading stops at the limit`() async throws {
        let fixture = try await PapersFixture(limit: 64)
        let parts = AsyncStream<[UInt8]> { continuation in
            for _ in 0..<10 { continuation.yield([UInt8](repeating: 1, count: 10)) }
            continuation.finish()
        }

        await #expect(throws: PapersProblem.tooLarge(64)) {
            try await fixture.book.receive(parts, name: "a", document: "d", owner: ID(5), link: ID(9))
        }
    }

    @Test func `a removed paper leaves neither row nor bytes`() async throws {
        let fixture = try await PapersFixture()
        let upload = try await fixture.receive(TinyFile.jpeg())

        await #expect(throws: PapersProblem.unknown) { try await fixture.book.remove(upload.id, from: ID(10)) }
        try await fixture.book.remove(upload.id, from: ID(9))

        #expect(try await fixture.book.upload(upload.id) == nil)
        #expect(try await fixture.blobs.keys(storedBefore: .max).isEmpty)
    }

    @Test func `an erased paper is gone by law and cannot be erased twice`() async throws {
        let fixture = try await PapersFixture()
        let upload = try await fixture.receive(TinyFile.jpeg())

        try await fixture.book.erase(upload.id, basis: "Luật 91/2025", by: .system("test"))

        await #expect(throws: PapersProblem.erased) { try await fixture.book.serve(upload.id) }
        await #expect(throws: PapersProblem.erased) {
            try await fixture.book.erase(upload.id, basis: "again", by: .system("test"))
        }
    }

    @Test func `bytes changed on the disk are never served`() async throws {
        let fixture = try await PapersFixture()
        let upload = try await fixture.receive(TinyFile.pdf())
        let file = "\(fixture.folder)/\(upload.key.prefix(2))/\(upload.key)"
        try Data(TinyFile.pdf("/Type /Other")).write(to: URL(fileURLWithPath: file))

        await #expect(throws: PapersProblem.self) { try await fixture.book.serve(upload.id) }
    }

    @Test func `bytes that are gone are a fault of the store, not of who asks, and the log is told which`() async throws
    {
        let fixture = try await PapersFixture()
        let upload = try await fixture.receive(TinyFile.pdf())
        try await fixture.blobs.erase(upload.key)
        let gone = PapersProblem.storage("the bytes of upload \(upload.id) are gone")

        await #expect(throws: gone) { try await fixture.book.serve(upload.id) }
        #expect(gone.status.rawValue == 503 && gone.severity == .fault)
        #expect(gone.operatorMessage.en.contains(String(upload.id.rawValue)))
    }

    @Test func `orphans go after a day and named papers stay`() async throws {
        let fixture = try await PapersFixture()
        let upload = try await fixture.receive(TinyFile.pdf())
        try await fixture.blobs.put([1, 2, 3], key: String(repeating: "a", count: 32))
        #expect(try await fixture.book.sweepOrphans() == 0)

        fixture.clock.advance(milliseconds: 25 * 3_600_000)

        #expect(try await fixture.book.sweepOrphans() == 1)
        #expect(try await fixture.book.serve(upload.id).bytes == TinyFile.pdf())
    }

    @Test func `a key is never a path`() async throws {
        let fixture = try await PapersFixture()
        await #expect(throws: PapersProblem.unknown) { try await fixture.blobs.get("../../../../etc/passwd") }
        await #expect(throws: PapersProblem.unknown) {
            try await fixture.blobs.put([1], key: String(repeating: "/", count: 32))
        }
    }

    @Test func `a key holds what was first stored under it, and a part of it can be read`() async throws {
        let fixture = try await PapersFixture()
        let key = BlobKey.fresh()
        try await fixture.blobs.put(Array("paper".utf8), key: key)

        try await fixture.blobs.put(Array("paper".utf8), key: key)
        await #expect(throws: PapersProblem.self) { try await fixture.blobs.put(Array("other".utf8), key: key) }

        #expect(try await fixture.blobs.get(key) == Array("paper".utf8))
        #expect(try await fixture.blobs.get(key, range: 1..<3) == Array("ap".utf8))
        #expect(try await fixture.blobs.get(key, range: 3..<90) == Array("er".utf8))
        #expect(try await fixture.blobs.keys(storedBefore: .max) == [key], "and nothing half written lies beside it")
    }

    @Test func `papers are copied to another store, each checked, and what is not there is named`() async throws {
        let fixture = try await PapersFixture()
        let first = try await fixture.receive(TinyFile.pdf())
        let lost = try await fixture.receive(TinyFile.png(width: 3, height: 4))
        _ = try await fixture.receive(TinyFile.pdf())
        let erased = try await fixture.receive(TinyFile.jpeg())
        try await fixture.book.erase(erased.id, basis: "Luật 91/2025", by: .system("test"))
        try await fixture.blobs.erase(lost.key)
        let other = try DirectoryBlobStore(fixture.folder + "-other")

        let outcome = try await PaperCopy(from: fixture.blobs, to: other).run(fixture.database)

        #expect(outcome == PaperCopy.Outcome(copied: 1, missing: [lost.id.rawValue]))
        #expect(try await other.get(first.key) == fixture.blobs.get(first.key))
    }

    @Test func `a disk that refuses leaves no row behind`() async throws {
        struct Broken: BlobStore {
            func put(_ bytes: [UInt8], key: String) async throws { throw PapersProblem.storage("full") }
            func get(_ key: String, range: Range<Int>?) async throws -> [UInt8]? { nil }
            func erase(_ key: String) async throws {}
            func keys(storedBefore milliseconds: Int64) async throws -> [String] { [] }
        }
        let fixture = try await PapersFixture()
        let book = UploadBook(
            database: fixture.database, blobs: Broken(), clock: fixture.clock,
            ids: IDGenerator(node: 2, clock: fixture.clock))

        await #expect(throws: PapersProblem.storage("full")) {
            try await book.receive(TinyFile.pdf(), name: "a", document: "d", owner: ID(5), link: ID(9))
        }
        #expect(try await fixture.book.uploads(of: ID(9)).isEmpty)
    }
}
