import Catalogue
import Civic
import Directory
import Dossiers
import Rules

extension Operations {
    static let reading: [Operation] = [
        .reading(
            "readDossier", "/dossiers/{dossier}", .desk, .signedIn, vi: "Đọc một hồ sơ", en: "Read a dossier",
            query: [
                Operation.Parameter(
                    "purpose", .oneOf(AccessPurpose.allCases.map(\.rawValue)),
                    note: "Why an officer looks; it is logged and the person can read it. Residents leave it out.")
            ],
            answer: Faces.view.shape, answersVersion: true
        ) { house, call in
            let view = try await house.desk.view(
                try call.id("dossier"), by: call.actor,
                purpose: call.parameter("purpose").flatMap(AccessPurpose.init(rawValue:)))
            let open = view.tasks.filter { $0.state == .open }.map {
                Faces.TaskWithActions(task: $0, actions: house.desk.actions(on: $0, of: view, by: call.actor))
            }
            return .render(Faces.view, Faces.WholeView(view: view, open: open), version: view.dossier.version)
        },
        .reading(
            "readWorklist", "/worklists/{list}", .desk, .anyOfficer, vi: "Danh sách việc, gần hạn trước",
            en: "A worklist, nearest deadline first",
            query: [
                Operation.Parameter("unit", .text(35), note: "Queue of this unit; your own units when left out."),
                Operation.Parameter("procedure", .text(40), note: "Code of a procedure."),
                Operation.Parameter("heat", .oneOf(Heat.allCases.map(\.rawValue)), note: "How near the deadline is."),
                Operation.Parameter("search", .text(100), note: "Start of a name, with or without marks, or a code."),
                Operation.Parameter("after", .text(60), note: "`next` of the page before."),
                limit,
            ],
            answer: Faces.worklist.shape
        ) { house, call in
            .render(Faces.worklist, try await house.desk.worklist(try worklistQuery(of: call), by: call.actor))
        },
        .reading(
            "findDossier", "/codes/{code}", .desk, .anyOfficer, vi: "Tìm hồ sơ theo mã",
            en: "Find a dossier by its code", answer: found.shape
        ) { house, call in
            guard let id = try await house.desk.find(code: call.path["code"] ?? "", by: call.actor) else {
                throw DossierProblem.notFound
            }
            return .render(found, id)
        },
        .reading(
            "searchApplicants", "/applicants", .desk, .anyOfficer, vi: "Tìm hồ sơ theo tên người yêu cầu",
            en: "Find dossiers by the applicant's name",
            query: [
                Operation.Parameter("name", .text(100), isRequired: true, note: "Start of the name, marks optional.")
            ],
            answer: Faces.page(Faces.worklistRow).shape
        ) { house, call in
            .render(
                Faces.page(Faces.worklistRow),
                try await house.desk.search(name: call.parameter("name") ?? "", by: call.actor))
        },
        .reading(
            "readStatistics", "/statistics", .city, .anyOfficer, vi: "Số liệu theo đơn vị, thủ tục, lĩnh vực hoặc ngày",
            en: "Counts by unit, procedure, field or day",
            query: [
                Operation.Parameter("from", .day, isRequired: true, note: "First day."),
                Operation.Parameter("to", .day, isRequired: true, note: "Last day."),
                Operation.Parameter(
                    "by", .oneOf(StatisticGroup.allCases.map(\.rawValue)), isRequired: true, note: "What a line counts."
                ),
                Operation.Parameter("unit", .text(35), note: "One unit; the city when left out."),
            ],
            answer: Faces.page(Faces.statisticLine).shape
        ) { house, call in
            guard let from = Day(call.parameter("from") ?? ""), let to = Day(call.parameter("to") ?? ""),
                let group = StatisticGroup(rawValue: call.parameter("by") ?? "")
            else { throw APIProblem.badParameter("from") }
            return .render(
                Faces.page(Faces.statisticLine),
                try await house.desk.statistics(
                    unit: try call.parameter("unit").map { try call.unit($0, at: "unit") }, from: from, to: to,
                    by: group))
        },
    ]

    static let limit = Operation.Parameter("limit", .integer(1...200), note: "Entries on a page, 50 when left out.")

    private static let found = Face<ID<Dossier>>("FoundDossier", [.id("dossier") { $0 }])

    private static func worklistQuery(of call: Call) throws -> WorklistQuery {
        guard let list = WorklistKind(rawValue: call.path["list"] ?? "") else { throw APIProblem.badParameter("list") }
        var query = WorklistQuery(list: list, limit: call.limit)
        query.unit = try call.parameter("unit").map { try call.unit($0, at: "unit") }
        query.procedure = call.parameter("procedure")
        query.heat = call.parameter("heat").flatMap(Heat.init(rawValue:))
        query.search = call.parameter("search")
        if let after = call.parameter("after") {
            guard let cursor = WorklistCursor(text: after) else { throw APIProblem.badParameter("after") }
            query.after = cursor
        }
        return query
    }
}
