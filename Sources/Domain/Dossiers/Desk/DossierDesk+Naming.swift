import Catalogue
import Civic
package import Directory

/// Who files for whom, and where: settled before anything is judged.
extension DossierDesk {
    /// The same judgement as lodging makes, for who files: with the persons and the point as lodging takes them.
    package func preview(_ filing: Filing, by actor: Actor) async throws -> FilingPreview {
        try preview(try await settled(filing, by: actor))
    }

    /// The filing with everybody in it as the Directory knows them, and the officer's own counter where none is named.
    ///
    /// A resident files in their own name, or, under a representation in force today, in that of whom they act for, and
    /// then stands on the dossier as who handed it in. Whoever else is named as somebody the Directory knows goes by the
    /// name it keeps.
    func settled(_ filing: Filing, by actor: Actor) async throws -> Filing {
        var filing = filing
        var known = [actor.subject: KnownSubject(name: actor.name, isOrganisation: false)]
        if case .resident(_, let principal) = actor.standing {
            filing.applicant = PartyPerson(subject: actor.subject, name: actor.name)
            if let principal {
                let all = try await directory.principals(of: actor.subject)
                guard let found = all.first(where: { $0.subject == principal }) else {
                    throw DirectoryProblem.notARepresentative
                }
                known[principal] = KnownSubject(name: found.name, isOrganisation: found.isOrganisation)
                filing.applicant = PartyPerson(subject: principal, name: found.name)
                filing.others.removeAll { $0.part == .submitter || $0.part == .representative }
                filing.others.append(
                    Party(
                        part: .representative, role: found.ground.rawValue,
                        person: PartyPerson(subject: actor.subject, name: actor.name)))
            }
        } else if filing.receiving == nil, filing.channel != .online, filing.correctionOf == nil {
            filing.receiving = actor.counters.first
        }
        let strangers = Set(([filing.applicant] + filing.others.map(\.person)).compactMap(\.subject.known))
            .subtracting(known.keys)
        known.merge(try await directory.known(strangers)) { own, _ in own }
        filing.applicant = try Self.named(filing.applicant, known)
        for index in filing.others.indices where filing.others[index].person.subject != .nobody {
            filing.others[index].person = try Self.named(filing.others[index].person, known)
        }
        return filing
    }

    /// The person by the name the Directory keeps; marks and spaces may have been typed otherwise, another name may not.
    private static func named(
        _ person: PartyPerson, _ known: [ID<Subject>: KnownSubject]
    ) throws(DossierProblem) -> PartyPerson {
        guard let subject = known[person.subject], fold(subject.name) == fold(person.name) else {
            throw .partyUnknown(person.name)
        }
        let kind: PartyPerson.Kind = subject.isOrganisation ? .organisation : .person
        return PartyPerson(
            subject: person.subject, name: subject.name, kind: person.kind == .householdBusiness ? person.kind : kind)
    }

    private static func fold(_ name: String) -> String {
        VietnameseText.fold(name).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Residents file online; whoever serves at a counter files for whoever stands there, writes or is helped. An error
    /// is put right by who handles the dossier that holds it.
    func requireDoor(_ filing: Filing, by actor: Actor) throws(DossierProblem) {
        switch actor.standing {
        case .system: return
        case .officer:
            guard !actor.counters.isEmpty || filing.correctionOf != nil else {
                throw .forbidden(AccessRefusal.notTheirRole.reason)
            }
        case .anyone, .resident:
            guard filing.channel == .online else { throw .channelClosed(filing.channel.rawValue) }
        }
    }

    /// What is brought or posted is taken in by the counter it came to. Where a correction goes is asked with the dossier
    /// that it puts right.
    func requirePoint(_ point: UnitCode, of filing: Filing, by actor: Actor) throws(DossierProblem) {
        guard actor.officer != nil, filing.channel != .online, filing.correctionOf == nil else { return }
        guard actor.counters.contains(point) else { throw .forbidden(AccessRefusal.notTheirUnit.reason) }
    }
}

extension Actor {
    /// The counters an officer serves at.
    var counters: [UnitCode] {
        officer?.posts.filter { $0.role == .counterOfficer || $0.role == .deskHead }.map(\.unit) ?? []
    }
}

extension ID<Subject> {
    /// Nil for whom the Directory does not know.
    var known: ID<Subject>? { self == .nobody ? nil : self }
}
