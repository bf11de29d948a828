import CityFolder
import Civic
import Journal
import Store

/// Officers from a list: read by the reader of the city's folder, shown before it is done, and doing nothing twice.
extension DirectoryBook {
    /// - Parameter csv: the file's bytes, columns as in `OfficersFile`.
    package func planImport(_ csv: [UInt8], by actor: Actor) async throws -> OfficerImport {
        let findings = Findings()
        let folder = CityFolder(layers: [CityFolder.Layer(name: "csv", files: [OfficersFile.path: csv])])
        let rows = OfficersFile.read(folder, findings)
        let known = try await database.read { transaction in
            try transaction.all(OfficerStore.everybody) { try StaffEntry(row: $0) }
        }
        let byLogin = Dictionary(
            known.compactMap { entry in entry.login.map { ($0, entry) } }, uniquingKeysWith: { first, _ in first })
        let posts = try await openPosts()
        let logins = try await taken(among: rows.map(\.0.login))
        var lines: [OfficerImport.Line] = []
        for (entry, row) in rows {
            let before = findings.errors.count
            var known = byLogin[entry.login]
            if let officer = known?.officer { known?.posts = posts[officer] ?? [] }
            check(entry, row, known, logins, actor, findings)
            guard findings.errors.count == before else { continue }
            lines.append(line(entry, row, known))
        }
        return OfficerImport(lines: lines, refused: findings.sorted.filter { $0.severity == .error })
    }

    /// Takes in what the plan says, officer by officer; what was done already is done no second time.
    /// - Returns: the links by which those who are new choose their passwords, by user name.
    /// - Throws: `CityFolderProblem.faulty` where a row is refused; then nothing was done.
    package func takeIn(_ csv: [UInt8], by actor: Actor) async throws -> [(
        login: String, name: String, link: EntryLink
    )] {
        let plan = try await planImport(csv, by: actor)
        guard plan.isWhole else { throw CityFolderProblem.faulty(plan.refused) }
        var links: [(login: String, name: String, link: EntryLink)] = []
        let today = today
        for line in plan.lines where line.deed != .unchanged {
            let entry = line.entry
            guard let officer = line.officer else {
                let new = NewOfficer(
                    name: entry.name, title: entry.title, unit: entry.unit, phone: entry.phone, login: entry.login,
                    posts: entry.seats.map {
                        NewOfficer.HeldRole($0.role, at: $0.unit, from: entry.from ?? today, until: entry.to)
                    })
                if let link = try await enterOfficer(new, by: actor).link {
                    links.append((entry.login, entry.name, link))
                }
                continue
            }
            if line.isDescribedAnew {
                try await describeOfficer(
                    officer, name: entry.name, title: entry.title, phone: entry.phone, by: actor)
            }
            for seat in line.given {
                try await givePost(
                    seat.role, at: seat.unit, to: officer, from: entry.from ?? today, until: entry.to, by: actor)
            }
            guard let last = entry.to else { continue }
            for seat in line.ended {
                try await endPost(seat.role, at: seat.unit, of: officer, after: last, by: actor)
            }
        }
        return links
    }

    /// What only the city can say of a row: its units, the rights of who brings it, names that are taken.
    private func check(
        _ entry: OfficersFile.Entry, _ row: CSVRow, _ known: StaffEntry?, _ others: Set<String>, _ actor: Actor,
        _ findings: Findings
    ) {
        for unit in Set(entry.seats.map(\.unit) + [entry.unit]).sorted() {
            let column = unit == entry.unit ? "unit" : "posts"
            guard tree.unit(unit, on: today) != nil else {
                findings.error(
                    row.place(column), "officers.unit", DirectoryProblem.unitUnknown(unit.text).publicMessage,
                    cure: LocalizedText(
                        vi: "Dùng mã của một đơn vị còn hiệu lực.", en: "Use the code of a unit that is in force."))
                continue
            }
            refuse(decide(.manageUnit, on: .unit(unit), by: actor), row, column, findings)
        }
        if entry.seats.contains(where: \.role.isOfWholeHouse) {
            refuse(decide(.manageUnit, on: .house, by: actor), row, "posts", findings)
        }
        let first = entry.from ?? (known == nil ? today : nil)
        if let first, let to = entry.to, to < first {
            findings.error(
                row.place("to"), "officers.period", DirectoryProblem.badPeriod.publicMessage,
                cure: LocalizedText(vi: "Sửa lại hai ngày.", en: "Mend the two dates."))
        }
        if let known {
            // Whoever writes of an officer answers for all he holds.
            for unit in Set(known.posts.map(\.unit) + [known.unit]).sorted() {
                refuse(decide(.manageUnit, on: .unit(unit), by: actor), row, "login", findings)
            }
            if known.posts.contains(where: \.role.isOfWholeHouse) {
                refuse(decide(.manageUnit, on: .house, by: actor), row, "login", findings)
            }
            if known.unit != entry.unit {
                findings.error(
                    row.place("unit"), "officers.home",
                    LocalizedText(
                        vi: "“\(entry.login)” thuộc đơn vị \(known.unit.text).",
                        en: "“\(entry.login)” belongs to the unit \(known.unit.text)."),
                    cure: LocalizedText(
                        vi: "Giữ mã đơn vị cũ; vị trí ở đơn vị khác ghi vào cột posts.",
                        en: "Keep the unit; write a post elsewhere into the column posts."))
            }
            if actor.officer?.officer == known.officer {
                findings.error(
                    row.place("login"), "officers.own", DirectoryProblem.ownPost.publicMessage,
                    cure: LocalizedText(vi: "Bỏ dòng của chính bạn.", en: "Leave out your own row."))
            }
        } else if others.contains(entry.login) {
            findings.error(
                row.place("login"), "officers.login", DirectoryProblem.loginTaken.publicMessage,
                cure: LocalizedText(vi: "Chọn tên đăng nhập khác.", en: "Choose another user name."))
        }
    }

    private func refuse(_ decision: AccessDecision, _ row: CSVRow, _ column: String, _ findings: Findings) {
        guard case .deny(let refusal) = decision else { return }
        findings.error(
            row.place(column), "officers.right", refusal.reason,
            cure: LocalizedText(
                vi: "Bỏ dòng này, hoặc nhờ quản trị viên của đơn vị đó.",
                en: "Leave the row out, or ask the administrator of that unit."))
    }

    private func line(
        _ entry: OfficersFile.Entry, _ row: CSVRow, _ known: StaffEntry?
    ) -> OfficerImport.Line {
        let today = today
        func holds(_ seat: OfficersFile.Seat) -> StaffEntry.HeldPost? {
            known?.posts.first { $0.role == seat.role && $0.unit == seat.unit }
        }
        let isPast = entry.to.map { $0 < today } ?? false
        let given = known == nil ? [] : entry.seats.filter { holds($0) == nil && !isPast }
        let ended =
            entry.to.map { last in
                entry.seats.filter { seat in holds(seat).map { $0.to.map { last < $0 } ?? true } ?? false }
            } ?? []
        let isDescribedAnew =
            known.map {
                $0.name != entry.name || $0.title != entry.title || $0.phone != entry.phone?.text
            } ?? false
        let deed: OfficerImport.Deed =
            known == nil
            ? .added : !ended.isEmpty ? .ended : isDescribedAnew || !given.isEmpty ? .changed : .unchanged
        return OfficerImport.Line(
            number: row.line, entry: entry, deed: deed, officer: known?.officer, given: given, ended: ended,
            isDescribedAnew: isDescribedAnew)
    }

    /// Posts that have not ended, by officer.
    private func openPosts() async throws -> [ID<Officer>: [StaffEntry.HeldPost]] {
        let day = today
        return try await database.read { transaction in
            var posts: [ID<Officer>: [StaffEntry.HeldPost]] = [:]
            try transaction.forEach(OfficerStore.everyOpenPost, [.day(day)]) { row in
                guard let role = Role(rawValue: row.text(1)) else { return }
                posts[row.id(0), default: []].append(
                    StaffEntry.HeldPost(
                        role: role, unit: try row.unit(2), from: try row.day(3), to: try row.optionalDay(4)))
            }
            return posts
        }
    }

    /// User names of this list that are a resident's.
    private func taken(among logins: [String]) async throws -> Set<String> {
        try await database.read { transaction in
            Set(
                try logins.filter { login in
                    try transaction.first(AccountStore.loginTaken, [.text(login)]) { _ in true } ?? false
                })
        }
    }
}
