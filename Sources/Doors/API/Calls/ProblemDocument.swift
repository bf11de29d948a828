import Catalogue
package import Civic
import Dossiers
package import Rules

/// A problem as RFC 9457 writes it. `type` is stable and names the code; the sentences stand in both languages.
package struct ProblemDocument: Sendable {
    package let status: Int
    package let body: JSONValue

    /// - Parameters:
    ///   - status: what the door answers; nil: what the problem says of itself.
    ///   - language: of `title`; both languages stand in `messages`.
    package init(_ problem: any Problem, status given: Int? = nil, language: Language) {
        status = (problem as? APIProblem)?.statusCode ?? given ?? problem.status.rawValue
        var object = JSONObject()
        object["type"] = .string("tag:motcua,2026:problem/\(problem.code)")
        object["title"] = .string(problem.publicMessage[language])
        object["status"] = .int(Int64(status))
        object["code"] = .string(problem.code)
        object["messages"] = problem.publicMessage.json
        let faults = Self.faults(of: problem)
        if !faults.isEmpty {
            object["errors"] = .array(
                faults.map { fault in
                    [
                        "pointer": .string(fault.place), "detail": .string(fault.message[language]),
                        "messages": fault.message.json,
                    ]
                })
        }
        if case .versionChanged(let expected, let actual)? = problem as? DossierProblem {
            object["expected"] = .int(expected)
            object["current"] = .int(actual)
        }
        body = .object(object)
    }

    private static func faults(of problem: any Problem) -> [BodyFault] {
        switch problem {
        case let problem as APIProblem:
            problem.faults
        case DossierProblem.answersIncomplete(let messages), DossierProblem.notAsked(let messages):
            messages.sorted { $0.key < $1.key }.map { BodyFault("/answers/\($0.key)", message: $0.value) }
        case DossierProblem.papersMissing(let names):
            names.map { BodyFault("/papers", message: $0) }
        default:
            []
        }
    }

    package static let shape = Shape.named(
        "Problem",
        .object([
            Shape.Member("type", .text(200), note: "Stable name of the problem."),
            Shape.Member("title", .text(20_000), note: "What is wrong and how to mend it, in the asked language."),
            Shape.Member("status", .integer(400...599)),
            Shape.Member("code", .text(100)),
            Shape.Member("messages", .words),
            Shape.Member("errors", .list(faultShape, most: 1_000), isRequired: false),
            Shape.Member("expected", .anyInteger, isRequired: false, note: "The version If-Match named."),
            Shape.Member("current", .anyInteger, isRequired: false, note: "The version the dossier has now."),
        ]))

    private static let faultShape = Shape.named(
        "Fault",
        .object([
            Shape.Member("pointer", .text(least: 0, most: 500), note: "JSON pointer into the body, or a parameter."),
            Shape.Member("detail", .text(20_000)), Shape.Member("messages", .words),
        ]))
}
