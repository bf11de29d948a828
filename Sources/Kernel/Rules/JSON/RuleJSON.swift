/// The core of `motcua eval`: one line of JSON in, one line out.
///
/// In: `{"expr":"a + 1 == 3","with":{"a":2}}`. Out: `{"value":true}` or `{"error":"…"}`. In both directions
/// `{"timestamp":"2026-01-01T00:00:00Z"}`, `{"duration":"90s"}` and `{"double":"NaN"}` (`Infinity`, `-Infinity`)
/// stand for values JSON has no form for; a number without fraction and exponent is an int.
package enum RuleJSON {
    package static func answer(_ line: String, functions: FunctionTable = .standard) -> String {
        answer(Array(line.utf8), functions: functions)
    }

    package static func answer(_ line: [UInt8], functions: FunctionTable = .standard) -> String {
        let result: JSONObject
        do throws(RuleFault) {
            result = JSONObject([("value", json(try evaluate(line, functions)))])
        } catch {
            result = JSONObject([("error", .string(error.description))])
        }
        return JSONText.write(.object(result))
    }

    private static func evaluate(_ line: [UInt8], _ functions: FunctionTable) throws(RuleFault) -> RuleValue {
        let request: JSONValue
        do throws(JSONFault) {
            request = try JSONText.read(line)
        } catch {
            throw malformed(error.description)
        }
        guard let source = request["expr"]?.stringValue else { throw malformed(#"a line is {"expr":"…","with":{…}}"#) }
        var values: [String: RuleValue] = [:]
        switch request["with"] {
        case nil, .null?: break
        case .object(let variables)?:
            for (name, variable) in variables.members { values[name] = try value(variable) }
        default: throw malformed(#""with" is an object of variables"#)
        }
        return try Expression(source).evaluate(Bindings(values, functions: functions))
    }

    private static func malformed(_ message: String) -> RuleFault {
        RuleFault(.parse, message, vi: "dòng JSON không hợp lệ: \(message)")
    }

    /// The value a JSON text stands for.
    package static func value(_ json: JSONValue) throws(RuleFault) -> RuleValue {
        switch json {
        case .null: return .null
        case .bool(let truth): return .bool(truth)
        case .int(let number): return .int(number)
        case .double(let number): return .double(number)
        case .string(let text): return .string(text)
        case .array(let items):
            var values: [RuleValue] = []
            for item in items { values.append(try value(item)) }
            return .list(values)
        case .object(let object):
            if let special = try special(object) { return special }
            var map = RuleMap()
            for member in object.members { map[.string(member.name)] = try value(member.value) }
            return .map(map)
        }
    }

    /// An object of one member that names a type.
    private static func special(_ object: JSONObject) throws(RuleFault) -> RuleValue? {
        guard object.members.count == 1, let (name, member) = object.members.first, let text = member.stringValue else {
            return nil
        }
        switch name {
        case "timestamp": return try Conversion.value(.string(text), .toTimestamp)
        case "duration": return try Conversion.value(.string(text), .toDuration)
        case "double":
            guard let number = ["NaN": Double.nan, "Infinity": .infinity, "-Infinity": -.infinity][text] else {
                throw malformed(#"{"double":…} is "NaN", "Infinity" or "-Infinity""#)
            }
            return .double(number)
        default: return nil
        }
    }

    /// Keys that are no strings become strings.
    package static func json(_ value: RuleValue) -> JSONValue {
        switch value {
        case .null: .null
        case .bool(let truth): .bool(truth)
        case .int(let number): .int(number)
        case .double(let number):
            if number.isFinite {
                .double(number)
            } else {
                tagged("double", number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity")
            }
        case .string(let text): .string(text)
        case .list(let items): .array(items.map(json))
        case .map(let map): .object(JSONObject(map.entries.map { ($0.text, json($1)) }))
        case .timestamp(let moment): tagged("timestamp", moment.text)
        case .duration(let span): tagged("duration", span.text)
        }
    }

    private static func tagged(_ name: String, _ text: String) -> JSONValue {
        .object(JSONObject([(name, .string(text))]))
    }
}
