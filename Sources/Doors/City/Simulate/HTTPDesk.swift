import API
import Catalogue
import Civic
import Directory
import Dossiers
import NIOHTTP1
import Rules

/// The JSON API, over HTTP, as a program of an office would use it: each officer with a session, each step's answer saying
/// what the next one needs.
struct HTTPDesk: SimulatedDesk {
    let servers: LoadServers

    func lodge(_ filing: Filing, by actor: Actor) async throws -> SimulatedCase {
        let applicant = JSONObject([
            ("subject", .string(filing.applicant.subject.description)), ("name", .string(filing.applicant.name)),
        ])
        var body = JSONObject([
            ("procedure", .string(filing.procedure)), ("channel", .string(filing.channel.rawValue)),
            ("answers", filing.answers.json), ("applicant", .object(applicant)),
        ])
        if let point = filing.receiving { body["receivingUnit"] = .string(point.text) }
        let headers = ["Idempotency-Key": filing.idempotencyKey]
        servers.diary?.began()
        let reply = try await servers.send(.POST, "/dossiers", body, by: actor.subject, headers)
        let lodged = try Self.lodged(reply)
        if let diary = servers.diary {
            let said = JSONObject([
                ("key", .string(filing.idempotencyKey)), ("dossier", .string(lodged.dossier.description)),
                ("version", .int(lodged.version)),
            ])
            try diary.acknowledged("lodge", at: reply.server, said)
            // Now and then somebody presses twice, at another server.
            if UInt64(lodged.dossier.rawValue) % 20 == 0 {
                let again = try await servers.send(.POST, "/dossiers", body, by: actor.subject, headers)
                if try Self.lodged(again).dossier != lodged.dossier {
                    try diary.contradicted(filing.idempotencyKey, at: again.server)
                }
            }
        }
        return lodged
    }

    private static func lodged(_ reply: LoadServers.Reply) throws -> SimulatedCase {
        guard let dossier = reply.value["dossier"]?.stringValue.flatMap({ ID<Dossier>($0) }) else {
            throw HTTPLoadFault(answered: 201, answer: reply.value)
        }
        return SimulatedCase(dossier: dossier, version: try version(reply.value))
    }

    func accept(_ one: SimulatedCase, by actor: Actor) async throws -> SimulatedCase {
        let answer = try await change("accept", "/dossiers/\(one.dossier)/acceptance", of: one, by: actor) {
            $0["dossier"]?["acceptedAt"]?.stringValue != nil
        }
        return try Self.stands(one.dossier, answer["progress"] ?? answer)
    }

    func claim(_ task: SimulatedTask, of one: SimulatedCase, by actor: Actor) async throws -> SimulatedCase {
        var one = one
        one.version = try Self.version(
            await change("assign", "/tasks/\(task.id)/claim", of: one, by: actor) {
                Self.open($0, task)?["assignee"]?.stringValue != nil
            })
        return one
    }

    func pay(_ one: SimulatedCase, receipt: String, by actor: Actor) async throws -> SimulatedCase {
        var one = one
        one.version = try Self.version(
            await change(
                "pay", "/dossiers/\(one.dossier)/counter-payment", JSONObject([("receiptNumber", .string(receipt))]),
                of: one, by: actor
            ) { !Self.isUnpaid($0) })
        one.isUnpaid = false
        return one
    }

    func act(
        _ task: SimulatedTask, _ action: String, of one: SimulatedCase, by actor: Actor
    ) async throws -> SimulatedCase {
        let answer = try await change(task.step, "/tasks/\(task.id)/actions/\(action)", of: one, by: actor) {
            Self.open($0, task) == nil
        }
        return try Self.stands(one.dossier, answer)
    }

    /// - Parameter progress: as a step answers it, or made from a reading.
    private static func stands(_ dossier: ID<Dossier>, _ progress: JSONValue) throws -> SimulatedCase {
        guard case .array(let open)? = progress["openTasks"] else {
            throw HTTPLoadFault(answered: 200, answer: progress)
        }
        let isFinal = progress["status"]?["final"] == .bool(true)
        return SimulatedCase(
            dossier: dossier, version: try version(progress),
            task: isFinal ? nil : open.lazy.compactMap(task).first, isUnpaid: progress["unpaid"] == .bool(true))
    }

    /// A reading in the form of a step's answer.
    private static func progress(of view: JSONValue) throws -> JSONValue {
        guard let dossier = view["dossier"], let version = dossier["version"], let status = dossier["status"] else {
            throw HTTPLoadFault(answered: 200, answer: view)
        }
        return .object(
            JSONObject([
                ("version", version), ("status", status), ("unpaid", .bool(isUnpaid(view))),
                ("openTasks", .array(try open(view))),
            ]))
    }

    private func view(_ one: SimulatedCase, by actor: Actor) async throws -> JSONValue {
        try await servers.send(
            .GET, "/dossiers/\(one.dossier)?purpose=\(AccessPurpose.handling.rawValue)", by: actor.subject
        ).value
    }

    private static func open(_ view: JSONValue) throws -> [JSONValue] {
        guard case .array(let open)? = view["openTasks"] else { throw HTTPLoadFault(answered: 200, answer: view) }
        return open.compactMap { $0["task"] }
    }

    private static func open(_ view: JSONValue, _ task: SimulatedTask) -> JSONValue? {
        (try? open(view))?.first { $0["id"]?.stringValue == task.id.description }
    }

    private static func isUnpaid(_ view: JSONValue) -> Bool {
        guard case .array(let payments)? = view["payments"] else { return false }
        return payments.contains { $0["toPay"] != .int(0) && $0["paidAt"]?.stringValue == nil }
    }

    private static func task(_ task: JSONValue) -> SimulatedTask? {
        guard task["kind"] == .string(TaskKind.step.rawValue),
            let id = task["id"]?.stringValue.flatMap({ ID<WorkTask>($0) }), let step = task["step"]?.stringValue,
            case .officer(let role)? = task["seat"]?.stringValue.flatMap({ TaskSeat(text: $0) })
        else { return nil }
        return SimulatedTask(id: id, step: step, role: role)
    }

    /// Where an earlier try was done but never answered, the dossier has gone on: then it is read whether this was done.
    /// - Returns: what the step answered.
    private func change(
        _ write: String, _ path: String, _ body: JSONObject = JSONObject(), of one: SimulatedCase, by actor: Actor,
        isDone: (JSONValue) -> Bool
    ) async throws -> JSONValue {
        var version = one.version
        while true {
            do {
                let reply = try await servers.send(
                    .POST, path, body, by: actor.subject, ["If-Match": "\"\(version)\""])
                if let diary = servers.diary {
                    var said = JSONObject([
                        ("dossier", .string(one.dossier.description)),
                        ("version", .int(try Self.version(reply.value))),
                    ])
                    for name in ["code", "due"] { said[name] = reply.value[name] }
                    try diary.acknowledged(write, at: reply.server, said)
                }
                return reply.value
            } catch let fault as HTTPLoadFault where fault.isStale && servers.diary != nil {
                let view = try await view(one, by: actor)
                let stands = try Self.progress(of: view)
                guard try Self.version(stands) > version else { throw fault }
                version = try Self.version(stands)
                guard isDone(view) else { continue }
                try servers.diary?.found(write)
                return stands
            }
        }
    }

    private static func version(_ answer: JSONValue) throws -> Int64 {
        guard case .int(let version)? = answer["version"] else { throw HTTPLoadFault(answered: 200, answer: answer) }
        return version
    }
}
