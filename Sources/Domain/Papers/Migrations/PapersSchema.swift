package import Store

/// The tables of Papers, forward only.
package enum PapersSchema {
    package static let migrations: [Migration] = [
        Migration(
            "Papers.0001_create_upload",
            [
                .createTable(
                    Table(
                        "upload", primaryKey: ["id"], uniques: [["blob_key"]],
                        indexes: [
                            Index("upload_by_link", ["link", "document", "id"]),
                            Index("upload_by_owner", ["owner", "id"]),
                        ],
                        checks: ["kind IN ('jpeg', 'png', 'webp', 'heic', 'pdf')"],
                        columns: [
                            Column("id", .id, .internal),
                            // The subject whose paper it is.
                            Column("owner", .id, .internal),
                            // The draft or dossier it belongs to.
                            Column("link", .id, .internal),
                            // Code of the document it stands for.
                            Column("document", .text, .internal),
                            Column("name", .text, .personal),
                            Column("kind", .text, .internal),
                            Column("bytes", .int, .internal),
                            Column("sha256", .blob, .internal),
                            // Random: it tells nobody what lies there.
                            Column("blob_key", .text, .secret),
                            Column("created", .instant, .internal),
                            Column("erased_at", .instant, .internal, nullable: true),
                        ]))
            ]),
        Migration(
            "Papers.0002_create_keystore",
            [
                .createTable(
                    Table(
                        "key_holder", primaryKey: ["officer"], checks: ["tries_left >= 0"],
                        columns: [
                            Column("officer", .id, .internal),
                            Column("salt", .blob, .secret),
                            // Closed by the PIN and by the key ring.
                            Column("sealed", .blob, .secret),
                            Column("tries_left", .int, .internal),
                            Column("version", .int, .internal),
                            Column("created", .instant, .internal),
                        ])),
                .createTable(
                    Table(
                        "signing_key", primaryKey: ["id"],
                        indexes: [Index("signing_key_by_owner", ["owner_kind", "owner", "id"])],
                        checks: ["owner_kind IN ('person', 'organisation')"],
                        columns: [
                            Column("id", .id, .internal),
                            Column("owner_kind", .text, .internal),
                            // An officer's number or a unit's code.
                            Column("owner", .text, .internal),
                            Column("algorithm", .text, .internal),
                            // Certificates in DER, the key's own first.
                            Column("chain", .blob, .open),
                            Column("created", .instant, .internal),
                            Column("retired_at", .instant, .internal, nullable: true),
                        ])),
                .createTable(
                    Table(
                        "key_grant", primaryKey: ["signing_key", "first_holder", "second_holder"],
                        indexes: [
                            Index("key_grant_by_first", ["first_holder"]),
                            Index("key_grant_by_second", ["second_holder"]),
                        ],
                        foreignKeys: [ForeignKey(["signing_key"], "signing_key", ["id"])],
                        checks: ["first_holder <= second_holder"],
                        columns: [
                            Column("signing_key", .id, .internal),
                            // The same twice where one person suffices.
                            Column("first_holder", .id, .internal),
                            Column("second_holder", .id, .internal),
                            // The private key, closed by both secrets.
                            Column("sealed", .blob, .secret),
                        ])),
            ]),
        Migration(
            "Papers.0003_create_result",
            [
                .createTable(
                    Table(
                        "result", primaryKey: ["id"], uniques: [["code"]],
                        indexes: [
                            Index("result_by_dossier", ["dossier", "id"]), Index("result_by_owner", ["owner", "id"]),
                            Index("result_by_hash", ["sha256"]),
                        ],
                        checks: ["state IN ('signed', 'released', 'revoked', 'replaced')"],
                        columns: [
                            Column("id", .id, .internal),
                            // Random; it stands on the paper and opens its public page.
                            Column("code", .text, .internal),
                            Column("dossier", .id, .internal),
                            Column("owner", .id, .internal),
                            // The template and its version.
                            Column("paper", .text, .open),
                            Column("version", .text, .open),
                            Column("name_vi", .text, .open),
                            Column("name_en", .text, .open),
                            Column("number", .text, .internal, nullable: true),
                            Column("unit", .text, .open),
                            // Whom it is about, as the paper says it.
                            Column("holder", .text, .personal),
                            Column("upload", .id, .internal),
                            Column("sha256", .blob, .internal),
                            // Where the person's signature is seen: page, x, y, width, height in points.
                            Column("place", .text, .open),
                            Column("state", .text, .internal),
                            Column("signed_at", .instant, .internal),
                            Column("sealed_at", .instant, .internal, nullable: true),
                            Column("released_at", .instant, .internal, nullable: true),
                            Column("ended_at", .instant, .internal, nullable: true),
                            // Why it was taken back; its page says it.
                            Column("reason", .text, .personal),
                            // Code of the result that replaces it.
                            Column("replaced_by", .text, .internal, nullable: true),
                            // The last event of its stream, and how many there are.
                            Column("event", .id, .internal),
                            Column("events", .int, .internal),
                        ]))
            ]),
        Migration(
            "Papers.0004_create_page_picture",
            [
                .createTable(
                    Table(
                        "page_picture", primaryKey: ["upload", "page"],
                        indexes: [Index("page_picture_by_key", ["blob_key"], where: "blob_key IS NOT NULL")],
                        checks: ["(blob_key IS NULL) <> (fault IS NULL)"],
                        columns: [
                            Column("upload", .id, .internal),
                            // From 1.
                            Column("page", .int, .internal),
                            // Of the whole paper.
                            Column("pages", .int, .internal),
                            // Random, as the paper's own.
                            Column("blob_key", .text, .secret, nullable: true),
                            // Why there is no picture: `too_heavy`, `unreadable`.
                            Column("fault", .text, .internal, nullable: true),
                            Column("created", .instant, .internal),
                        ]))
            ]),
        Migration(
            "Papers.0005_share_bytes",
            [
                // The key of bytes that an earlier upload of the same owner brought; null: they are its own.
                .addColumn(table: "upload", Column("shared_key", .text, .secret, nullable: true), default: nil),
                // Until then nobody deletes it; null while its draft or dossier is open.
                .addColumn(table: "upload", Column("held_until", .instant, .internal, nullable: true), default: nil),
                // Then the house erases it; null: not yet known, or never.
                .addColumn(table: "upload", Column("erase_at", .instant, .internal, nullable: true), default: nil),
                .createIndex(
                    table: "upload", Index("upload_by_shared_key", ["shared_key"], where: "shared_key IS NOT NULL")),
                .createIndex(table: "upload", Index("upload_by_document", ["owner", "document", "id"])),
                .createIndex(
                    table: "upload",
                    Index("upload_to_erase", ["erase_at", "id"], where: "erase_at IS NOT NULL AND erased_at IS NULL")),
            ]),
    ]
}
