import Foundation
import Store

extension SQLiteDatabase {
    /// Makes an empty file for its owner alone; SQLite gives the same rights to the log and the memory beside it. What
    /// is there already is left as it is.
    static func make(_ path: String) throws {
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw StoreError.cannotOpen(
                vi: "Không tạo được \(path) (\(reason)). Hãy kiểm tra đường dẫn và quyền ghi.",
                en: "\(path) cannot be made (\(reason)): check the path and the right to write.")
        }
        Foundation.close(descriptor)
    }

    /// Refuses early, in words, what SQLite would refuse with a number.
    static func inspect(_ path: String, mayMake: Bool) throws {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
            guard mayMake else {
                throw StoreError.cannotOpen(
                    vi: "không có cơ sở dữ liệu tại \(path): hãy kiểm tra đường dẫn, hoặc chạy `motcua publish` trước",
                    en: "there is no database at \(path): look at the path, or run `motcua publish` first")
            }
            guard FileManager.default.fileExists(atPath: parent, isDirectory: &isDirectory), isDirectory.boolValue
            else {
                throw StoreError.cannotOpen(
                    vi: "không có thư mục \(parent): hãy tạo trước", en: "there is no folder \(parent): make it first")
            }
            return
        }
        guard !isDirectory.boolValue else {
            throw StoreError.cannotOpen(
                vi: "\(path) là thư mục: hãy nêu đúng tệp cơ sở dữ liệu, chẳng hạn \(path)/city.db",
                en: "\(path) is a folder: name the database file itself, such as \(path)/city.db")
        }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw StoreError.cannotOpen(
                vi: "không đọc được \(path): hãy cho tài khoản này quyền đọc và ghi",
                en: "\(path) cannot be read: give this user the right to read and write it")
        }
        defer { try? file.close() }
        guard !mayMake || access(path, W_OK) == 0 else {
            throw StoreError.cannotOpen(
                vi: "không ghi được \(path): hãy cho tài khoản này quyền đọc và ghi",
                en: "\(path) cannot be written: give this user the right to read and write it")
        }
        let head = try file.read(upToCount: 16) ?? Data()
        guard head.isEmpty || head.elementsEqual("SQLite format 3\0".utf8) else {
            throw StoreError.damaged("\(path) is not a database: name another file, or restore a backup to it")
        }
    }
}

extension Connection {
    /// The settings of the writer; those that durability hangs on are read back.
    func prepareForWriting(_ options: SQLiteOptions) throws {
        guard try answer("PRAGMA journal_mode=WAL") == "wal" else {
            throw StoreError.cannotOpen(
                vi: "hệ thống tệp không cho ghi nhật ký trước: hãy đặt cơ sở dữ liệu trên đĩa của máy này",
                en: "the file system refuses a write-ahead log: put the database on a local disk")
        }
        try run(
            """
            PRAGMA synchronous=FULL;
            PRAGMA temp_store=MEMORY;
            PRAGMA foreign_keys=ON;
            PRAGMA secure_delete=ON;
            PRAGMA cache_size=-\(options.writerCacheKiB);
            PRAGMA wal_autocheckpoint=0;
            PRAGMA trusted_schema=OFF;
            """)
        if let pages = options.maximumPages { try run("PRAGMA max_page_count=\(pages)") }
        guard try answer("PRAGMA synchronous") == "2", try answer("PRAGMA foreign_keys") == "1" else {
            throw StoreError.cannotOpen(
                vi: "SQLite không giữ synchronous=FULL: mất điện có thể làm mất dữ liệu đã ghi",
                en: "the engine does not keep synchronous=FULL: a commit would not survive a power cut")
        }
    }
}
