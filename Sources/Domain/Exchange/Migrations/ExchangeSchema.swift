package import Store

/// The tables of Exchange, forward only.
package enum ExchangeSchema {
    package static let migrations: [Migration] = [
        Migration("Exchange.0001_create_message", [.createTable(message)]),
        Migration("Exchange.0002_create_portal_delivery", [.createTable(portalDelivery)]),
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
}
