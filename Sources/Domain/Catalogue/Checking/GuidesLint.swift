import CityFolder
import Civic

/// `guides/*.yaml`: each for one life event, naming only procedures, questions and answers that exist.
struct GuidesLint {
    private let source: GuideSource
    private let findings: Findings

    static func run(_ folder: CityFolder, _ findings: Findings) {
        // Faults of these tables are reported by their own lint.
        let silent = Findings()
        let codes = Set(CatalogueTables.entries(folder, silent).map(\.0.code))
        let events = Set(CatalogueTables.lifeEvents(folder, silent).map(\.0.id))
        var seen: [String: String] = [:]
        for file in folder.files(in: "guides", ending: ".yaml") {
            guard let source = GuideSource(file, findings) else { continue }
            let event = source.guide.event
            if !events.contains(event) {
                findings.unknownReference(
                    source.places["event"], ("sự kiện trong life_events.csv", "event in life_events.csv"), event,
                    among: events)
            }
            if let other = seen[event] {
                GuidesLint(source: source, findings: findings).duplicate("event", event, other)
            }
            seen[event] = file.name
            GuidesLint(source: source, findings: findings).run(codes)
        }
    }

    private func run(_ codes: Set<String>) {
        let guide = source.guide
        findings.checkText(guide.lead, at: source.places["lead"])
        var asked: Set<String> = []
        for (index, question) in guide.questions.enumerated() {
            let path = "questions/\(index)"
            if !asked.insert(question.id).inserted { duplicate(path + "/id", question.id, source.places.file) }
            findings.checkText(question.label, at: source.places[path + "/label"])
            for (number, option) in question.options.enumerated() {
                findings.checkText(option.label, at: source.places[path + "/options/\(number)"])
            }
            if !conditions.contains(where: { $0.when[question.id] != nil }) {
                findings.warning(
                    source.places[path], "guide.idle_question",
                    LocalizedText(
                        vi: "Không việc nào phụ thuộc câu hỏi “\(question.id)”.",
                        en: "Nothing depends on the question “\(question.id)”."),
                    cure: LocalizedText(vi: "Bỏ câu hỏi.", en: "Remove the question."))
            }
        }
        var ids: Set<String> = []
        for (index, step) in guide.steps.enumerated() {
            let path = "steps/\(index)"
            if !ids.insert(step.id).inserted { duplicate(path + "/id", step.id, source.places.file) }
            for (key, text) in [("title", step.title), ("text", step.text)] {
                findings.checkText(text, at: source.places["\(path)/\(key)"])
            }
            if let by = step.by { findings.checkText(by, at: source.places[path + "/by"]) }
            for (number, code) in step.procedures.enumerated() where !codes.contains(code) {
                findings.unknownReference(
                    source.places["\(path)/procedures/\(number)"], ("thủ tục", "procedure"), code, among: codes)
            }
        }
        for (index, consequence) in guide.automatic.enumerated() {
            findings.checkText(consequence.text, at: source.places["automatic/\(index)/text"])
        }
        for (path, when) in conditions { check(when, at: path + "/when") }
        if guide.steps.isEmpty {
            findings.error(
                source.places["steps"], "guide.empty",
                LocalizedText(vi: "Hướng dẫn không có việc nào.", en: "The guide has no steps."),
                cure: LocalizedText(vi: "Thêm ít nhất một việc.", en: "Add a step."))
        }
    }

    private var conditions: [(path: String, when: LifeGuide.Condition)] {
        source.guide.steps.enumerated().map { ("steps/\($0)", $1.when) }
            + source.guide.automatic.enumerated().map { ("automatic/\($0)", $1.when) }
    }

    private func check(_ when: LifeGuide.Condition, at path: String) {
        let questions = source.guide.questions
        for (id, values) in when.sorted(by: { $0.key < $1.key }) {
            guard let question = questions.first(where: { $0.id == id }) else {
                findings.unknownReference(
                    source.places["\(path)/\(id)"], ("câu hỏi", "question"), id, among: questions.map(\.id))
                continue
            }
            for (number, value) in values.enumerated() where !question.options.contains(where: { $0.value == value }) {
                findings.unknownReference(
                    source.places["\(path)/\(id)/\(number)"], ("câu trả lời", "answer"), value,
                    among: question.options.map(\.value))
            }
        }
    }

    private func duplicate(_ path: String, _ id: String, _ other: String) {
        findings.error(
            source.places[path], "guide.duplicate",
            LocalizedText(vi: "“\(id)” đã có ở \(other).", en: "“\(id)” stands already in \(other)."),
            cure: LocalizedText(vi: "Đặt mã khác hoặc gộp lại.", en: "Give it another id, or merge the two."))
    }
}
