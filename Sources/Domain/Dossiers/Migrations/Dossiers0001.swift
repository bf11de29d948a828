package import Store

/// The case engine's tables, for the one append-only list in `City`.
package enum DossiersSchema {
    package static let migrations: [Migration] = [
        Migration(
            "Dossiers.0001_create_dossier",
            [dossier, task, deadlineEntry, party, answers, filedPaper].map(Migration.Step.createTable)),
        Migration(
            "Dossiers.0002_create_requests",
            [supplementRequest, payment, note, relation, requestKey, numberCounter, bookCounter]
                .map(Migration.Step.createTable)),
        Migration("Dossiers.0003_create_readings", [notice, statistic, draft].map(Migration.Step.createTable)),
        Migration(
            "Dossiers.0004_split_history",
            [.split(table: "deadline_entry", by: "dossier"), .split(table: "dossier_answers", by: "dossier")]),
        Migration("Dossiers.0005_create_name", [.createTable(name)]),
        Migration("Dossiers.0006_create_person_lock", [.createTable(personLock)]),
        Migration("Dossiers.0007_create_paper_check", [.createTable(paperCheck)]),
        // The tables of days before them are counted anew from the journal, by a consumer of another name.
        Migration(
            "Dossiers.0008_create_figures",
            FigureSchema.tables.map(Migration.Step.createTable)
                + [
                    .run(Statement("DELETE FROM statistic")),
                    .run(Statement("DELETE FROM consumer_cursor WHERE name = 'dossiers.statistics'")),
                    .run(Statement("DELETE FROM parked_stream WHERE consumer = 'dossiers.statistics'")),
                ]),
        Migration(
            "Dossiers.0009_create_joining",
            [
                .createTable(joining),
                .createIndex(
                    table: "party", Index("party_joint", ["subject", "dossier"], where: "part = 'joint'")),
            ]),
    ]

    private static let dossier = Table(
        "dossier", primaryKey: ["id"], uniques: [["reference"]],
        indexes: [
            Index("dossier_by_code", ["code"], unique: true, where: "code IS NOT NULL"),
            Index("dossier_by_applicant", ["applicant", "id"]),
            Index("dossier_by_submitter", ["submitter", "id"], where: "submitter <> applicant"),
            Index("dossier_by_name", ["competent", "applicant_folded", "id"]),
            Index("dossier_by_name_received", ["receiving", "applicant_folded", "id"]),
            Index("dossier_done", ["competent", "ended_at", "id"], where: "ended_at IS NOT NULL"),
            Index("dossier_done_received", ["receiving", "ended_at", "id"], where: "ended_at IS NOT NULL"),
        ],
        checks: [
            "status BETWEEN 1 AND 10", "clock IN ('not_started', 'running', 'paused', 'stopped')",
            "channel IN ('counter', 'online', 'post')", "(accepted_at IS NULL) = (code IS NULL)", "version > 0",
        ],
        columns: [
            Column("id", .id, .internal), Column("version", .int, .internal),
            Column("code", .text, .internal, nullable: true),
            Column("reference", .text, .internal), Column("four_hash", .blob, .secret, nullable: true),
            Column("procedure", .text, .open),
            Column("procedure_version", .text, .open), Column("channel", .text, .open),
            Column("status", .int, .internal),
            Column("outcome", .text, .internal, nullable: true), Column("applicant", .id, .internal),
            Column("applicant_name", .text, .personal), Column("applicant_folded", .text, .personal),
            Column("submitter", .id, .internal), Column("assisted_by", .id, .internal, nullable: true),
            Column("receiving", .text, .open), Column("competent", .text, .open), Column("return_point", .text, .open),
            Column("lodged_at", .instant, .internal), Column("accepted_at", .instant, .internal, nullable: true),
            Column("due", .instant, .internal, nullable: true),
            Column("original_due", .instant, .internal, nullable: true),
            Column("released_at", .instant, .internal, nullable: true),
            Column("ended_at", .instant, .internal, nullable: true), Column("clock", .text, .internal),
            Column("remaining", .int, .internal, nullable: true), Column("rounds", .int, .internal),
            Column("begun", .bool, .internal), Column("apologised", .bool, .internal),
            Column("facts", .text, .personal), Column("correction_of", .id, .internal, nullable: true),
        ])

    /// `due` holds `TaskStore.noDue` where there is none, so that lists page by `(due, id)` alone.
    private static let task = Table(
        "task", primaryKey: ["id"],
        indexes: [
            Index("task_by_dossier", ["dossier", "id"]),
            Index("task_by_seat", ["unit", "seat", "state", "due", "id"], where: "closed_at IS NULL"),
            Index("task_of_house", ["id"], where: "seat = 'system' AND closed_at IS NULL"),
            Index(
                "task_by_assignee", ["assignee", "state", "due", "id"],
                where: "closed_at IS NULL AND assignee IS NOT NULL"),
        ],
        foreignKeys: [ForeignKey(["dossier"], "dossier", ["id"])],
        checks: ["state IN ('open', 'waiting', 'closed', 'cancelled')"],
        columns: [
            Column("id", .id, .internal), Column("dossier", .id, .internal), Column("kind", .text, .internal),
            Column("step", .text, .internal), Column("place", .text, .internal), Column("seat", .text, .internal),
            Column("unit", .text, .internal), Column("assignee", .id, .internal, nullable: true),
            Column("opened_at", .instant, .internal), Column("due", .instant, .internal),
            Column("state", .text, .internal), Column("outcome", .text, .internal, nullable: true),
            Column("closed_by", .id, .internal, nullable: true),
            Column("closed_at", .instant, .internal, nullable: true),
            Column("asked_by", .id, .internal, nullable: true), Column("remark", .text, .personal, nullable: true),
        ])

    private static let deadlineEntry = Table(
        "deadline_entry", primaryKey: ["dossier", "number"], clustered: true,
        columns: [
            Column("dossier", .id, .internal), Column("number", .int, .internal), Column("kind", .text, .internal),
            Column("at", .instant, .internal), Column("effective", .instant, .internal),
            Column("due", .instant, .internal, nullable: true), Column("remaining", .int, .internal, nullable: true),
            Column("reasons", .text, .internal), Column("ground", .text, .internal),
            Column("calendar", .text, .internal),
        ])

    private static let party = Table(
        "party", primaryKey: ["dossier", "number"], clustered: true,
        columns: [
            Column("dossier", .id, .internal), Column("number", .int, .internal), Column("part", .text, .internal),
            Column("role", .text, .internal), Column("subject", .id, .internal), Column("kind", .text, .internal),
            Column("name", .text, .personal),
        ])

    private static let answers = Table(
        "dossier_answers", primaryKey: ["dossier", "version"], clustered: true,
        columns: [
            Column("dossier", .id, .internal), Column("version", .int, .internal), Column("answers", .text, .personal),
        ])

    private static let filedPaper = Table(
        "filed_paper", primaryKey: ["dossier", "number"], clustered: true,
        columns: [
            Column("dossier", .id, .internal), Column("number", .int, .internal), Column("document", .text, .internal),
            Column("upload", .id, .internal), Column("name", .text, .personal),
        ])

    private static let supplementRequest = Table(
        "supplement_request", primaryKey: ["dossier", "round", "state"], clustered: true,
        columns: [
            Column("dossier", .id, .internal), Column("round", .int, .internal), Column("state", .text, .internal),
            Column("items", .text, .personal), Column("requested_at", .instant, .internal),
            Column("closes_at", .instant, .internal, nullable: true),
        ])

    private static let payment = Table(
        "payment", primaryKey: ["dossier", "fee"], clustered: true,
        columns: [
            Column("dossier", .id, .internal), Column("fee", .text, .open), Column("name_vi", .text, .open),
            Column("name_en", .text, .open), Column("due", .int, .internal), Column("borne", .int, .internal),
            Column("to_pay", .int, .internal), Column("receipt", .text, .internal, nullable: true),
            Column("paid_at", .instant, .internal, nullable: true),
        ])

    private static let note = Table(
        "dossier_note", primaryKey: ["id"], indexes: [Index("note_by_dossier", ["dossier", "id"])],
        columns: [
            Column("id", .id, .internal), Column("dossier", .id, .internal), Column("author", .id, .internal),
            Column("author_name", .text, .internal), Column("at", .instant, .internal),
            Column("text", .text, .personal),
        ])

    private static let paperCheck = Table(
        "paper_check", primaryKey: ["dossier", "upload"], clustered: true,
        columns: [
            Column("dossier", .id, .internal), Column("upload", .id, .internal), Column("officer", .id, .internal),
            Column("officer_name", .text, .internal), Column("at", .instant, .internal),
            // Ids of the questions whose answers it bears out, with spaces between.
            Column("fields", .text, .internal),
        ])

    private static let relation = Table(
        "dossier_relation", primaryKey: ["dossier", "other"], clustered: true,
        columns: [
            Column("dossier", .id, .internal), Column("other", .id, .internal), Column("relation", .text, .internal),
        ])

    private static let requestKey = Table(
        "request_key", primaryKey: ["actor", "route", "key"], clustered: true,
        indexes: [Index("request_key_by_expiry", ["expires"])],
        columns: [
            Column("actor", .id, .internal), Column("route", .text, .internal), Column("key", .text, .internal),
            Column("body_hash", .blob, .internal), Column("answer", .text, .personal),
            Column("expires", .instant, .internal),
        ])

    /// Who is dead, by the dossier that says so. Nobody files in the name.
    private static let personLock = Table(
        "person_lock", primaryKey: ["subject"],
        columns: [
            Column("subject", .id, .personal), Column("dossier", .id, .internal),
            Column("died_on", .date, .personal, nullable: true), Column("locked_at", .instant, .internal),
        ])

    private static let numberCounter = Table(
        "number_counter", primaryKey: ["unit", "day"], clustered: true,
        columns: [Column("unit", .text, .open), Column("day", .date, .open), Column("last", .int, .open)])

    private static let bookCounter = Table(
        "book_counter", primaryKey: ["book", "unit", "year"], clustered: true,
        columns: [
            Column("book", .text, .open), Column("unit", .text, .open), Column("year", .int, .open),
            Column("last", .int, .open),
        ])

    private static let notice = Table(
        "notice", primaryKey: ["subject", "position"], clustered: true,
        columns: [
            Column("subject", .id, .internal), Column("position", .int, .internal),
            Column("dossier", .id, .internal), Column("event", .text, .internal), Column("at", .instant, .internal),
            Column("read_at", .instant, .internal, nullable: true),
        ])

    private static let statistic = Table(
        "statistic", primaryKey: ["unit", "day", "procedure", "measure"], clustered: true,
        columns: [
            Column("unit", .text, .open), Column("day", .date, .open), Column("procedure", .text, .open),
            Column("measure", .text, .open), Column("value", .int, .open),
        ])

    /// `NameIndex`: a name from one of its words on.
    private static let name = Table(
        "dossier_name", primaryKey: ["unit", "folded", "dossier"], clustered: true,
        columns: [
            Column("unit", .text, .open), Column("folded", .text, .personal), Column("dossier", .id, .internal),
        ])

    /// Who was asked to join in a draft; gone with it.
    private static let joining = Table(
        "joining", primaryKey: ["id"], indexes: [Index("joining_by_draft", ["draft", "id"])],
        checks: ["state IN ('asked', 'confirmed', 'refused', 'withdrawn')"],
        columns: [
            Column("id", .id, .internal), Column("draft", .int, .internal), Column("person", .text, .open),
            Column("state", .text, .internal),
            // SHA-256 of the answers that were said yes to.
            Column("digest", .blob, .internal, nullable: true),
            Column("asked_by", .id, .internal), Column("asked_at", .instant, .internal),
            Column("expires", .instant, .internal), Column("subject", .id, .internal, nullable: true),
            Column("name", .text, .personal), Column("word", .text, .personal),
            Column("answered_at", .instant, .internal, nullable: true),
        ])

    private static let draft = Table(
        "draft", primaryKey: ["id"],
        indexes: [Index("draft_by_owner", ["owner", "id"]), Index("draft_by_expiry", ["expires"])],
        columns: [
            Column("id", .id, .internal), Column("owner", .id, .internal), Column("procedure", .text, .open),
            Column("procedure_version", .text, .open), Column("channel", .text, .open),
            Column("answers", .text, .personal), Column("papers", .text, .personal),
            Column("page", .text, .internal, nullable: true), Column("revision", .int, .internal),
            Column("saved_at", .instant, .internal), Column("expires", .instant, .internal),
        ])
}
