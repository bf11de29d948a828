package import Rules

extension Shape {
    /// The shape in JSON Schema 2020-12, as OpenAPI 3.1 takes it. Named shapes become references.
    package var schema: JSONValue {
        switch self {
        case .id:
            ["type": "string", "pattern": "^[1-9][0-9]{0,18}$"]
        case .text(let least, let most):
            least > 0
                ? ["type": "string", "minLength": .int(Int64(least)), "maxLength": .int(Int64(most))]
                : ["type": "string", "maxLength": .int(Int64(most))]
        case .oneOf(let values):
            ["type": "string", "enum": .array(values.map { .string($0) })]
        case .integer(let range):
            range == Int64.min...Int64.max
                ? ["type": "integer", "format": "int64"]
                : ["type": "integer", "minimum": .int(range.lowerBound), "maximum": .int(range.upperBound)]
        case .boolean:
            ["type": "boolean"]
        case .day:
            ["type": "string", "format": "date"]
        case .instant:
            ["type": "string", "format": "date-time"]
        case .list(let element, let most):
            ["type": "array", "items": element.schema, "maxItems": .int(Int64(most))]
        case .object(let members):
            Self.objectSchema(members)
        case .answers(let most):
            [
                "type": "object", "maxProperties": .int(Int64(most)),
                "additionalProperties": [
                    "type": ["string", "number", "boolean", "array", "null"], "maxLength": 20_000, "maxItems": 200,
                    "items": ["type": "string", "maxLength": 2_000],
                ],
            ]
        case .named(let name, _):
            ["$ref": .string("#/components/schemas/\(name)")]
        case .nullable(let shape):
            ["anyOf": [shape.schema, ["type": "null"]]]
        }
    }

    private static func objectSchema(_ members: [Member]) -> JSONValue {
        var properties = JSONObject()
        for member in members {
            var schema = member.shape.schema
            if !member.note.isEmpty, case .object(var object) = schema {
                object["description"] = .string(member.note)
                schema = .object(object)
            }
            properties[member.name] = schema
        }
        var object = JSONObject()
        object["type"] = "object"
        object["properties"] = .object(properties)
        let required = members.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { object["required"] = .array(required) }
        object["additionalProperties"] = false
        return .object(object)
    }

    /// Every named shape within, by name.
    package func named(into found: inout [String: Shape]) {
        switch self {
        case .named(let name, let shape):
            guard found[name] == nil else { return }
            found[name] = shape
            shape.named(into: &found)
        case .list(let shape, _), .nullable(let shape):
            shape.named(into: &found)
        case .object(let members):
            for member in members { member.shape.named(into: &found) }
        default:
            break
        }
    }
}
