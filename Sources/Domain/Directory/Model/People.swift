package import Civic

/// Tags for rows that a subject id leads to, and that can be cut from it.
package enum Person {}
package enum Organisation {}
package enum Representation {}
package enum Absence {}
package enum AccessLook {}
package enum AccessSeal {}

extension ID<Subject> {
    /// Stands with a name of whom the Directory does not know.
    package static let nobody = ID<Subject>(0)
}

/// By what name a subject goes.
package struct KnownSubject: Sendable, Hashable {
    package let name: String
    package let isOrganisation: Bool

    package init(name: String, isOrganisation: Bool) {
        self.name = name
        self.isOrganisation = isOrganisation
    }
}

/// A person as the Directory knows them. The number stays sealed; `DirectoryBook.number(of:)` opens it.
package struct PersonCard: Sendable, Hashable {
    package let subject: ID<Subject>
    package let name: String
    package let bornOn: Day?
    package let birthYear: Int?
    package let sex: Sex?
    package let phone: PhoneNumber?
    package let hasNumber: Bool
}

/// What is known of a person who comes for the first time. The number is optional: a newborn has none.
package struct NewPerson: Sendable {
    package var name: String
    package var bornOn: Day?
    package var birthYear: Int?
    package var sex: Sex?
    package var number: PersonalNumber?
    package var phone: PhoneNumber?

    /// - Parameter birthYear: where only the year is known; otherwise it follows from the date or the number.
    package init(
        name: String, bornOn: Day? = nil, birthYear: Int? = nil, sex: Sex? = nil, number: PersonalNumber? = nil,
        phone: PhoneNumber? = nil
    ) {
        self.name = name
        self.bornOn = bornOn
        self.birthYear = birthYear ?? bornOn?.components.year ?? number?.birthYear
        self.sex = sex ?? number?.sex
        self.number = number
        self.phone = phone
    }
}

/// Somebody or something a subject may act for.
package struct Principal: Sendable, Hashable {
    package let subject: ID<Subject>
    package let name: String
    package let isOrganisation: Bool
    package let ground: RepresentationGround
}

/// Why one may act for another.
package enum RepresentationGround: String, Sendable, Hashable, CaseIterable {
    /// Director or another representative by law or charter.
    case legalRepresentative = "legal_representative"
    /// By a written authorisation.
    case authorised
    case parent
    case guardian
}
