import Civic
import Foundation
import Rules
import Synchronization

/// What the sandbox of the national portal knows, and how it behaves. Everything that comes or goes is kept.
final class PortalSandboxBook: Sendable {
    /// As `POST /behaviour` says; what is not named stays as it was.
    struct Behaviour: Sendable {
        /// Answers nobody.
        var isDown = false
        /// Answers so much later.
        var slow = Duration.zero
        /// Takes what comes, and breaks off before the first answer.
        var losesAnswers = false
        /// Hands out no file.
        var filesFail = false
        /// Hands out everything twice.
        var repeats = false
        /// Hands out the newest first.
        var reorders = false
        /// Procedures that are not in its list.
        var unknown: Set<String> = []
    }

    struct Answer: Sendable {
        let code: String
        let message: String
        /// Taken, and never said so.
        var isLost = false
    }

    private struct State: Sendable {
        var behaviour = Behaviour()
        var sessions: Set<String> = []
        /// By key, each with the number of times it came.
        var deliveries = JSONObject()
        var answers: [String: Answer] = [:]
        /// By `MaHoSo`, as the portal shows them.
        var dossiers = JSONObject()
        /// What is handed out, in its order.
        var feed: [JSONValue] = []
        var files: [String: [UInt8]] = [:]
        var filed = 0
    }

    private let kept = Mutex(State())
    /// Where all of it lies between two runs; nil: in memory alone.
    private let file: String?

    init(file: String?) {
        self.file = file
        guard let file, let bytes = FileManager.default.contents(atPath: file),
            let said = try? JSONText.read(Array(bytes))
        else { return }
        kept.withLock { state in
            state.deliveries = said["deliveries"]?.objectValue ?? JSONObject()
            state.dossiers = said["dossiers"]?.objectValue ?? JSONObject()
            state.feed = said["feed"]?.arrayValue ?? []
            state.filed = state.feed.count
            for (name, value) in said["files"]?.objectValue?.members ?? [] {
                state.files[name] = value.stringValue.flatMap { Data(base64Encoded: $0) }.map(Array.init)
            }
            for member in state.deliveries.members {
                state.answers[member.name] = Answer(
                    code: member.value["error_code"]?.stringValue ?? "0",
                    message: member.value["error_message"]?.stringValue ?? "")
            }
        }
    }

    var behaviour: Behaviour { kept.withLock { $0.behaviour } }

    func behave(_ change: (inout Behaviour) -> Void) { kept.withLock { change(&$0.behaviour) } }

    func openSession() -> String {
        let token = UUID().uuidString
        _ = kept.withLock { $0.sessions.insert(token) }
        return token
    }

    func holds(_ session: String) -> Bool { kept.withLock { $0.sessions.contains(session) } }

    /// Signs everybody out, as the portal does at night.
    func endSessions() { kept.withLock { $0.sessions = [] } }

    var dossiers: [JSONValue] { kept.withLock { $0.dossiers.members.map(\.value) } }
    var deliveries: [JSONValue] { kept.withLock { $0.deliveries.members.map(\.value) } }

    func file(_ id: String) -> [UInt8]? { kept.withLock { $0.files[id] } }

    // MARK: - What comes

    func take(_ service: String, _ body: JSONValue, key: String) -> Answer {
        let answer = kept.withLock { state -> Answer in
            if var known = state.deliveries[key]?.objectValue, let answer = state.answers[key] {
                known["times"] = .int((known["times"]?.intValue ?? 1) + 1)
                state.deliveries[key] = .object(known)
                return answer
            }
            var answer = Self.judge(service, body, state.behaviour)
            if answer.code == "0" { Self.keep(service, body, key, in: &state.dossiers) }
            var delivery = JSONObject([
                ("key", .string(key)), ("times", .int(1)), ("error_code", .string(answer.code)),
                ("error_message", .string(answer.message)),
            ])
            for (name, value) in body.objectValue?.members ?? [] where name != "session" { delivery[name] = value }
            state.deliveries[key] = .object(delivery)
            state.answers[key] = answer
            answer.isLost = state.behaviour.losesAnswers
            return answer
        }
        save()
        return answer
    }

    private static func judge(_ service: String, _ body: JSONValue, _ behaviour: Behaviour) -> Answer {
        switch service {
        case "DongBoHoSoMC":
            guard case .array(let data)? = body["data"], !data.isEmpty else {
                return Answer(code: "10", message: "data: thiếu / missing")
            }
            for one in data {
                if let fault = fault(of: one, status: "TrangThaiHoSo", dates: dossierDates) { return fault }
                let procedure = one["MaTTHC"]?.stringValue ?? ""
                if behaviour.unknown.contains(procedure) {
                    return Answer(
                        code: "12", message: "MaTTHC \(procedure): không có trong danh mục / not in the list")
                }
            }
            return Answer(code: "0", message: "")
        case "CapNhatTienDoHoSoMC":
            return fault(of: body, status: "TrangThai", dates: ["ThoiDiemXuLy", "NgayKetThucTheoQuyDinh"])
                ?? Answer(code: "0", message: "")
        default:
            return Answer(code: "19", message: "service \(service): không có / not here")
        }
    }

    private static let dossierDates = ["NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy"]

    private static func fault(of one: JSONValue, status: String, dates: [String]) -> Answer? {
        if one["MaHoSo"]?.stringValue?.isEmpty ?? true {
            return Answer(code: "10", message: "MaHoSo: thiếu / missing")
        }
        guard let code = one[status]?.stringValue.flatMap({ Int($0) }), (1...10).contains(code) else {
            return Answer(code: "11", message: "\(status): 1–10")
        }
        for name in dates {
            let text = one[name]?.stringValue ?? ""
            if !text.isEmpty, text.count != 14 || Int(text) == nil {
                return Answer(code: "11", message: "\(name): yyyyMMddHHmmss")
            }
        }
        return nil
    }

    /// The dossier as it stands after that call.
    private static func keep(_ service: String, _ body: JSONValue, _ key: String, in dossiers: inout JSONObject) {
        let isWhole = service == "DongBoHoSoMC"
        for one in isWhole ? body["data"]?.arrayValue ?? [] : [body] {
            guard let code = one["MaHoSo"]?.stringValue else { continue }
            var dossier = dossiers[code]?.objectValue ?? JSONObject([("MaHoSo", .string(code))])
            let status = one[isWhole ? "TrangThaiHoSo" : "TrangThai"] ?? .null
            if dossier["TrangThai"] != status || dossier["statuses"] == nil {
                dossier["statuses"] = .array((dossier["statuses"]?.arrayValue ?? []) + [status])
            }
            dossier["TrangThai"] = status
            if isWhole {
                dossier["data"] = one
            } else {
                var step = one.objectValue ?? JSONObject()
                for name in ["service", "dstcode", "session"] { step[name] = nil }
                dossier["progress"] = .array((dossier["progress"]?.arrayValue ?? []) + [.object(step)])
            }
            dossier["keys"] = .array((dossier["keys"]?.arrayValue ?? []) + [.string(key)])
            dossiers[code] = .object(dossier)
        }
    }

    // MARK: - What is filed here

    /// A dossier filed at the portal, or what another system says of one of its own.
    /// - Parameter data: in the fields of `DongBoHoSoMC`; a paper's `NoiDung` holds its bytes in base 64.
    /// - Returns: its code.
    func file(_ data: JSONObject, at now: Date) -> String {
        let code = kept.withLock { state -> String in
            var data = data
            state.filed += 1
            let stamp = Self.stamp(now)
            let code =
                data["MaHoSo"]?.stringValue ?? "G22.99-\(stamp.prefix(8).suffix(6))-\(Self.digits(state.filed))"
            data["MaHoSo"] = .string(code)
            if data["TrangThaiHoSo"] == nil { data["TrangThaiHoSo"] = .string("1") }
            if data["NgayNop"] == nil { data["NgayNop"] = .string(stamp) }
            data["TaiLieuNop"] = .array(
                (data["TaiLieuNop"]?.arrayValue ?? []).map { paper in
                    var paper = paper.objectValue ?? JSONObject()
                    let id = UUID().uuidString
                    state.files[id] = paper["NoiDung"]?.stringValue.flatMap { Data(base64Encoded: $0) }.map(Array.init)
                    paper["NoiDung"] = nil
                    paper["TepDinhKemId"] = .string(id)
                    paper["DuongDanTaiTepTin"] = .string("/files/\(id)")
                    return .object(paper)
                })
            state.feed.append(.object(data))
            return code
        }
        save()
        return code
    }

    /// What was filed from a place on, as the portal hands it out, and where it goes on.
    func filed(from position: Int, limit: Int) -> (items: [JSONValue], next: Int) {
        kept.withLock { state in
            let start = min(max(position, 0), state.feed.count)
            let end = min(start + max(limit, 1), state.feed.count)
            var items = Array(state.feed[start..<end])
            if state.behaviour.repeats { items += items }
            if state.behaviour.reorders { items.reverse() }
            return (items, end)
        }
    }

    private static func digits(_ number: Int) -> String {
        String(repeating: "0", count: max(0, 6 - String(number).count)) + String(number)
    }

    private static func stamp(_ date: Date) -> String {
        let form = DateFormatter()
        form.locale = Locale(identifier: "en_US_POSIX")
        form.timeZone = TimeZone(identifier: CityZone.hanoi.identifier)
        form.dateFormat = "yyyyMMddHHmmss"
        return form.string(from: date)
    }

    private func save() {
        guard let file else { return }
        let text = kept.withLock { state in
            JSONText.write(
                .object(
                    JSONObject([
                        ("deliveries", .object(state.deliveries)), ("dossiers", .object(state.dossiers)),
                        ("feed", .array(state.feed)),
                        (
                            "files",
                            .object(
                                JSONObject(state.files.map { ($0.key, .string(Data($0.value).base64EncodedString())) }))
                        ),
                    ])))
        }
        try? Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
    }
}

extension JSONValue {
    var objectValue: JSONObject? { if case .object(let object) = self { object } else { nil } }
    var arrayValue: [JSONValue]? { if case .array(let values) = self { values } else { nil } }
    var intValue: Int64? { if case .int(let number) = self { number } else { nil } }
    var boolValue: Bool? { if case .bool(let yes) = self { yes } else { nil } }
}
