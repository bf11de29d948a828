import CityFolder
import Civic

/// `{working_days: 3}`, `{days: 1}`, `{hours: 4, clock: continuous}`, `{months: 1}`, `{years: 1}`,
/// `{same_day: {cutoff: "15:00"}}` or `{same_day: true}`, among the other keys of its map.
enum LimitFile {
    private static let keys = ["working_days", "days", "hours", "months", "years", "same_day"]

    static func limit(_ map: YAMLMap) -> Limit? {
        let given = keys.filter { map.has($0) }
        let clock = map.optionalString("clock")
        guard given.count == 1, let key = given.first, let value = map.value(key) else {
            fault(map.place, given.isEmpty ? LimitFault.none : .several(given), map.findings)
            return nil
        }
        guard clock == nil || key == "hours" else {
            fault(map.place(of: "clock"), .clockWithoutHours, map.findings)
            return nil
        }
        if key == "same_day" { return sameDay(value, map.findings) }
        guard let number = map.findings.string(value).flatMap({ Double($0) }) else {
            fault(value.place, .notANumber, map.findings)
            return nil
        }
        let limit: Limit
        switch key {
        case "working_days": limit = .workingDays(number)
        case "hours":
            guard let clock = Limit.HourClock(rawValue: clock ?? "working") else {
                fault(map.place(of: "clock"), .badClock, map.findings)
                return nil
            }
            limit = .hours(number, clock)
        default:
            guard let whole = Int(exactly: number) else {
                fault(value.place, .notWhole(key), map.findings)
                return nil
            }
            limit = key == "days" ? .days(whole) : key == "months" ? .months(whole) : .years(whole)
        }
        if let wrong = limit.fault {
            fault(value.place, wrong, map.findings)
            return nil
        }
        return limit
    }

    private static func sameDay(_ value: YAMLValue, _ findings: Findings) -> Limit? {
        if case .scalar(let text, _, let place) = value {
            if text == "true" { return .sameDay }
            if let cutoff = TimeOfDay(text) { return .sameDay(cutoff: cutoff) }
            fault(place, .badCutoff, findings)
            return nil
        }
        guard let map = YAMLMap(value, findings) else { return nil }
        defer { map.finish() }
        guard let text = map.optionalString("cutoff") else { return .sameDay }
        guard let cutoff = TimeOfDay(text) else {
            fault(map.place(of: "cutoff"), .badCutoff, findings)
            return nil
        }
        return .sameDay(cutoff: cutoff)
    }

    private static func fault(_ place: SourcePlace, _ fault: LimitFault, _ findings: Findings) {
        findings.error(
            place, "limit.value", fault.message,
            cure: LocalizedText(
                vi: "Một khóa trong: \(keys.joined(separator: ", ")).",
                en: "One key of: \(keys.joined(separator: ", "))."))
    }
}
