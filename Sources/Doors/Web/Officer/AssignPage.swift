import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// Giving a task to a colleague: everybody of the unit with the number of tasks each holds.
struct AssignPage {
    let house: House

    /// - Parameter problem: what a press brought back; then what was typed stands again.
    func show(
        _ dossier: ID<Dossier>, _ problem: (errors: PageErrors, form: FilledForm)?, _ request: Request,
        _ context: HouseContext
    ) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let query = problem?.form ?? FormReader.query(request)
        let view: DossierView
        let purpose: AccessPurpose
        switch try await CaseLook(house: house).open(dossier, stated: query.text("muc-dich"), request, context) {
        case .dossier(let opened, let stated): (view, purpose) = (opened, stated)
        case .asked(let response): return response
        }
        guard let task = view.tasks.first(where: { String($0.id.rawValue) == query.text("viec") && $0.state == .open })
        else { throw DossierProblem.taskGone }
        guard house.desk.mayAssign(task, of: view, by: context.actor) else {
            throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)
        }
        var model: Model = [
            "wants_officer_css": true, "case_path": words.base + CaseAddress.page(dossier),
            "back": words.base + CaseAddress.open(dossier, purpose: purpose), "version": String(view.dossier.version),
            "task_id": String(task.id.rawValue), "code": view.dossier.label, "purpose": purpose.rawValue,
            "task_name": words.step(task, of: view.dossier),
        ]
        model["officers"] = try await Workload(house: house).choices(
            of: task.unit, seat: task.seat, words: words, actor: context.actor, chosen: query.text("can-bo"))
        // Taken out of a colleague's hands: he is told why.
        if let holder = task.assignee, holder != context.actor.officer?.officer { model["needs_reason"] = true }
        model.say("reason", query.text("ly-do"))
        problem?.errors.put(into: &model)
        return house.pages.page(
            "officer/assign", title: words["assign_title"], isError: problem != nil,
            status: problem == nil ? 200 : 422, model, request: request, context: context)
    }
}

/// Who of a unit holds how much.
struct Workload {
    struct Load: Sendable {
        var open = 0
        var today = 0
        var late = 0

        mutating func count(due: Instant?, clock: ClockState, now: Instant, zone: CityZone) {
            open += 1
            guard clock == .running, let due else { return }
            if due < now {
                late += 1
            } else if zone.day(due) == zone.day(now) {
                today += 1
            }
        }
    }

    struct Share: Sendable {
        let officer: OfficerEntry
        var load = Load()
    }

    let house: House

    /// What a unit holds: by officer, and what nobody has yet.
    struct Board: Sendable {
        var shares: [Share]
        var loose = Load()
    }

    /// Reads the unit's queue once, at most ten pages of two hundred.
    func board(of unit: UnitCode, by actor: Actor) async throws -> Board {
        let officers = try await house.directory.officers(of: unit)
        var board = Board(shares: officers.map { Share(officer: $0) })
        let now = house.clock.now()
        var query = WorklistQuery(list: .unit, unit: unit, limit: 200)
        for _ in 0..<10 {
            let page = try await house.desk.worklist(query, by: actor, showsNames: false)
            for row in page.rows {
                if let index = board.shares.firstIndex(where: { $0.officer.officer == row.task.assignee }) {
                    board.shares[index].load.count(due: row.task.due, clock: row.clock, now: now, zone: house.zone)
                } else {
                    board.loose.count(due: row.task.due, clock: row.clock, now: now, zone: house.zone)
                }
            }
            guard let next = page.next else { break }
            query.after = next
        }
        return board
    }

    func choices(
        of unit: UnitCode, seat: TaskSeat, words: OfficerWords, actor: Actor, chosen: String = ""
    ) async throws -> [Model] {
        try await board(of: unit, by: actor).shares.filter { share in
            if case .officer(let role) = seat { share.officer.roles.contains(role) } else { true }
        }.sorted { $0.load.open < $1.load.open }.map { share in
            let id = String(share.officer.officer.rawValue)
            var model = Choice.option(id, share.officer.name, selected: id == chosen)
            model["option_hint"] = words["load", ["open": String(share.load.open), "late": String(share.load.late)]]
            if share.officer.isAbsent { model["is_absent"] = true }
            return model
        }
    }
}
