import Catalogue
import CityFolder
import Civic
import Testing

/// One fault at a time, put into a town without any.
@Suite struct LintTests {
    private static let procedure = "procedures/L.1.yaml"
    private static let guide = "guides/birth.yaml"

    @Test func `the town has nothing to mend`() {
        let diagnostics = LibraryTown.folder().check(CatalogueLints.all)

        #expect(diagnostics.map { $0.formatted(.en) } == [])
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let rule: String
        var file = LintTests.procedure
        let old: String
        let new: String
        var severity = Diagnostic.Severity.error

        var testDescription: String { rule + ": " + new }
    }

    static let faults: [Fault] = [
        Fault(
            rule: "yaml.unknown_key", old: "show_if: answers.kind == 'child', r",
            new: "show_fi: answers.kind == 'child', r"),
        Fault(rule: "yaml.word", old: "type: phone", new: "type: fone"),
        Fault(rule: "yaml.missing", old: "decision: \"1\"\n", new: "\n"),
        Fault(rule: "limit.value", old: "- {working_days: 1,", new: "- {working_days: -1,"),
        Fault(rule: "process.who", old: "specialist@competent", new: "specialist@competant"),
        Fault(rule: "process.to", old: "primary: true, to: next", new: "primary: true, to: nowhere"),
        Fault(rule: "process.back_to", old: "{back_to: look}", new: "{back_to: lock}"),
        Fault(rule: "process.no_end", old: "primary: true, to: end", new: "primary: true, to: next"),
        Fault(rule: "process.unreachable", old: "primary: true, to: next", new: "primary: true, to: end"),
        Fault(rule: "times.path", old: "minutes: 60", new: "minutes: 600"),
        Fault(rule: "rule.parse", old: "waive_if: applicant.signed_in", new: "waive_if: applicant.+"),
        Fault(rule: "rule.check", old: "answers.home.area", new: "answers.home.aera"),
        Fault(rule: "rule.type", old: "waive_if: applicant.signed_in", new: "waive_if: applicant.kind"),
        Fault(rule: "rule.total", old: "answers.kind == 'adult'", new: "answers.books > 1"),
        Fault(
            rule: "form.looks_ahead", old: "show_if: answers.kind == 'child', r", new: "show_if: answers.books == 1, r"),
        Fault(rule: "form.literal", old: "answers.kind == 'adult'", new: "answers.kind == 'grown'"),
        Fault(rule: "form.duplicate", old: "id: guardian", new: "id: kind"),
        Fault(rule: "form.id", old: "id: guardian", new: "id: Guardian"),
        Fault(rule: "form.bounds", old: "max: 9", new: "max: 0"),
        Fault(rule: "form.option", old: "type: phone,", new: "type: phone, approximate: true,"),
        Fault(rule: "form.option", old: "type: phone,", new: "type: phone, title_asks: true,"),
        Fault(rule: "form.option", old: "type: phone,", new: "type: phone, choose: {vi: a, en: a},"),
        Fault(rule: "rule.check", old: "type: phone,", new: "type: phone, me_if: answers.nobody == 'x',"),
        Fault(
            rule: "form.unreachable", old: "show_if: answers.kind == 'child'\n", new: "show_if: answers.kind == 'x'\n",
            severity: .warning),
        Fault(rule: "reference.unknown", old: "list: kind,", new: "list: kinds,"),
        Fault(rule: "reference.unknown", old: "kind: library", new: "kind: libary"),
        Fault(
            rule: "reference.unknown", old: "decision: \"1\"\n",
            new: "decision: \"1\"\njoins: [{person: kind, states: {vi: a, en: a}, ground: x}]\n"),
        Fault(rule: "document.images", old: "accept: [jpg]", new: "accept: [pdf]"),
        Fault(rule: "text.empty", old: "en: A card to borrow books.", new: "en: \"\""),
        Fault(rule: "reference.unknown", old: "field: books}", new: "field: boks}"),
        Fault(rule: "reference.unknown", old: "? 'guardian' :", new: "? 'gardian' :"),
        Fault(rule: "owner.missing", old: "ownership: city", new: "ownership: mirror"),
        Fault(
            rule: "owner.channels", old: "ownership: city",
            new: "ownership: city\nowner: {name: {vi: Nơi khác, en: Another}, channels: [post], ground: Rule}"),
        Fault(
            rule: "limit.clock", old: "- {working_days: 1, ground: Rule 2}",
            new: "- {hours: 9, clock: continuous, from: lodged, ground: Rule 2}"),
        Fault(
            rule: "yaml.word", old: "- {working_days: 1, ground: Rule 2}",
            new: "- {working_days: 1, from: later, ground: Rule 2}"),
        Fault(rule: "process.notice", old: "kind: examine", new: "kind: notice"),
        Fault(
            rule: "reference.unknown", old: "sets: {decision: grant}",
            new: "sets: {decision: grant}, effects: [{port: boook}]"),
        Fault(
            rule: "reference.unknown", old: "sets: {decision: grant}",
            new: "sets: {decision: grant}, effects: [{port: book, entry: ready}]"),
        Fault(
            rule: "reference.unknown", old: "sets: {decision: grant}",
            new: "sets: {decision: grant}, effects: [{port: person_lock, person: guardian}]"),
        Fault(
            rule: "rule.check", old: "documents:\n",
            new: "units: {recording: [{kind: library, area: answers.hom.area, ground: Rule}]}\ndocuments:\n"),
        Fault(rule: "proof.value", old: ", field: books}", new: "}"),
        Fault(rule: "text.nfc", old: "vi: Thẻ cho ai?", new: "vi: The\u{0309} cho ai?"),
        Fault(
            rule: "reference.unknown", file: "catalogue.csv", old: "L.4,Cấp lại thẻ thư viện,culture",
            new: "L.4,Cấp lại thẻ thư viện,cultre"),
        Fault(rule: "csv.duplicate", file: "catalogue.csv", old: "L.4,", new: "L.3,"),
        Fault(rule: "reference.unknown", file: "life_events.csv", old: "L.3", new: "L.9"),
        Fault(rule: "reference.unknown", file: "reasons.csv", old: "refusal,L.2", new: "refusal,L.9"),
        Fault(rule: "reference.unknown", file: "documents.csv", old: "L.2", new: "L.9"),
        Fault(rule: "reference.unknown", file: "documents.csv", old: "\nphoto", new: "\nphoot"),
        Fault(rule: "retention.span", file: "documents.csv", old: "90 days", new: "90 nights"),
        Fault(rule: "retention.order", file: "documents.csv", old: "2 years", new: "2 months"),
        Fault(rule: "retention.order", file: "city.yaml", old: "erase: 5 years", new: "erase: 5 days"),
        Fault(rule: "reference.unknown", file: guide, old: "procedures: [L.2]", new: "procedures: [L.9]"),
        Fault(rule: "reference.unknown", file: guide, old: "event: birth", new: "event: brith"),
        Fault(rule: "reference.unknown", file: guide, old: "parents: [single]", new: "parents: [singel]"),
        Fault(rule: "reference.unknown", file: guide, old: "when: {abroad: [\"no\"]}", new: "when: {abrod: [\"no\"]}"),
        Fault(rule: "guide.duplicate", file: guide, old: "id: recognise", new: "id: notice"),
        Fault(
            rule: "guide.idle_question", file: guide, old: "id: parents", new: "id: parent", severity: .warning),
        Fault(rule: "text.empty", file: guide, old: "en: At the ward.", new: "en: \"\""),
        Fault(rule: "csv.value", file: "holidays.csv", old: "2026-01-05", new: "2026-13-05"),
        Fault(rule: "reference.unknown", file: "units.csv", old: "library,A01,", new: "library,A02,"),
        Fault(rule: "reference.unknown", file: "areas.csv", old: "ward,T\n", new: "ward,U\n"),
        Fault(rule: "text.parity", file: "text/en.yaml", old: "title", new: "titel"),
        Fault(rule: "text.placeholder", file: "text/en.yaml", old: "{name}", new: "{nam}"),
        Fault(rule: "city.zone", file: "city.yaml", old: "Asia/Ho_Chi_Minh", new: "Asia/Nowhere"),
    ]

    @Test(arguments: faults) func `each fault is named with its file, its line and a cure in both languages`(
        _ fault: Fault
    ) throws {
        let text = try #require(LibraryTown.files[fault.file])
        let before = try #require(text.ranges(of: fault.old).first, "the fixture no longer has this text")
        let line = text[..<before.lowerBound].count { $0 == "\n" } + 1

        let diagnostics = LibraryTown.folder(fault.file, fault.old, fault.new).check(CatalogueLints.all)

        let found = diagnostics.filter { $0.rule == fault.rule && $0.severity == fault.severity }
        #expect(!found.isEmpty, "\(diagnostics.map { $0.formatted(.en) }.joined(separator: "\n"))")
        #expect(found.allSatisfy { $0.file.hasPrefix("town/") && !$0.cure.vi.isEmpty && !$0.cure.en.isEmpty })
        if !["yaml.missing", "times.path", "process.no_end", "process.unreachable", "form.looks_ahead", "text.parity"]
            .contains(fault.rule)
        {
            #expect(
                found.contains { $0.file == "town/" + fault.file && abs($0.line - line) <= 1 },
                "\(found.map(\.line)) \(line)")
        }
    }

    @Test func `a named exemption makes an overrun a warning`() {
        let folder = LibraryTown.folder(
            Self.procedure, "minutes: 60", "minutes: 600"
        )
        let exempted = LibraryTown.folder(
            Self.procedure, "facts:\n", "exemptions:\n  - {rule: times.path, ground: {vi: Luật, en: The law}}\nfacts:\n"
        )
        let files = (exempted.layers[0].files[Self.procedure].map { String(decoding: $0, as: UTF8.self) } ?? "")
            .replacing("minutes: 60", with: "minutes: 600")
        let both = CityFolder(layers: [
            .init(name: "town", files: exempted.layers[0].files.merging([Self.procedure: Array(files.utf8)]) { $1 })
        ])

        #expect(folder.check(CatalogueLints.all).contains { $0.rule == "times.path" && $0.severity == .error })
        #expect(both.check(CatalogueLints.all).map(\.severity) == [.warning])
    }

    private func bundle(_ text: String) -> [Diagnostic] {
        let mirror = LibraryTown.procedure.replacing("code: \"L.1\"", with: "code: \"L.2\"")
            .replacing(
                "ownership: city", with: "ownership: mirror\nowner: {name: {vi: Nơi khác, en: Another}, ground: Rule}")
        let files = LibraryTown.files.merging(["procedures/L.2.yaml": mirror, "bundles/card.yaml": text]) { $1 }
        return CityFolder(layers: [.init(name: "town", files: files.mapValues { Array($0.utf8) })])
            .check(CatalogueLints.all)
    }

    private static let card = """
        id: card
        name: {vi: Thẻ và sách, en: Card and books}
        lead: "L.1"
        ground: Rule 4
        parts:
          - procedure: "L.2"
            when: answers.kind == 'adult'
            units: [{kind: library, area: answers.home.area, ground: Rule 4}]

        """

    @Test func `a bundle of a lead of ours and a part of another's has nothing to mend`() {
        #expect(bundle(Self.card).map { $0.formatted(.en) } == [])
    }

    @Test(arguments: [
        ("lead: \"L.1\"", "lead: \"L.2\"", "bundle.owner"),
        ("procedure: \"L.2\"", "procedure: \"L.1\"", "bundle.owner"),
        ("procedure: \"L.2\"", "procedure: \"L.9\"", "reference.unknown"),
        ("answers.home.area", "answers.hom.area", "rule.check"), ("en: Card and books", "en: \"\"", "text.empty"),
        ("units: [{kind: library, area: answers.home.area, ground: Rule 4}]", "units: []", "competence.missing"),
    ]) func `a fault of a bundle is named`(_ old: String, _ new: String, _ rule: String) {
        let found = bundle(Self.card.replacing(old, with: new))
        #expect(
            found.contains { $0.rule == rule && $0.file == "town/bundles/card.yaml" },
            "\(found.map { $0.formatted(.en) })")
    }
}
