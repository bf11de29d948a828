import Testing

struct DocumentTests {
    private let house = House.here

    @Test func `every error code is explained, and none that is no more`() {
        let problems = house.sources.filter { $0.code.contains(": Problem") && $0.code.contains("var code: String") }
        let thrown = Set(problems.flatMap(\.literals).filter(Self.isErrorCode))
        let explained = Set(firstCells("docs/errors.md").filter(Self.isErrorCode))

        #expect(!thrown.isEmpty)
        #expect(thrown.subtracting(explained).sorted() == [], "missing in docs/errors.md")
        #expect(explained.subtracting(thrown).sorted() == [], "in docs/errors.md, but thrown nowhere")
    }

    /// The words of the law and of the house that a newcomer meets first. The glossary holds more.
    private static let terms = [
        "Dossier", "DossierCode", "DossierStatus", "DossierOutcome", "EventName", "DeadlineEntry", "WorkTask",
        "TaskKind", "TaskSeat", "Filing", "Party", "SupplementRequest", "Procedure", "IntakeScope", "Ownership",
        "Channel", "Doors", "OnlineLevel", "CompetenceRule", "LimitRule", "SupplementPolicy", "Block", "StepKind",
        "Seat", "UnitRelation", "DocumentRule", "FeeRule", "CatalogueEntry", "Unit", "Area", "Officer", "Role",
        "GrantedMandate", "Subject", "PersonCard", "Organisation", "Representation", "Absence", "Look",
        "AccessPurpose", "WorkingCalendar", "SpecialDay", "Limit", "Due", "Dong", "PersonalNumber", "TaxCode",
        "UnitCode", "Upload", "EventHeader", "TreeHead", "InclusionProof", "Erasure",
    ]

    @Test func `the glossary has the words of the house`() {
        let declared = Set(house.sources.flatMap(\.types))
        let glossary = house.text("docs/glossary.md")

        #expect(Self.terms.filter { !declared.contains($0) } == [], "no types any more: mend list and glossary")
        #expect(Self.terms.filter { !glossary.contains("`\($0)`") } == [], "missing in docs/glossary.md")
    }

    @Test func `decision records are numbered without a gap, and those that sources cite exist`() {
        let records = house.files(in: "docs/decisions", ending: ".md")
            .compactMap { $0.path.split(separator: "/").last?.prefix(4) }

        #expect(!records.isEmpty)
        for (index, number) in records.enumerated() { #expect(number == "000\(index + 1)".suffix(4)) }
        for (path, text) in house.files(in: "Sources", ending: ".swift") {
            for citation in text.ranges(of: "decision record ") {
                let number = text[citation.upperBound...].prefix(4)
                #expect(records.contains(number), "\(path) cites decision record \(number)")
            }
        }
    }

    @Test func `links between documents lead somewhere`() {
        let known = ["README", "ARCHITECTURE", "CONTRIBUTING", "SECURITY", "CHANGELOG"].map { "\($0).md" }
        let documents = known.map { ($0, house.text($0)) } + house.files(in: "docs", ending: ".md")
        for (path, text) in documents {
            let folder = path.split(separator: "/").dropLast().joined(separator: "/")
            for link in Self.links(in: text) where !link.contains("://") && !link.hasPrefix("#") {
                let target = link.split(separator: "#").first.map(String.init) ?? link
                #expect(house.exists(folder.isEmpty ? target : folder + "/" + target), "\(path) links to \(link)")
            }
        }
    }

    private static func isErrorCode(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { part in
                part.first?.isLowercase == true && part.allSatisfy { ($0.isASCII && $0.isLowercase) || $0 == "_" }
            }
    }

    /// What stands between back-ticks at the head of each row of a table.
    private func firstCells(_ path: String) -> [String] {
        house.text(path).split(separator: "\n").filter { $0.hasPrefix("| `") }
            .compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
    }

    private static func links(in text: String) -> [String] {
        text.ranges(of: "](").compactMap { text[$0.upperBound...].split(separator: ")").first.map(String.init) }
    }
}
