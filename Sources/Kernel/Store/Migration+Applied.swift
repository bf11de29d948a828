extension Migration {
    /// Compares the migration with the one that ran under its number.
    /// - Parameter number: counted from 1, for the message.
    /// - Throws: `StoreError.schema`, saying what was changed.
    package func check(appliedAs name: String, _ hash: String, number: Int) throws {
        guard name == self.name else {
            throw StoreError.schema(
                vi:
                    "bước chuyển đổi \(number) khi chạy là \(name), nay là \(self.name): danh sách chỉ được thêm ở cuối",
                en:
                    "migration \(number) was \(name) when it ran and is \(self.name) now: the list only grows at its end"
            )
        }
        guard hash == fingerprint else {
            throw StoreError.schema(
                vi: "bước chuyển đổi \(name) đã bị sửa sau khi chạy: hãy khôi phục nguyên văn và thêm bước mới",
                en: "migration \(name) was edited after it ran: undo the edit and add a new one")
        }
    }

    /// - Parameter applied: the names of all that ran.
    /// - Throws: `StoreError.schema` when a newer program made the database.
    package static func check(applied: [String], against migrations: [Migration]) throws {
        guard applied.count <= migrations.count else {
            let newest = applied[migrations.count]
            throw StoreError.schema(
                vi: "cơ sở dữ liệu do phiên bản mới hơn tạo ra (có \(newest)): hãy chạy phiên bản đó, "
                    + "hoặc phục hồi bản sao lưu trước đó",
                en: "the database was made by a newer version (it knows \(newest)): run that one, "
                    + "or restore a backup made before it")
        }
    }
}
