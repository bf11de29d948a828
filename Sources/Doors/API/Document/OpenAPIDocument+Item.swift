import Civic
import Directory
import Rules

extension OpenAPIDocument {
    /// What any operation may be refused with, and why.
    static let refusals: [(status: Int, name: String, meaning: String)] = [
        (400, "BadRequest", "The body or a parameter has another form than described; `errors` names the places."),
        (401, "SignInNeeded", "Nobody is signed in, or the session has ended."),
        (403, "Forbidden", "Role, unit, mandate or purpose do not allow it; the message names the rule."),
        (404, "NotFound", "There is no such thing, or not for you."),
        (
            409, "Conflict",
            "Somebody else changed it, the state does not allow it, or the key was used for other content."
        ),
        (413, "TooLarge", "The body is larger than is read."),
        (415, "WrongMediaType", "The body is not sent as the media type described."),
        (422, "Refused", "A rule of the procedure or of the law refuses; the message says how to mend it."),
        (428, "VersionMissing", "`If-Match` is missing."),
        (429, "TooMany", "Too many requests; `Retry-After` says when again."),
        (503, "Busy", "The house is overloaded; nothing was done; `Retry-After` says when again."),
    ]

    static var responses: JSONObject {
        JSONObject(
            refusals.map { refusal in
                (
                    refusal.name,
                    [
                        "description": .string(refusal.meaning),
                        "content": ["application/problem+json": ["schema": ProblemDocument.shape.schema]],
                    ]
                )
            })
    }

    static func item(_ operation: Operation) -> JSONObject {
        var item = JSONObject()
        item["operationId"] = .string(operation.name)
        item["summary"] = .string(operation.summary.en)
        item["description"] = .string("\(operation.summary.vi)\n\nAccess: \(operation.access.text).")
        item["tags"] = [.string(operation.tag.rawValue)]
        let parameters = parameters(of: operation)
        if !parameters.isEmpty { item["parameters"] = .array(parameters) }
        if let body = operation.body {
            item["requestBody"] = [
                "required": .bool(body.hasRequiredMembers), "content": ["application/json": ["schema": body.schema]],
            ]
        }
        if operation.takesDocument {
            item["requestBody"] = [
                "required": true,
                "content": ["application/pdf": ["schema": ["type": "string", "format": "binary"]]],
            ]
        }
        if operation.access == .anyone { item["security"] = [[:], ["session": []]] }
        item["responses"] = .object(answers(of: operation))
        return item
    }

    private static func parameters(of operation: Operation) -> [JSONValue] {
        var parameters: [JSONValue] = operation.pathNames.map { name in
            ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string", "maxLength": 200]]
        }
        parameters += operation.query.map { parameter in
            [
                "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isRequired),
                "description": .string(parameter.note), "schema": parameter.shape.schema,
            ]
        }
        if operation.carries.contains(.version) {
            parameters.append([
                "name": "If-Match", "in": "header", "required": true,
                "description": "The version seen, for example \"7\".",
                "schema": ["type": "string", "pattern": "^\"[0-9]{1,19}\"$"],
            ])
        }
        if operation.carries.contains(.key) {
            parameters.append([
                "name": "Idempotency-Key", "in": "header", "required": true,
                "description": "New for each act, the same when it is repeated.",
                "schema": ["type": "string", "minLength": 8, "maxLength": 128],
            ])
        }
        return parameters
    }

    private static func answers(of operation: Operation) -> JSONObject {
        var answers = JSONObject()
        var statuses = [operation.success]
        // A repeated key is answered with what it made the first time.
        if operation.carries.contains(.key), operation.success == 201 { statuses.insert(200, at: 0) }
        for status in statuses {
            var answer = JSONObject([("description", .string(status == 204 ? "Done." : operation.summary.en))])
            if operation.answersVersion { answer["headers"] = ["ETag": ["$ref": "#/components/headers/ETag"]] }
            if let shape = operation.answer { answer["content"] = ["application/json": ["schema": shape.schema]] }
            if operation.answersDocument {
                answer["content"] = ["application/pdf": ["schema": ["type": "string", "format": "binary"]]]
            }
            answers[String(status)] = .object(answer)
        }
        for refusal in refusals where applies(refusal.status, to: operation) {
            answers[String(refusal.status)] = ["$ref": .string("#/components/responses/\(refusal.name)")]
        }
        return answers
    }

    private static func applies(_ status: Int, to operation: Operation) -> Bool {
        switch status {
        case 415: operation.body != nil || operation.takesDocument
        case 428: operation.carries.contains(.version)
        default: true
        }
    }
}

extension Shape {
    /// Whether a body may be left out altogether.
    fileprivate var hasRequiredMembers: Bool {
        switch self {
        case .object(let members): members.contains(where: \.isRequired)
        case .named(_, let shape): shape.hasRequiredMembers
        default: true
        }
    }
}
