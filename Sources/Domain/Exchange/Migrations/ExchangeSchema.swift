package import Store

/// The tables of Exchange, forward only.
package enum ExchangeSchema {
    package static let migrations: [Migration] = [
        Migration("Exchange.0001_create_message", [.createTable(message)]),
        Migration("Exchange.0002_create_portal_delivery", [.createTable(portalDelivery)]),
        Migration("Exchange.0003_create_portal_inbox", [.createTable(portalFeed), .createTable(portalEntry)]),
    ]

    /// One row a message that a carrier took or refused.
    private static let message = Table(
        "message", primaryKey: ["event", "subject", "channel"], clustered: true,
        indexes: [Index("message_by_dossier", ["dossier", "at"])],
        checks: ["channel IN ('email', 'sms')", "state IN ('taken', 'refused')"],
        columns: [
            // The event of the journal that it tells.
            Column("event", .id, .internal),
            Column("subject", .id, .internal),
            Column("channel", .text, .internal),
            Column("dossier", .id, .internal),
            Column("kind", .text, .internal),
            // Masked: the address itself stays with the person.
            Column("sent_to", .text, .internal),
            Column("at", .instant, .internal),
            Column("state", .text, .internal),
            Column("remark", .text, .internal),
        ])

    /// One row an event that the national portal took or refused.
    private static let portalDelivery = Table(
        "portal_delivery", primaryKey: ["event"], indexes: [Index("portal_delivery_by_dossier", ["dossier", "at"])],
        checks: ["status BETWEEN 1 AND 10", "state IN ('taken', 'refused')"],
        columns: [
            // The event of the journal that it tells.
            Column("event", .id, .internal),
            Column("dossier", .id, .internal),
            Column("kind", .text, .internal),
            // The call of the portal's interface.
            Column("call", .text, .internal),
            Column("status", .int, .internal),
            Column("at", .instant, .internal),
            Column("state", .text, .internal),
            // The portal's own words.
            Column("remark", .text, .internal),
        ])

    /// One row: up to where the national portal was read.
    private static let portalFeed = Table(
        "portal_feed", primaryKey: ["name"], clustered: true,
        columns: [
            Column("name", .text, .internal),
            // The portal's own word for the place.
            Column("position", .text, .internal),
            Column("at", .instant, .internal),
        ])

    /// One row a line that the national portal handed out, for 90 days.
    private static let portalEntry = Table(
        "portal_entry", primaryKey: ["id"], uniques: [["digest"]],
        indexes: [Index("portal_entry_by_due", ["due"]), Index("portal_entry_by_state", ["state", "came"])],
        checks: ["state IN ('waiting', 'taken', 'refused')"],
        columns: [
            Column("id", .id, .internal),
            // SHA-256 of the line: what is handed out again is known by it.
            Column("digest", .blob, .internal),
            // The portal's code of the dossier.
            Column("code", .text, .internal),
            Column("procedure", .text, .internal),
            // When it became so there.
            Column("at", .instant, .internal),
            Column("came", .instant, .internal),
            // The line itself, sealed by the key ring, until it is settled.
            Column("content", .blob, .secret, nullable: true),
            Column("state", .text, .internal),
            Column("attempts", .int, .internal),
            // When it is tried, or the portal told; null when nothing more is to be done.
            Column("due", .instant, .internal, nullable: true),
            Column("dossier", .id, .internal, nullable: true),
            // Why it was refused: code and words, without a name.
            Column("problem", .text, .internal),
            Column("reason_vi", .text, .internal),
            Column("reason_en", .text, .internal),
        ])
}
