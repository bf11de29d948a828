import API
import Catalogue
import Civic
import Directory
import Dossiers
import NIOHTTP1
import Rules

/// The JSON API, over HTTP, as a program of an office would use it: each officer with a session, and a reading after each
/// step, because an answer says no more than the version it made.
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
        try await change("accept", "/dossiers/\(one.dossier)/acceptance", of: one, by: actor) {
            $0["dossier"]?["acceptedAt"]?.stringValue != nil
        }
    }

    func claim(_ task: SimulatedTask, of one: SimulatedCase, by actor: Actor) async throws -> SimulatedCase {
        try await change("assign", "/tasks/\(task.id)/claim", of: one, by: actor) {
            Self.open($0, task)?["assignee"]?.stringValue != nil
        }
    }

    func pay(_ one: SimulatedCase, receipt: String, by actor: Actor) async throws -> SimulatedCase {
        try await change(
            "pay", "/dossiers/\(one.dossier)/counter-payment", JSONObject([("receiptNumber", .string(receipt))]),
            of: one, by: actor
        ) { !Self.isUnpaid($0) }
    }

    func act(
        _ task: SimulatedTask, _ action: String, of one: SimulatedCase, by actor: Actor
    ) async throws -> SimulatedCase {
        try await change(task.step, "/tasks/\(task.id)/actions/\(action)", of: one, by: actor) {
            Self.open($0, task) == nil
        }
    }

    func read(_ one: SimulatedCase, by actor: Actor) async throws -> SimulatedCase? {
        let view = try await view(one, by: actor)
        guard let dossier = view["dossier"] else { throw HTTPLoadFault(answered: 200, answer: view) }
        let isFinal = dossier["status"]?["final"] == .bool(true)
        return SimulatedCase(
            dossier: one.dossier, version: try Self.version(dossier),
            task: isFinal ? nil : try Self.open(view).lazy.compactMap(Self.task).first,
            isUnpaid: Self.isUnpaid(view))
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
    private func change(
        _ write: String, _ path: String, _ body: JSONObject = JSONObject(), of one: SimulatedCase, by actor: Actor,
        isDone: (JSONValue) -> Bool
    ) async throws -> SimulatedCase {
        var one = one
        while true {
            do {
                let reply = try await servers.send(
                    .POST, path, body, by: actor.subject, ["If-Match": "\"\(one.version)\""])
                one.version = try Self.version(reply.value)
                if let diary = servers.diary {
                    var said = JSONObject([
                        ("dossier", .string(one.dossier.description)), ("version", .int(one.version)),
                    ])
                    for name in ["code", "due"] { said[name] = reply.value[name] }
                    try diary.acknowledged(write, at: reply.server, said)
                }
                return one
            } catch let fault as HTTPLoadFault where fault.isStale && servers.diary != nil {
                let view = try await view(one, by: actor)
                guard let stands = view["dossier"].flatMap({ try? Self.version($0) }), stands > one.version else {
                    throw fault
                }
                one.version = stands
                guard isDone(view) else { continue }
                try servers.diary?.found(write)
                return one
            }
        }
    }

    private static func version(_ answer: JSONValue) throws -> Int64 {
        guard case .int(let version)? = answer["version"] else { throw HTTPLoadFault(answered: 200, answer: answer) }
        return version
    }
}
