/// The compact form: `{"workingDays":5}`, `{"hours":12,"clock":"continuous"}`, `{"sameDay":"15:00"}`. Reading throws
/// `LimitFault` for anything a clerk could have written wrongly.
extension Limit: Codable {
    package init(from decoder: any Decoder) throws {
        guard let container = try? decoder.container(keyedBy: AnyKey.self) else { throw LimitFault.none }
        let names = container.allKeys.map(\.stringValue).filter { $0 != "clock" }.sorted()
        guard let name = names.first else { throw LimitFault.none }
        guard names.count == 1 else { throw LimitFault.several(names) }
        let key = AnyKey(name)
        if name != "hours", container.contains(AnyKey("clock")) { throw LimitFault.clockWithoutHours }
        switch name {
        case "workingDays": self = .workingDays(try Self.number(container, key))
        case "days": self = .days(try Self.whole(container, key))
        case "months": self = .months(try Self.whole(container, key))
        case "years": self = .years(try Self.whole(container, key))
        case "hours": self = .hours(try Self.number(container, key), try Self.clock(container))
        case "sameDay": self = .sameDay(cutoff: try Self.cutoff(container, key))
        default: throw LimitFault.unknown(name)
        }
        if let fault { throw fault }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: AnyKey.self)
        switch self {
        case .workingDays(let count): try container.encode(count, forKey: AnyKey("workingDays"))
        case .days(let count): try container.encode(count, forKey: AnyKey("days"))
        case .months(let count): try container.encode(count, forKey: AnyKey("months"))
        case .years(let count): try container.encode(count, forKey: AnyKey("years"))
        case .hours(let count, let clock):
            try container.encode(count, forKey: AnyKey("hours"))
            if clock != .working { try container.encode(clock, forKey: AnyKey("clock")) }
        case .sameDay(let cutoff): try container.encode(cutoff, forKey: AnyKey("sameDay"))
        }
    }

    private typealias Container = KeyedDecodingContainer<AnyKey>

    private static func number(_ container: Container, _ key: AnyKey) throws(LimitFault) -> Double {
        guard let value = try? container.decode(Double.self, forKey: key), value.isFinite else { throw .notANumber }
        return value
    }

    private static func whole(_ container: Container, _ key: AnyKey) throws(LimitFault) -> Int {
        let value = try number(container, key)
        guard value == value.rounded() else { throw .notWhole(key.stringValue) }
        // The bounds are checked by `fault`; here only what no Int holds is cut off.
        return Int(min(max(value, -1), 1e9))
    }

    private static func clock(_ container: Container) throws(LimitFault) -> HourClock {
        guard container.contains(AnyKey("clock")) else { return .working }
        guard let clock = try? container.decode(HourClock.self, forKey: AnyKey("clock")) else { throw .badClock }
        return clock
    }

    private static func cutoff(_ container: Container, _ key: AnyKey) throws(LimitFault) -> TimeOfDay {
        if (try? container.decodeNil(forKey: key)) == true { return usualCutoff }
        if let flag = try? container.decode(Bool.self, forKey: key) {
            guard flag else { throw .none }
            return usualCutoff
        }
        if let time = try? container.decode(TimeOfDay.self, forKey: key) { return time }
        guard let nested = try? container.nestedContainer(keyedBy: AnyKey.self, forKey: key),
            nested.allKeys.allSatisfy({ $0.stringValue == "cutoff" })
        else { throw .badCutoff }
        guard nested.contains(AnyKey("cutoff")) else { return usualCutoff }
        guard let time = try? nested.decode(TimeOfDay.self, forKey: AnyKey("cutoff")) else { throw .badCutoff }
        return time
    }
}

/// A key known only when it is read.
struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
