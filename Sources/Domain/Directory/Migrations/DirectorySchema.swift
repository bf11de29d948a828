package import Store

/// The tables of the Directory, forward only.
package enum DirectorySchema {
    package static let migrations: [Migration] = [
        Migration("Directory.0001_create_subject", subjects),
        Migration("Directory.0002_create_account", accounts),
        Migration("Directory.0003_create_officer", officers),
        Migration("Directory.0004_create_access_log", accessLog),
        Migration(
            "Directory.0005_index_phone",
            [.createIndex(table: "person", Index("person_by_phone", ["phone", "id"], where: "phone IS NOT NULL"))]),
        Migration("Directory.0006_create_ring_mark", ringMark),
        Migration("Directory.0007_create_second_factor", secondFactor),
        Migration(
            "Directory.0008_add_officer_phone",
            [.addColumn(table: "officer", Column("phone", .text, .personal, nullable: true), default: nil)]),
        Migration("Directory.0009_create_recovery", RecoverySchema.recovery),
        Migration("Directory.0010_create_announcement", RecoverySchema.announcement),
        Migration(
            "Directory.0011_add_session_view",
            [
                .addColumn(table: "session", Column("view_role", .text, .internal, nullable: true), default: nil),
                .addColumn(table: "session", Column("view_unit", .text, .internal, nullable: true), default: nil),
            ]),
        Migration("Directory.0012_create_identity", identity),
    ]

    private static func create(_ tables: Table...) -> [Migration.Step] { tables.map { .createTable($0) } }

    /// One row: by what the key ring of this database is known again.
    private static let ringMark = create(
        Table(
            "ring_mark", primaryKey: ["id"], checks: ["id = 1"],
            columns: [Column("id", .id, .internal), Column("fingerprint", .text, .internal)]))

    /// Who came by an electronic identity, by the provider's own name for the person.
    private static let identity = create(
        Table(
            "identity", primaryKey: ["issuer", "holder"], clustered: true,
            indexes: [Index("identity_by_account", ["account", "used"])],
            foreignKeys: [ForeignKey(["account"], "account", ["id"])],
            columns: [
                Column("issuer", .text, .internal),
                Column("holder", .text, .personal),
                Column("account", .id, .internal),
                // 1 or 2, of the last sign-in.
                Column("level", .int, .internal),
                Column("used", .instant, .internal),
            ]))

    private static let secondFactor = create(
        Table(
            "second_factor", primaryKey: ["account"], foreignKeys: [ForeignKey(["account"], "account", ["id"])],
            columns: [
                Column("account", .id, .internal),
                // The secret that is shared with the phone, sealed by the key ring.
                Column("secret_sealed", .blob, .secret),
                // Whether a first code showed that it arrived.
                Column("proved", .bool, .internal),
                // The half minute whose code was used last.
                Column("last_step", .int, .internal),
                Column("created", .instant, .internal),
            ]),
        Table(
            "spare_code", primaryKey: ["account", "code_index"], clustered: true,
            foreignKeys: [ForeignKey(["account"], "account", ["id"])],
            columns: [Column("account", .id, .internal), Column("code_index", .blob, .secret)]))

    /// Persons and organisations, and the random subject ids by which everything else knows them. Cutting
    /// `subject.person` (set null) leaves the journal's ids without a name.
    private static let subjects = create(
        Table(
            "person", primaryKey: ["id"],
            uniques: [["number_index"]],
            indexes: [
                Index("person_by_name", ["folded", "birth_year", "id"]),
                Index("person_by_birth", ["birth_year", "folded", "id"]),
            ],
            columns: [
                Column("id", .id, .internal),
                Column("name", .text, .personal),
                Column("folded", .text, .personal),
                Column("born_on", .date, .personal, nullable: true),
                // 0 when not known, so that the search key has no null.
                Column("birth_year", .int, .personal),
                Column("sex", .text, .personal, nullable: true),
                // Key id, nonce, AES-GCM text and tag of the twelve digits.
                Column("number_sealed", .blob, .secret, nullable: true),
                // HMAC-SHA-256 of the number, by which it is found.
                Column("number_index", .blob, .secret, nullable: true),
                Column("phone", .text, .personal, nullable: true),
                Column("created", .instant, .internal),
            ]),
        Table(
            "organisation", primaryKey: ["id"], uniques: [["tax_code"]],
            indexes: [Index("organisation_by_name", ["folded", "id"])],
            columns: [
                Column("id", .id, .internal),
                Column("name", .text, .open),
                Column("folded", .text, .open),
                Column("tax_code", .text, .open, nullable: true),
                Column("created", .instant, .internal),
            ]),
        Table(
            "subject", primaryKey: ["id"], uniques: [["person"], ["organisation"]],
            foreignKeys: [
                ForeignKey(["person"], "person", ["id"]), ForeignKey(["organisation"], "organisation", ["id"]),
            ],
            checks: ["kind IN ('person', 'organisation')"],
            columns: [
                Column("id", .id, .internal),
                Column("kind", .text, .internal),
                Column("person", .id, .personal, nullable: true),
                Column("organisation", .id, .internal, nullable: true),
            ]),
        Table(
            "representation", primaryKey: ["id"],
            indexes: [
                Index("representation_by_agent", ["agent", "principal"]),
                Index("representation_by_principal", ["principal", "agent"]),
            ],
            foreignKeys: [
                ForeignKey(["agent"], "subject", ["id"]), ForeignKey(["principal"], "subject", ["id"]),
            ],
            checks: ["agent <> principal"],
            columns: [
                Column("id", .id, .internal),
                Column("agent", .id, .internal),
                Column("principal", .id, .internal),
                Column("ground", .text, .internal),
                Column("valid_from", .date, .internal),
                Column("valid_to", .date, .internal, nullable: true),
            ]))

    private static let accounts = create(
        Table(
            "account", primaryKey: ["id"], uniques: [["login"]],
            indexes: [Index("account_by_subject", ["subject"]), Index("account_demo", ["id"], where: "demo = 1")],
            foreignKeys: [ForeignKey(["subject"], "subject", ["id"])],
            checks: ["kind IN ('resident', 'officer')"],
            columns: [
                Column("id", .id, .internal),
                Column("login", .text, .personal),
                Column("subject", .id, .internal),
                Column("kind", .text, .internal),
                // Parameters, salt and scrypt hash in one text.
                Column("password", .text, .secret),
                Column("language", .text, .internal),
                Column("demo", .bool, .internal),
                Column("closed", .bool, .internal),
                Column("created", .instant, .internal),
            ]),
        Table(
            "session", primaryKey: ["token_hash"],
            indexes: [
                Index("session_by_account", ["account"]), Index("session_by_expiry", ["expires"]),
            ],
            foreignKeys: [ForeignKey(["account"], "account", ["id"])],
            columns: [
                // SHA-256 of the token: who reads the database cannot act with it.
                Column("token_hash", .blob, .secret),
                Column("account", .id, .internal),
                Column("on_behalf_of", .id, .internal, nullable: true),
                Column("created", .instant, .internal),
                Column("last_seen", .instant, .internal),
                Column("expires", .instant, .internal),
                // What the session is for: web, api, kiosk.
                Column("purpose", .text, .internal),
            ]),
        Table(
            "throttle", primaryKey: ["bucket", "window_start"], clustered: true,
            indexes: [Index("throttle_by_window", ["window_end"])],
            columns: [
                // A hash of the limit's name and key: no login or address stands here.
                Column("bucket", .blob, .internal),
                Column("window_start", .instant, .internal),
                Column("window_end", .instant, .internal),
                Column("used", .int, .internal),
            ]),
        Table(
            "preference", primaryKey: ["account", "name"], clustered: true,
            foreignKeys: [ForeignKey(["account"], "account", ["id"])],
            columns: [
                Column("account", .id, .internal),
                Column("name", .text, .internal),
                Column("value", .text, .personal),
            ]))

    private static let officers = create(
        Table(
            "officer", primaryKey: ["id"], uniques: [["subject"]], indexes: [Index("officer_by_unit", ["unit", "id"])],
            foreignKeys: [ForeignKey(["subject"], "subject", ["id"])],
            columns: [
                Column("id", .id, .internal),
                Column("subject", .id, .internal),
                Column("unit", .text, .open),
                Column("name", .text, .internal),
                Column("title_vi", .text, .open),
                Column("title_en", .text, .open),
            ]),
        Table(
            "post", primaryKey: ["id"],
            uniques: [["officer", "role", "unit", "valid_from"]],
            indexes: [Index("post_by_unit", ["unit", "role", "officer"])],
            foreignKeys: [ForeignKey(["officer"], "officer", ["id"])],
            columns: [
                Column("id", .id, .internal),
                Column("officer", .id, .internal),
                Column("role", .text, .open),
                Column("unit", .text, .open),
                Column("valid_from", .date, .open),
                Column("valid_to", .date, .open, nullable: true),
            ]),
        Table(
            "absence", primaryKey: ["id"],
            indexes: [
                Index("absence_by_officer", ["officer", "valid_from"]),
                Index("absence_by_deputy", ["deputy", "valid_from"]),
            ],
            foreignKeys: [ForeignKey(["officer"], "officer", ["id"]), ForeignKey(["deputy"], "officer", ["id"])],
            checks: ["deputy IS NULL OR deputy <> officer", "valid_from <= valid_to"],
            columns: [
                Column("id", .id, .internal),
                Column("officer", .id, .internal),
                Column("valid_from", .date, .internal),
                Column("valid_to", .date, .internal),
                Column("deputy", .id, .internal, nullable: true),
            ]),
        Table(
            "mandate", primaryKey: ["id"],
            indexes: [
                Index("mandate_by_grantee", ["grantee", "valid_from"]),
                Index("mandate_by_unit", ["unit", "valid_from"]),
            ],
            foreignKeys: [ForeignKey(["grantor"], "officer", ["id"]), ForeignKey(["grantee"], "officer", ["id"])],
            checks: ["grantor <> grantee", "valid_to IS NULL OR valid_from < valid_to"],
            columns: [
                Column("id", .id, .internal),
                Column("grantor", .id, .internal),
                Column("grantee", .id, .internal),
                Column("power", .text, .open),
                // Codes parted by a space; empty for all.
                Column("procedures", .text, .open),
                Column("unit", .text, .open),
                Column("valid_from", .instant, .open),
                Column("valid_to", .instant, .open, nullable: true),
                Column("revoked_at", .instant, .open, nullable: true),
                Column("decision", .text, .open),
                Column("conditions", .text, .internal),
            ]))

    private static let accessLog = create(
        Table(
            "access_log", primaryKey: ["id"],
            // Rows never change, so that their seals hold: the same look in the same quarter of an hour writes nothing.
            uniques: [["subject", "quarter", "officer", "dossier", "purpose", "fields"]],
            indexes: [
                Index("access_log_by_seal", ["sealed", "id"]), Index("access_log_by_officer", ["officer", "at"]),
            ],
            columns: [
                Column("id", .id, .internal),
                Column("subject", .id, .personal),
                Column("officer", .id, .personal),
                Column("dossier", .id, .internal),
                // Number of the quarter of an hour since 1970.
                Column("quarter", .int, .internal),
                Column("at", .instant, .internal),
                Column("role", .text, .internal),
                Column("unit", .text, .internal),
                Column("purpose", .text, .internal),
                // Names of what was shown, parted by spaces, in order.
                Column("fields", .text, .internal),
                // The seal that covers the row; 0 while it waits.
                Column("sealed", .id, .internal),
            ]),
        Table(
            "access_seal", primaryKey: ["id"], indexes: [Index("access_seal_by_time", ["at"])],
            columns: [
                Column("id", .id, .internal),
                Column("at", .instant, .internal),
                Column("looks", .int, .internal),
                Column("hash", .blob, .internal),
            ]))
}
