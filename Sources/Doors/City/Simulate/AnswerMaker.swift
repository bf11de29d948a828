import Catalogue
import Civic

/// Fills any published form with plausible answers: field by field what its type asks, until nothing is wrong and no
/// exit holds. New procedures need nothing written for them.
struct AnswerMaker: Sendable {
    let names: NameTable
    let streets: [String]
    /// Communes that exist today.
    let areas: [String]
    let today: Day

    /// - Parameter preferred: answers given as they are (`earlier.has`: no).
    /// - Returns: nil when no way through was found in twenty tries.
    func answers(
        for procedure: Procedure, channel: Channel, area: String, preferred: [String: AnswerValue] = [:],
        _ random: inout SeededRandom
    ) throws -> Answers? {
        let journey = FormJourney(procedure, FormContext(channel: channel, today: today))
        for _ in 0..<20 {
            var answers = Answers()
            for _ in 0..<40 {
                let state = try journey.state(of: answers)
                if state.exit != nil { break }
                let problems = state.problems
                if problems.isEmpty { return state.answers }
                answers = state.answers
                for problem in problems {
                    answers[problem.fieldID] =
                        preferred[problem.fieldID] ?? value(problem.fieldID, procedure, area: area, &random)
                }
            }
        }
        return nil
    }

    private func value(
        _ id: String, _ procedure: Procedure, area: String, _ random: inout SeededRandom
    ) -> AnswerValue? {
        guard let part = procedure.parts.first(where: { $0.id == id }) else { return nil }
        let field = procedure.pages.flatMap(\.fields).first { $0.parts.contains { $0.id == id } }
        switch part.type {
        case .choice:
            return procedure.list(field?.list).randomElement(using: &random).map { .text($0.value) }
        case .multi:
            return procedure.list(field?.list).first.map { .many([$0.value]) }
        case .yesno: return .flag(Bool.random(using: &random))
        case .consent: return .flag(true)
        case .integer, .money:
            return .int(
                Int64(Int.random(in: (field?.min ?? 1)...max(field?.min ?? 1, min(field?.max ?? 3, 3)), using: &random))
            )
        case .decimal: return .decimal(Double(Int.random(in: 20...90, using: &random)))
        case .name: return .text(names.fullName(isFemale: Bool.random(using: &random), &random))
        case .date: return .text(date(id, &random).iso)
        case .month: return .text(String(today.iso.prefix(7)))
        case .time: return .text("09:30")
        case .area: return .text(area)
        case .personalNumber: return .text(Self.number(&random))
        case .phone: return .text("09" + String(Int.random(in: 10_000_000...99_999_999, using: &random)))
        case .email: return .text("nguoidan\(Int.random(in: 1...99_999, using: &random))@example.vn")
        case .text where id.hasSuffix(".nationality"): return .text("Việt Nam")
        case .text, .textarea, .address, .person, .note:
            if id.hasSuffix("nationality") { return .text("Việt Nam") }
            if id.hasSuffix("ethnicity") { return .text("Kinh") }
            return .text(street(&random))
        }
    }

    /// Born lately where a child is asked after, an adult elsewhere.
    private func date(_ id: String, _ random: inout SeededRandom) -> Day {
        if id.hasPrefix("child") { return today + -Int.random(in: 3...40, using: &random) }
        if id.contains("born") { return today + -Int.random(in: 8_000...22_000, using: &random) }
        return today + -Int.random(in: 30...900, using: &random)
    }

    func street(_ random: inout SeededRandom) -> String {
        "\(Int.random(in: 1...220, using: &random)) \(streets.randomElement(using: &random) ?? "Phố Huế")"
    }

    /// Of the right form, and nobody's: province code 000 is not issued.
    static func number(_ random: inout SeededRandom) -> String {
        let year = Int.random(in: 60...99, using: &random)
        let serial = String(Int.random(in: 0...999_999, using: &random))
        return "000\(Int.random(in: 0...1, using: &random))\(year)"
            + String(repeating: "0", count: 6 - serial.count) + serial
    }
}
