package import CityFolder
package import Civic

/// The tables of a city folder that describe its procedures, as values, each row's place kept for lints.
package enum CatalogueTables {
    package static func entries(_ folder: CityFolder, _ findings: Findings) -> [(CatalogueEntry, CSVRow)] {
        let rows = folder.table(
            "catalogue.csv", key: ["code"],
            required: ["code", "name", "field", "level", "channels", "decision", "scope"],
            optional: ["kind", "subjects", "deadlines", "fees", "documents", "online_level", "scale", "name_en"],
            findings)
        return rows.map { row in
            let name = row.required("name", findings)
            let entry = CatalogueEntry(
                code: row.required("code", findings),
                name: LocalizedText(vi: name, en: row.optional("name_en") ?? name),
                field: row["field"], level: row["level"], kind: row["kind"], subjects: row.list("subjects"),
                channels: row.list("channels"), deadlines: terms(row, "deadlines", findings),
                fees: terms(row, "fees", findings), documents: row.int("documents", findings) ?? 0,
                decision: row["decision"], scope: row["scope"],
                online: row.word("online_level", default: .unstated, findings))
            return (entry, row)
        }
    }

    /// `counter=5 working_days;online=3 working_days`.
    private static func terms(_ row: CSVRow, _ column: String, _ findings: Findings) -> [EntryTerm] {
        row[column].split(separator: ";").compactMap { term in
            let parts = term.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                row.unreadable(column, String(term), ("kênh=giá trị", "channel=value"), findings)
                return nil
            }
            return EntryTerm(channel: parts[0], value: parts[1])
        }
    }

    package static func fields(_ folder: CityFolder, _ findings: Findings) -> [GovernmentField] {
        folder.table("fields.csv", key: ["id"], required: ["id", "name_vi", "name_en"], findings).map {
            GovernmentField(id: $0.required("id", findings), name: name($0, findings))
        }
    }

    package static func lifeEvents(_ folder: CityFolder, _ findings: Findings) -> [(LifeEvent, CSVRow)] {
        folder.table("life_events.csv", key: ["id"], required: ["id", "name_vi", "name_en", "codes"], findings).map {
            (LifeEvent(id: $0.required("id", findings), name: name($0, findings), codes: $0.list("codes")), $0)
        }
    }

    package static func synonyms(_ folder: CityFolder, _ findings: Findings) -> [Synonym] {
        folder.table("synonyms.csv", key: ["term", "means"], required: ["term", "means"], findings).map {
            Synonym(term: $0.required("term", findings), means: $0.required("means", findings))
        }
    }

    package static func reasons(_ folder: CityFolder, _ findings: Findings) -> [(CodedReason, CSVRow)] {
        folder.table("reasons.csv", key: ["id"], required: ["id", "on", "of", "name_vi", "name_en"], findings)
            .compactMap { row in
                guard let place = CodedReason.Place(rawValue: row["on"]) else {
                    row.unreadable(
                        "on", row["on"],
                        ("một trong: document, answer, refusal", "one of: document, answer, refusal"), findings)
                    return nil
                }
                let reason = CodedReason(
                    id: row.required("id", findings), on: place, of: row.list("of"), text: name(row, findings))
                return (reason, row)
            }
    }

    package static func documents(_ folder: CityFolder, _ findings: Findings) -> [(DocumentKind, CSVRow)] {
        folder.table("documents.csv", key: ["id"], required: ["id"], optional: ["given_by", "keep", "erase"], findings)
            .map { row in
                let kind = DocumentKind(
                    id: row.required("id", findings), givenBy: row.list("given_by"),
                    retention: RetentionFile.read(row, findings))
                return (kind, row)
            }
    }

    /// Days that differ from their weekday. `paid_holiday`, `compensatory_rest`, `swapped_rest`, `makeup_work`.
    package static func specialDays(_ folder: CityFolder, _ findings: Findings) -> [Day: SpecialDay] {
        let rows = folder.table(
            "holidays.csv", key: ["date"], required: ["date", "kind", "name_vi", "name_en", "decided_by"],
            optional: ["sessions"], findings)
        var days: [Day: SpecialDay] = [:]
        for row in rows {
            _ = row.required("date", findings)
            guard let day = row.day("date", findings) else { continue }
            let kind: DayKind
            switch row["kind"] {
            case "paid_holiday": kind = .paidHoliday
            case "compensatory_rest": kind = .compensatoryRest
            case "swapped_rest": kind = .swappedRest
            case "makeup_work": kind = .makeupWork
            default:
                row.unreadable(
                    "kind", row["kind"],
                    (
                        "một trong: paid_holiday, compensatory_rest, swapped_rest, makeup_work",
                        "one of: paid_holiday, compensatory_rest, swapped_rest, makeup_work"
                    ), findings)
                continue
            }
            let sessions = row["sessions"].split(separator: ";").compactMap { WorkSession($0) }
            days[day] = SpecialDay(
                kind, name: name(row, findings), decidedBy: row.optional("decided_by"),
                sessions: sessions.isEmpty ? nil : sessions)
        }
        return days
    }

    private static func name(_ row: CSVRow, _ findings: Findings) -> LocalizedText {
        LocalizedText(vi: row.required("name_vi", findings), en: row.required("name_en", findings))
    }
}
