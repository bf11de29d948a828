import Store

/// Tables of the administrator's pages.
enum RecoverySchema {
    /// Requests for a way back into an account, and the one-time links they end in.
    static let recovery: [Migration.Step] = [
        .createTable(
            Table(
                "recovery", primaryKey: ["id"],
                indexes: [
                    Index("recovery_by_time", ["asked_at", "id"]), Index("recovery_by_officer", ["officer", "id"]),
                    Index("recovery_waiting", ["expires", "id"], where: "state = 'asked'"),
                    Index("recovery_by_account", ["account", "kind"]),
                ],
                foreignKeys: [
                    ForeignKey(["account"], "account", ["id"]), ForeignKey(["officer"], "officer", ["id"]),
                    ForeignKey(["asked_by"], "officer", ["id"]), ForeignKey(["decided_by"], "officer", ["id"]),
                ],
                checks: [
                    "state IN ('asked', 'confirmed', 'declined')",
                    "state <> 'confirmed' OR decided_by <> asked_by",
                    "state <> 'confirmed' OR decided_by <> officer", "asked_by <> officer",
                ],
                columns: [
                    Column("id", .id, .internal),
                    Column("kind", .text, .internal),
                    Column("account", .id, .internal),
                    Column("officer", .id, .internal),
                    // Codes parted by a space: who may confirm answers for each.
                    Column("units", .text, .internal),
                    Column("of_house", .bool, .internal),
                    Column("reason", .text, .personal),
                    Column("asked_by", .id, .internal),
                    Column("asked_at", .instant, .internal),
                    Column("expires", .instant, .internal),
                    Column("state", .text, .internal),
                    Column("decided_by", .id, .internal, nullable: true),
                    Column("decided_at", .instant, .internal, nullable: true),
                    // Whether the officer has read of it.
                    Column("told", .bool, .internal),
                ])),
        .createTable(
            Table(
                "entry_link", primaryKey: ["token_hash"],
                indexes: [Index("entry_link_by_account", ["account"]), Index("entry_link_by_expiry", ["expires"])],
                foreignKeys: [ForeignKey(["account"], "account", ["id"])],
                columns: [
                    // SHA-256 of the link's text.
                    Column("token_hash", .blob, .secret),
                    Column("account", .id, .internal),
                    Column("created", .instant, .internal),
                    Column("expires", .instant, .internal),
                ])),
    ]

    /// What stands at the head of every page for a time.
    static let announcement: [Migration.Step] = [
        .createTable(
            Table(
                "announcement", primaryKey: ["id"], indexes: [Index("announcement_by_end", ["ends", "id"])],
                checks: ["audience IN ('everybody', 'residents', 'officers')", "begins < ends"],
                columns: [
                    Column("id", .id, .internal),
                    Column("text_vi", .text, .open),
                    Column("text_en", .text, .open),
                    Column("audience", .text, .open),
                    Column("begins", .instant, .open),
                    // Moved back when it is ended early.
                    Column("ends", .instant, .open),
                ]))
    ]
}
