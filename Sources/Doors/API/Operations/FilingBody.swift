package import Catalogue
import Civic
import Directory
import Dossiers
package import Rules

/// The body of a lodging.
enum FilingBody {
    private static func personMembers(isSubjectRequired: Bool) -> [Shape.Member] {
        [
            Shape.Member(
                "subject", .id, isRequired: isSubjectRequired,
                note: "As the Directory knows the person, who goes by this name; without it the name stands alone."),
            Shape.Member("name", .text(200)),
            Shape.Member("kind", .oneOf(["person", "organisation", "household_business"]), isRequired: false),
        ]
    }

    static let paper = Shape.named(
        "FiledPaperIn",
        .object([
            Shape.Member("document", .text(100)), Shape.Member("upload", .id), Shape.Member("name", .text(200)),
        ]))

    static let shape = Shape.named(
        "Filing",
        .object([
            Shape.Member("procedure", .text(40)),
            Shape.Member(
                "channel", .oneOf(Channel.allCases.map(\.rawValue)), isRequired: false,
                note: "Officers only; residents file online."),
            Shape.Member("answers", .answers(most: 2_000)),
            Shape.Member("papers", .list(paper, most: 200), isRequired: false),
            Shape.Member(
                "applicant", .named("PersonIn", .object(personMembers(isSubjectRequired: true))), isRequired: false,
                note: "Officers only, for whom they file; residents file for themselves or whom they represent."),
            Shape.Member(
                "others",
                .list(
                    .named(
                        "PartyIn",
                        .object(
                            [
                                Shape.Member("part", .oneOf(["representative", "subject", "receiver", "payer"])),
                                Shape.Member("role", .text(least: 0, most: 60), isRequired: false),
                            ] + personMembers(isSubjectRequired: false))), most: 50), isRequired: false),
            Shape.Member(
                "receivingUnit", .text(35), isRequired: false,
                note: "An officer's own counter; online a point that takes this in; else the desk chooses."),
            Shape.Member("draft", .id, isRequired: false),
            Shape.Member(
                "handedInAt", .instant, isRequired: false, note: "When papers typed in later were really handed in."),
            Shape.Member("correctionOf", .id, isRequired: false),
        ]))

    static func filing(of call: Call) throws -> Filing {
        let isOfficer = call.actor.officer != nil
        var filing = Filing(
            procedure: call.text("procedure"),
            channel: isOfficer ? Channel(rawValue: call.text("channel")) ?? .counter : .online,
            answers: try answers(of: call), applicant: try applicant(of: call), papers: try papers(of: call),
            idempotencyKey: call.key)
        filing.others = try (call.body["others"]?.items ?? []).map { other in
            guard let part = Party.Part(rawValue: other["part"]?.stringValue ?? ""), let person = person(other) else {
                throw APIProblem.badParameter("others")
            }
            return Party(part: part, role: other["role"]?.stringValue ?? "", person: person)
        }
        if let unit = call.body["receivingUnit"]?.stringValue {
            filing.receiving = try call.unit(unit, at: "/receivingUnit")
        }
        filing.draft = call.body["draft"]?.stringValue.flatMap { Int64($0) }
        if isOfficer {
            filing.handedInAt = call.body["handedInAt"]?.stringValue.flatMap { RuleTimestamp($0) }?.instant
        }
        filing.correctionOf = call.body["correctionOf"]?.stringValue.flatMap { ID<Dossier>($0) }
        return filing
    }

    static func papers(of call: Call) throws -> [FiledPaper] {
        try (call.body["papers"]?.items ?? []).map { paper in
            guard let upload = Int64(paper["upload"]?.stringValue ?? "") else {
                throw APIProblem.badParameter("papers")
            }
            return FiledPaper(
                document: paper["document"]?.stringValue ?? "", upload: upload, name: paper["name"]?.stringValue ?? "")
        }
    }

    /// A resident files for themself or for whom they represent; an officer names the person at the counter.
    private static func applicant(of call: Call) throws -> PartyPerson {
        if case .resident(_, let onBehalfOf) = call.actor.standing {
            // For whom they represent the desk itself puts the name in, from the Directory.
            return PartyPerson(subject: onBehalfOf ?? call.actor.subject, name: call.actor.name)
        }
        guard let applicant = call.body["applicant"].flatMap(person) else {
            throw APIProblem.body([
                BodyFault(
                    "/applicant", vi: "Nêu người yêu cầu khi nộp thay tại quầy.",
                    en: "Name the applicant when filing for somebody.")
            ])
        }
        return applicant
    }

    private static func person(_ value: JSONValue) -> PartyPerson? {
        let named = value["subject"]?.stringValue
        guard let subject = named.map({ ID<Subject>($0) }) ?? .nobody else { return nil }
        return PartyPerson(
            subject: subject, name: value["name"]?.stringValue ?? "",
            kind: PartyPerson.Kind(rawValue: value["kind"]?.stringValue ?? "") ?? .person)
    }
}

extension FilingBody {
    /// The shape has let through only text, numbers, truth values and lists of text; null says that nothing was answered.
    static func answers(of call: Call) throws -> Answers {
        guard case .object(let object)? = call.body["answers"] else { return Answers() }
        var answers = Answers()
        for (field, value) in object.members {
            switch value {
            case .string(let text): answers[field] = .text(text)
            case .int(let number): answers[field] = .int(number)
            case .double(let number): answers[field] = .decimal(number)
            case .bool(let flag): answers[field] = .flag(flag)
            case .array(let items): answers[field] = .many(items.compactMap(\.stringValue))
            case .null, .object: break
            }
        }
        return answers
    }
}

extension Answers {
    /// Field ids with their answers, without what waits in the shadow.
    package var json: JSONValue { (try? JSONText.read(submitted.bytes))?["answers"] ?? .object(JSONObject()) }
}
