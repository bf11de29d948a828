import API
import AsyncHTTPClient
import Catalogue
import Civic
import Directory
import Dossiers
import NIOCore
import NIOHTTP1
import Rules

/// The JSON API, over HTTP, as a program of an office would use it: each officer with a session, and a reading after each
/// step, because an answer says no more than the version it made.
struct HTTPDesk: SimulatedDesk {
    let address: String
    let tokens: [ID<Subject>: SessionToken]

    private static let longestAnswer = 1 << 20

    func lodge(_ filing: Filing, by actor: Actor) async throws -> SimulatedCase {
        let applicant = JSONObject([
            ("subject", .string(filing.applicant.subject.description)), ("name", .string(filing.applicant.name)),
        ])
        var body = JSONObject([
            ("procedure", .string(filing.procedure)), ("channel", .string(filing.channel.rawValue)),
            ("answers", filing.answers.json), ("applicant", .object(applicant)),
        ])
        if let point = filing.receiving { body["receivingUnit"] = .string(point.text) }
        let answer = try await send(.POST, "/dossiers", body, by: actor, ["Idempotency-Key": filing.idempotencyKey])
        guard let dossier = answer["dossier"]?.stringValue.flatMap({ ID<Dossier>($0) }) else {
            throw HTTPLoadFault(answer: answer)
        }
        return SimulatedCase(dossier: dossier, version: try version(answer))
    }

    func accept(_ one: SimulatedCase, by actor: Actor) async throws -> SimulatedCase {
        try await change("/dossiers/\(one.dossier)/acceptance", of: one, by: actor)
    }

    func claim(_ task: SimulatedTask, of one: SimulatedCase, by actor: Actor) async throws -> SimulatedCase {
        try await change("/tasks/\(task.id)/claim", of: one, by: actor)
    }

    func pay(_ one: SimulatedCase, receipt: String, by actor: Actor) async throws -> SimulatedCase {
        try await change(
            "/dossiers/\(one.dossier)/counter-payment", JSONObject([("receiptNumber", .string(receipt))]), of: one,
            by: actor)
    }

    func act(
        _ task: SimulatedTask, _ action: String, of one: SimulatedCase, by actor: Actor
    ) async throws -> SimulatedCase {
        try await change("/tasks/\(task.id)/actions/\(action)", of: one, by: actor)
    }

    func read(_ one: SimulatedCase, by actor: Actor) async throws -> SimulatedCase? {
        let view = try await send(
            .GET, "/dossiers/\(one.dossier)?purpose=\(AccessPurpose.handling.rawValue)", by: actor)
        guard let dossier = view["dossier"], case .array(let open)? = view["openTasks"],
            case .array(let payments)? = view["payments"]
        else { throw HTTPLoadFault(answer: view) }
        let isFinal = dossier["status"]?["final"] == .bool(true)
        return SimulatedCase(
            dossier: one.dossier, version: try version(dossier),
            task: isFinal ? nil : open.lazy.compactMap { Self.task($0["task"]) }.first,
            isUnpaid: payments.contains { $0["toPay"] != .int(0) && $0["paidAt"]?.stringValue == nil })
    }

    private static func task(_ task: JSONValue?) -> SimulatedTask? {
        guard let task, task["kind"] == .string(TaskKind.step.rawValue),
            let id = task["id"]?.stringValue.flatMap({ ID<WorkTask>($0) }), let step = task["step"]?.stringValue,
            case .officer(let role)? = task["seat"]?.stringValue.flatMap({ TaskSeat(text: $0) })
        else { return nil }
        return SimulatedTask(id: id, step: step, role: role)
    }

    private func change(
        _ path: String, _ body: JSONObject = JSONObject(), of one: SimulatedCase, by actor: Actor
    ) async throws -> SimulatedCase {
        var one = one
        one.version = try version(
            try await send(.POST, path, body, by: actor, ["If-Match": "\"\(one.version)\""]))
        return one
    }

    private func version(_ answer: JSONValue) throws -> Int64 {
        guard case .int(let version)? = answer["version"] else { throw HTTPLoadFault(answer: answer) }
        return version
    }

    private func send(
        _ method: HTTPMethod, _ path: String, _ body: JSONObject? = nil, by actor: Actor,
        _ headers: [String: String] = [:]
    ) async throws -> JSONValue {
        var request = HTTPClientRequest(url: "\(address)/api/v1\(path)")
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.headers.add(name: "Authorization", value: "Bearer \(tokens[actor.subject]?.text ?? "")")
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(Array(JSONText.write(.object(body)).utf8))
        }
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let bytes = Array(try await answer.body.collect(upTo: Self.longestAnswer).readableBytesView)
        let value = try JSONText.read(bytes)
        guard (200..<300).contains(Int(answer.status.code)) else { throw HTTPLoadFault(answer: value) }
        return value
    }
}

/// What the API answered in place of what the load needs.
struct HTTPLoadFault: Problem {
    let answer: JSONValue

    var code: String { "simulate.answer" }
    var severity: ProblemSeverity { .fault }
    var status: ProblemStatus { .conflict }
    var detail: String { JSONText.write(answer) }
    var publicMessage: LocalizedText {
        LocalizedText(
            vi: "Máy chủ trả lời khác mong đợi: \(detail)", en: "The server answered something else: \(detail)")
    }
}
