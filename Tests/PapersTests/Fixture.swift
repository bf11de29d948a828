import Civic
import Foundation
import Journal
import Store
import TestEngines

@testable import Papers

/// Files as small as their formats allow.
enum TinyFile {
    static func png(width: UInt32, height: UInt32) -> [UInt8] {
        let header: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
        let size = [width, height].flatMap { value in (0..<4).map { UInt8(value >> (24 - 8 * $0) & 0xFF) } }
        return header + Array("IHDR".utf8) + size + [8, 2, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 0] + Array("IEND".utf8)
            + [0xAE, 0x42, 0x60, 0x82]
    }

    /// With an Exif segment that carries an orientation and the word "GPS-HERE".
    static func jpeg(orientation: UInt8 = 6) -> [UInt8] {
        let tiff: [UInt8] = [
            0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        ]
        let body = Array("Exif\u{0}\u{0}".utf8) + tiff + Array("GPS-HERE".utf8)
        let frame: [UInt8] = [0xFF, 0xC0, 0, 11, 8, 0, 16, 0, 16, 1, 1, 0x11, 0]
        let scan: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0x34, 0xFF, 0xD9]
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, UInt8(body.count + 2)] + body + frame + scan
    }

    static func heic(width: UInt32, height: UInt32) -> [UInt8] {
        let size = [width, height].flatMap { value in (0..<4).map { UInt8(value >> (24 - 8 * $0) & 0xFF) } }
        let thumbnail: [UInt8] = [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 240]
        return [0, 0, 0, 24] + Array("ftypheic".utf8) + [0, 0, 0, 0] + Array("mif1heic".utf8) + [0, 0, 0, 20]
            + Array("ispe".utf8) + thumbnail + [0, 0, 0, 20] + Array("ispe".utf8) + [0, 0, 0, 0] + size
    }

    static func pdf(_ inside: String = "/Type /Catalog") -> [UInt8] {
        Array("%PDF-1.7\n1 0 obj\n<< \(inside) >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n".utf8)
    }
}

/// An upload book over a database and a folder of its own.
struct PapersFixture {
    let home: TestDatabase
    let clock: ManualClock
    let blobs: DirectoryBlobStore
    let book: UploadBook
    let pages: PageBook

    var database: any Database { home.database }
    var folder: String { home.folder + "/blobs" }

    init(limit: Int = UploadBook.usualLimit) async throws {
        home = try await TestDatabase(.chosen)
        let database = home.database
        try await database.migrate(JournalSchema.migrations + PapersSchema.migrations)
        // The file system stamps files with the machine's time, so the test's clock starts there.
        clock = ManualClock(SystemClock().now())
        blobs = try DirectoryBlobStore(home.folder + "/blobs")
        book = UploadBook(
            database: database, blobs: blobs, clock: clock, ids: IDGenerator(node: 1, clock: clock), limit: limit)
        pages = PageBook(database: database, uploads: book, blobs: blobs, clock: clock)
    }

    func receive(_ bytes: [UInt8], name: String = "anh.jpg") async throws -> Upload {
        try await book.receive(bytes, name: name, document: "birth_notice", owner: ID(5), link: ID(9))
    }
}
