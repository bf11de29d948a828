import Store

extension PostgresFailure {
    /// Why a server lets nobody in, by the words of its message: no code comes with it. A refused password or a database
    /// that is not there is not mended by waiting; a server that starts up, or is about to be promoted, is.
    static func refusal(_ text: String, _ address: PostgresAddress) -> Self {
        let place = address.place
        if text.contains("is read-only") || text.contains("is in hot standby mode") {
            return Self(
                .cannotOpen(
                    vi:
                        "\(place) chỉ cho đọc (bản sao dự phòng): hãy dùng địa chỉ của máy chủ chính, hoặc nêu cả hai máy "
                        + "(postgres://a,b/…)",
                    en: "\(place) only reads (it is a replica): give the address of the primary, or name both hosts "
                        + "(postgres://a,b/…)"),
                .newConnection)
        }
        if text.contains("too many clients") || text.contains("too many connections")
            || text.contains("connection slots are reserved")
        {
            return .noConnectionLeft(text)
        }
        if text.contains("does not exist") {
            return Self(
                .cannotOpen(
                    vi: "máy chủ cơ sở dữ liệu từ chối: \(text): hãy tạo cơ sở dữ liệu hoặc vai trò trước "
                        + "(createdb, createuser)",
                    en:
                        "the database server refuses: \(text): make the database or the role first (createdb, createuser)"
                ))
        }
        if ["password", "authentication failed", "no pg_hba.conf", "certificate", "SSL"].contains(where: text.contains)
        {
            return Self(
                .cannotOpen(
                    vi:
                        "máy chủ cơ sở dữ liệu từ chối: \(text): hãy xem lại địa chỉ, mật khẩu (PGPASSWORD, ~/.pgpass) và "
                        + "pg_hba.conf của máy chủ",
                    en:
                        "the database server refuses: \(text): look at the address, the password (PGPASSWORD, ~/.pgpass) "
                        + "and the server's pg_hba.conf"))
        }
        if text.contains("invalid") {
            return Self(
                .cannotOpen(
                    vi: "địa chỉ cơ sở dữ liệu chưa đúng: \(text)", en: "the address of the database is wrong: \(text)")
            )
        }
        return .lost(text)
    }

    static func lost(_ text: String) -> Self {
        Self(
            .cannotOpen(
                vi:
                    "không kết nối được máy chủ cơ sở dữ liệu: \(text): hãy kiểm tra máy chủ có đang chạy và đúng địa chỉ",
                en: "the database server cannot be reached: \(text): see whether it runs, and at this address"),
            .newConnection)
    }

    /// Waiting may help: others end their sessions.
    static func noConnectionLeft(_ text: String) -> Self {
        Self(
            .cannotOpen(
                vi:
                    "máy chủ cơ sở dữ liệu đã hết kết nối (\(text)): hãy tăng max_connections hoặc giới hạn của vai trò "
                    + "(mỗi nút dùng tối đa 18, có bản sao đọc thì 26), hoặc đặt PgBouncer (pool_mode=session) ở trước",
                en:
                    "the database server has no connection left (\(text)): raise max_connections or the role's limit (a "
                    + "node takes 18 at most, 26 with a read replica), or put PgBouncer (pool_mode=session) in front"),
            .newConnection)
    }

    /// A table or column that this program knows is not there, or one is there that no migration made.
    static func otherSchema(_ words: String) -> Self {
        Self(
            .schema(
                vi:
                    "lược đồ không như chương trình này để lại (\(words)): hãy chạy `motcua migrate`; nếu vẫn vậy, có người "
                    + "đã sửa bảng: khôi phục bản sao lưu gần nhất",
                en:
                    "the schema is not as this program left it (\(words)): run `motcua migrate`; if that does not help, "
                    + "somebody changed tables: restore the last backup"))
    }

    /// What speaks against a server that let us in; nil when nothing does.
    /// - Parameter version: as libpq gives it, 150_004 for 15.4.
    static func unfit(version: Int32, encoding: String) -> Self? {
        if version < 150_000 {
            return Self(
                .cannotOpen(
                    vi: "máy chủ là PostgreSQL \(version / 10_000): cần phiên bản 15 trở lên (pg_upgrade)",
                    en: "the server is PostgreSQL \(version / 10_000): version 15 or later is needed (pg_upgrade)"))
        }
        if encoding != "UTF8" {
            return Self(
                .cannotOpen(
                    vi: "bảng mã của cơ sở dữ liệu là \(encoding): hãy tạo lại với ENCODING 'UTF8'",
                    en: "the database's encoding is \(encoding): make it anew with ENCODING 'UTF8'"))
        }
        return nil
    }

    static func notDurable(_ commit: String, _ fsync: String) -> Self {
        let settings = "(synchronous_commit=\(commit), fsync=\(fsync))"
        return Self(
            .cannotOpen(
                vi: "máy chủ không giữ chắc những gì đã ghi \(settings): hãy đặt cả hai thành on",
                en: "the server does not keep its commits \(settings): set both to on"))
    }

    static func notAllowed(_ words: String) -> Self {
        Self(
            .cannotOpen(
                vi: "vai trò này không đủ quyền (\(words)): hãy để chủ cơ sở dữ liệu chạy GRANT CREATE ON DATABASE, "
                    + "hoặc tạo sẵn schema do vai trò này làm chủ",
                en: "this role lacks the right (\(words)): let the database's owner run GRANT CREATE ON DATABASE, "
                    + "or make a schema that this role owns"))
    }
}
