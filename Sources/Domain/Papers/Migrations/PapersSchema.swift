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
            ])
    ]
}
