package import Civic
import Journal
import Store

extension DirectoryBook {
    /// Enters a person and gives them a subject id. Who may do so is asked by the use case (a counter, an intake).
    /// - Throws: `personExists` when the number is known, `badName`.
    package func createPerson(_ new: NewPerson) async throws -> ID<Subject> {
        let name = try Self.checked(name: new.name)
        let person = ids.next(Person.self)
        let subject = ids.next(Subject.self)
        let sealed = try new.number.map { try keys.seal($0.text, context: Self.numberContext(person)) }
        let index = new.number.map(numberIndex)
        let values: [SQLValue] = [
            .id(person), .text(name), .text(VietnameseText.fold(name)), .day(new.bornOn), .int(new.birthYear ?? 0),
            .optional(new.sex?.rawValue), .optional(sealed), .optional(index), .optional(new.phone?.text),
            .instant(clock.now()),
        ]
        try await database.write("Directory.createPerson") { transaction in
            try transaction.execute(
                ResidentStore.insertPerson, values, changing: 1, else: DirectoryProblem.personExists)
            try transaction.execute(
                ResidentStore.insertSubject, [.id(subject), .text("person"), .id(person), .null])
        }
        return subject
    }

    /// Whoever has that number; entered where the house knows nobody by it. Two at once enter one person.
    package func enter(_ new: NewPerson) async throws -> ID<Subject> {
        do {
            return try await createPerson(new)
        } catch DirectoryProblem.personExists {
            guard let number = new.number, let known = try await findPerson(number: number) else {
                throw DirectoryProblem.personExists
            }
            return known.subject
        }
    }

    package func person(_ subject: ID<Subject>) async throws -> PersonCard? {
        try await database.read { try $0.first(ResidentStore.bySubject, [.id(subject)], PersonCard.init(row:)) }
    }

    /// Persons and organisations by their subjects; without those that lead to nobody, or no longer.
    package func known(_ subjects: Set<ID<Subject>>) async throws -> [ID<Subject>: KnownSubject] {
        guard !subjects.isEmpty else { return [:] }
        return try await database.read { transaction in
            try subjects.reduce(into: [:]) { known, subject in
                known[subject] =
                    try transaction.first(ResidentStore.nameOf, [.id(subject)]) { row in
                        (row.optionalText(1) ?? row.optionalText(2)).map {
                            KnownSubject(name: $0, isOrganisation: row.text(0) == "organisation")
                        }
                    } ?? nil
            }
        }
    }

    package func findPerson(number: PersonalNumber) async throws -> PersonCard? {
        let index = numberIndex(number)
        return try await database.read { try $0.first(ResidentStore.byNumber, [.blob(index)], PersonCard.init(row:)) }
    }

    /// Persons whose name begins with this text, however it is accented; with a year, born in it.
    package func findPersons(name: String, birthYear: Int? = nil, limit: Int = 20) async throws -> [PersonCard] {
        let folded = VietnameseText.fold(name)
        guard !folded.isEmpty else { return [] }
        // A range the index answers; no LIKE.
        let range: [SQLValue] = [.text(folded), .text(folded + "\u{10FFFF}"), .int(limit)]
        return try await database.read { transaction in
            if let birthYear {
                return try transaction.all(
                    ResidentStore.byNameAndYear, [.int(birthYear)] + range, PersonCard.init(row:))
            }
            return try transaction.all(ResidentStore.byName, range, PersonCard.init(row:))
        }
    }

    /// Persons who left this number: a family may share one.
    package func findPersons(phone: PhoneNumber, limit: Int = 20) async throws -> [PersonCard] {
        try await database.read {
            try $0.all(ResidentStore.byPhone, [.text(phone.text), .int(limit)], PersonCard.init(row:))
        }
    }

    /// Opens the sealed number. Whoever shows it writes a look first.
    package func number(of subject: ID<Subject>) async throws -> PersonalNumber? {
        let found = try await database.read { transaction in
            try transaction.first(ResidentStore.sealedNumber, [.id(subject)]) { row in
                (person: row.id(0, of: Person.self), sealed: row.optionalBlob(1))
            }
        }
        guard let found, let sealed = found.sealed else { return nil }
        return try PersonalNumber(keys.open(sealed, context: Self.numberContext(found.person)))
    }

    /// Cuts the subject from the person and erases the person; the journal keeps an id that leads to nobody. Who may
    /// order it is asked by the use case that answers the request.
    /// - Parameter basis: the law or order it rests on.
    package func cutPerson(_ subject: ID<Subject>, basis: String, by actor: Actor) async throws {
        let event = event(
            "personCut", on: subject, by: actor, body: BodyWriter.object { $0.text("basis", basis) })
        try await database.write("Directory.cutPerson") { transaction in
            let person = try transaction.first(ResidentStore.personOf, [.id(subject)]) {
                $0.optionalID(0, of: Person.self)
            }
            guard let person = person ?? nil else { throw DirectoryProblem.personUnknown }
            try transaction.execute(AccountStore.forgetPreferences, [.id(subject)])
            try transaction.execute(IdentityStore.forget, [.id(subject)])
            try transaction.execute(ResidentStore.cut, [.id(subject)])
            try transaction.execute(ResidentStore.deletePerson, [.id(person)])
            try Journal.appendNext(event, in: transaction)
        }
        sessions.forgetAll()
    }

    func numberIndex(_ number: PersonalNumber) -> [UInt8] {
        keys.blindIndex(number.text, context: "person.number")
    }

    static func numberContext(_ person: ID<Person>) -> String { "person.number_sealed.\(person)" }

    static func checked(name: String) throws(DirectoryProblem) -> String {
        let name = VietnameseText.nfc(name).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !name.isEmpty, name.count <= 200, VietnameseText.isCleanText(name) else { throw .badName }
        return name
    }
}

extension PersonCard {
    init(row: any Row) throws {
        let year = Int(row.int(3))
        self.init(
            subject: row.id(0), name: row.text(1), bornOn: try row.optionalDay(2), birthYear: year == 0 ? nil : year,
            sex: row.optionalText(4).flatMap { Sex(rawValue: $0) },
            phone: row.optionalText(5).flatMap { try? PhoneNumber($0) }, hasNumber: !row.isNull(6))
    }
}
