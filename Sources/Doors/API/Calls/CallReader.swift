import Civic
import Door
import HTTPTypes
import Hummingbird
import Rules

/// Turns a request into a call, or says everything that is wrong with it.
struct CallReader: Sendable {
    let operation: Operation
    let seal: FormSeal

    func read(_ request: Request, _ context: HouseContext) async throws -> Call {
        if operation.method.changes { try checkToken(request, context) }
        var path: [String: String] = [:]
        for name in operation.pathNames {
            guard let value = context.parameters.get(name),
                value.utf8.count <= 200
            else { throw APIProblem.badParameter(name) }
            path[name] = value
        }
        let query = try query(request)
        let expected = operation.carries.contains(.version) ? try Self.version(request.headers[.ifMatch]) : 0
        let key = operation.carries.contains(.key) ? try Self.key(request) : ""
        var body = JSONValue.null
        if let shape = operation.body {
            body = try await BodyReader.read(request)
            let faults = shape.faults(of: body)
            guard faults.isEmpty else { throw APIProblem.body(faults) }
        }
        let document = operation.takesDocument ? try await BodyReader.document(request) : []
        return Call(
            actor: context.actor, path: path, query: query, body: body, document: document, expected: expected,
            key: key,
            address: context.address, session: Self.token(request, context),
            formToken: context.session?.carrier == .cookie ? seal.mark(binding: context.formBinding) : nil)
    }

    /// A cookie travels by itself; the token shows that our own page sent it. Bearer tokens never travel by themselves.
    private func checkToken(_ request: Request, _ context: HouseContext) throws(APIProblem) {
        guard let session = context.session, session.carrier == .cookie else { return }
        let token = request.headers.value(of: DoorHeader.formToken)
        guard seal.accepts(token, binding: context.formBinding) else { throw .forgedRequest }
    }

    private func query(_ request: Request) throws(APIProblem) -> [String: JSONValue] {
        let form = FormReader.query(request)
        var values: [String: JSONValue] = [:]
        var faults: [BodyFault] = []
        for field in form.fields {
            guard let parameter = operation.query.first(where: { $0.name == field.name }) else {
                throw .unknownParameter(field.name, known: operation.query.map(\.name))
            }
            guard values[field.name] == nil else { throw .badParameter(field.name) }
            let value = parameter.shape.value(written: field.value)
            faults += parameter.shape.faults(of: value, at: field.name)
            values[field.name] = value
        }
        for parameter in operation.query where parameter.isRequired && values[parameter.name] == nil {
            faults.append(BodyFault(parameter.name, vi: "Thiếu tham số này.", en: "This parameter is missing."))
        }
        guard faults.isEmpty else { throw .parameter(faults) }
        return values
    }

    /// One strong entity tag: `"7"`. `*` is refused, because it would overwrite what nobody has seen.
    static func version(_ header: String?) throws(APIProblem) -> Int64 {
        guard let header else { throw .versionMissing }
        let text = header.filter { $0 != " " }
        guard text.utf8.count >= 3, text.hasPrefix("\""), text.hasSuffix("\""),
            text.dropFirst().dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let version = Int64(text.dropFirst().dropLast())
        else { throw .badVersion }
        return version
    }

    private static func key(_ request: Request) throws(APIProblem) -> String {
        guard let key = request.headers.value(of: DoorHeader.idempotencyKey) else { throw .keyMissing }
        guard (8...128).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .badKey
        }
        return key
    }

    private static func token(_ request: Request, _ context: HouseContext) -> String? {
        guard let session = context.session else { return nil }
        switch session.carrier {
        case .cookie: return context.formBinding
        case .bearer: return request.headers[.authorization].map { String($0.dropFirst(7)).filter { $0 != " " } }
        }
    }
}

extension Shape {
    /// The value a parameter's text stands for.
    func value(written text: String) -> JSONValue {
        switch self {
        case .integer: Int64(text).map { .int($0) } ?? .string(text)
        case .boolean: text == "true" ? true : text == "false" ? false : .string(text)
        default: .string(text)
        }
    }
}
