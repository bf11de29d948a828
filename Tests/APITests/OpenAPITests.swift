import Civic
import Directory
import Rules
import Testing

@testable import API

struct OpenAPITests {
    private let document = OpenAPIDocument(operations: Operations.all).value

    private var described: Set<String> {
        guard case .object(let paths)? = document["paths"] else { return [] }
        return Set(
            paths.members.flatMap { path, item -> [String] in
                guard case .object(let methods) = item else { return [] }
                return methods.members.map { "\($0.name) \(path)" }
            })
    }

    @Test func `describes every operation and nothing else`() {
        #expect(described == Set(Operations.all.map { "\($0.method.rawValue) \($0.path)" }))
    }

    @Test func `no two operations share a name or a place`() {
        #expect(Set(Operations.all.map(\.name)).count == Operations.all.count)
        #expect(described.count == Operations.all.count)
    }

    @Test(arguments: Operations.all.map(\.name))
    func `every operation lists its refusals`(_ name: String) throws {
        let operation = try #require(Operations.all.first { $0.name == name })
        let answers = try #require(document["paths"]?[operation.path]?[operation.method.rawValue]?["responses"])

        for status in [400, 401, 403, 404, 409, 413, 422, 429, 503] { #expect(answers[String(status)] != nil) }
        #expect((answers["428"] != nil) == operation.carries.contains(.version))
        #expect(answers[String(operation.success)] != nil)
    }

    @Test func `every change of a dossier's process asks for the version seen`() {
        let changes = Operations.all.filter { $0.method == .post && $0.path.hasPrefix("/tasks/") }

        #expect(!changes.isEmpty)
        #expect(changes.allSatisfy { $0.carries.contains(.version) })
    }

    @Test func `references lead somewhere and names mean one thing`() throws {
        guard case .object(let schemas)? = document["components"]?["schemas"] else {
            Issue.record("no schemas")
            return
        }
        let text = JSONText.write(document)
        for piece in text.split(separator: "#/components/schemas/").dropFirst() {
            let name = String(piece.prefix { $0 != "\"" })
            #expect(schemas[name] != nil, "\(name) is described nowhere")
        }
        var shapes: [String: String] = [:]
        for shape in Operations.all.flatMap({ [$0.body, $0.answer].compactMap { $0 } }) { note(shape, in: &shapes) }
    }

    /// A name that stands for two shapes would describe one of them wrongly.
    private func note(_ shape: Shape, in shapes: inout [String: String]) {
        switch shape {
        case .named(let name, let inner):
            let text = JSONText.write(inner.schema)
            if let known = shapes[name] {
                #expect(known == text, "\(name) names two shapes")
            } else {
                shapes[name] = text
                note(inner, in: &shapes)
            }
        case .list(let inner, _), .nullable(let inner): note(inner, in: &shapes)
        case .object(let members): for member in members { note(member.shape, in: &shapes) }
        default: break
        }
    }

    @Test func `only sign-in, the catalogue, tracking, checking papers and the public board are open to everybody`() {
        let open = Operations.all.filter { $0.access == .anyone }

        #expect(
            open.allSatisfy { [.session, .catalogue, .tracking, .papers].contains($0.tag) || $0.name == "readBoard" })
        #expect(Operations.all.filter { $0.tag == .work }.allSatisfy { $0.access == .anyOfficer })
    }
}
