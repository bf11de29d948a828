import Foundation
import Store
import StoreSQLite
import Testing

@Suite struct OpeningTests {
    private func detail(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return ""
        } catch {
            return (error as? StoreError)?.detail ?? "\(error)"
        }
    }

    @Test func `a folder, a missing folder and a file that is no database are refused with the cure`() async throws {
        let folder = try SQLiteFixture.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("Dear Sir, this is a letter.".utf8).write(to: URL(fileURLWithPath: folder + "/letter.txt"))

        #expect(await detail { _ = try SQLiteDatabase(path: folder) }.contains("is a folder: name the database file"))
        #expect(await detail { _ = try SQLiteDatabase(path: folder + "/no/city.db") }.contains("make it first"))
        #expect(await detail { _ = try SQLiteDatabase(path: folder + "/letter.txt") }.contains("is not a database"))
        #expect(
            await detail { _ = try SQLiteDatabase.openReadOnly(path: folder + "/city.db") }.contains(
                "there is no database"))
    }

    @Test func `a second writer is refused and told who writes`() async throws {
        let fixture = try await SQLiteFixture()

        let text = await detail { _ = try SQLiteDatabase(path: fixture.path) }

        #expect(text.contains("is being written by another process (pid \(getpid()))"))
    }

    @Test func `beside the writer others may read and not write`() async throws {
        let fixture = try await SQLiteFixture()
        try await fixture.add(1)

        let reader = try SQLiteDatabase.openReadOnly(path: fixture.path)

        #expect(try await reader.read { try $0.all(Fixture.ids) { $0.int(0) } } == [1])
        #expect(await detail { _ = try await reader.write("test") { _ in } }.contains("opened to read only"))
        try await reader.close()
    }

    @Test(arguments: 1...8)
    func `a closed database is one file that holds everything`(readers: Int) async throws {
        let fixture = try await SQLiteFixture(SQLiteOptions(readers: readers))
        try await fixture.add(1)

        try await fixture.database.close()

        #expect(!FileManager.default.fileExists(atPath: fixture.path + "-wal"))
    }

    @Test func `a damaged file is called damaged`() async throws {
        let fixture = try await SQLiteFixture()
        for id in 1...200 { try await fixture.add(id) }
        let copy = fixture.folder + "/damaged.db"
        try await fixture.database.backup(to: copy)
        let file = try #require(FileHandle(forUpdatingAtPath: copy))
        let size = try file.seekToEnd()
        // The first page, which holds the schema, stays.
        try file.seek(toOffset: 4_096)
        try file.write(contentsOf: Data(repeating: 0xA5, count: Int(size) - 4_096))
        try file.close()

        await #expect {
            let database = try SQLiteDatabase(path: copy)
            _ = try await database.read { try $0.all(Fixture.ids) { $0.int(0) } }
        } throws: { error in
            if case StoreError.damaged = error { true } else { false }
        }
    }
}
