package import Catalogue
package import Civic
package import Directory

/// Everything a lodging brings. Ids, instants and random values are drawn before the transaction.
package struct Filing: Sendable {
    package var procedure: String
    package var channel: Channel
    package var answers: Answers
    package var applicant: PartyPerson
    package var others: [Party]
    /// The service point it was handed to; nil online: the desk chooses by the competent area.
    package var receiving: UnitCode?
    package var papers: [FiledPaper]
    package var draft: Int64?
    /// Stands for one press of one button: the same key lodges once.
    package var idempotencyKey: String
    /// When the papers were really handed in, for paper intake typed in later; nil: now.
    package var handedInAt: Instant?
    package var correctionOf: ID<Dossier>?
    /// Why; whoever opens the page of the paper that is replaced can read it.
    package var correctionReason = ""
    /// The national portal's code of a dossier that was filed there: its reference here too, so that both speak of one.
    package var portalCode: String?
    /// Last four digits of the applicant's number: they open the minimal look-up, and only a keyed hash is kept.
    package var lastFour: String?

    package init(
        procedure: String, channel: Channel, answers: Answers, applicant: PartyPerson, others: [Party] = [],
        receiving: UnitCode? = nil, papers: [FiledPaper] = [], draft: Int64? = nil, idempotencyKey: String,
        handedInAt: Instant? = nil, correctionOf: ID<Dossier>? = nil, lastFour: String? = nil
    ) {
        self.procedure = procedure
        self.channel = channel
        self.answers = answers
        self.applicant = applicant
        self.others = others
        self.receiving = receiving
        self.papers = papers
        self.draft = draft
        self.idempotencyKey = idempotencyKey
        self.handedInAt = handedInAt
        self.correctionOf = correctionOf
        self.lastFour = lastFour
    }
}

/// A person or organisation as named on a dossier.
package struct PartyPerson: Sendable, Codable, Equatable {
    /// `nobody` for a name alone (a newborn): it leads to nobody's account, inbox or access log.
    package var subject: ID<Subject>
    package var name: String
    package var kind: Kind

    package enum Kind: String, Sendable, Codable {
        case person, organisation
        case householdBusiness = "household_business"
    }

    package init(subject: ID<Subject>, name: String, kind: Kind = .person) {
        self.subject = subject
        self.name = name
        self.kind = kind
    }
}

package struct Party: Sendable, Codable, Equatable {
    package var part: Part
    /// For subjects: child, mother, father, deceased …; for a representative the ground of a representation in force.
    package var role: String
    package var person: PartyPerson

    package enum Part: String, Sendable, Codable {
        case applicant, submitter, representative, subject, receiver, payer
        /// Who joined in the request with their own yes: the other spouse, the second parent.
        case joint
    }

    /// Whom the result is about, who collects it or who pays does not thereby see the dossier; and who lodged it under a
    /// representation that the Directory keeps sees it while acting for the applicant, within its dates, not after.
    var speaksForRequest: Bool {
        switch part {
        case .applicant, .submitter, .joint: true
        case .representative: RepresentationGround(rawValue: role) == nil
        case .subject, .receiver, .payer: false
        }
    }

    package init(part: Part, role: String = "", person: PartyPerson) {
        self.part = part
        self.role = role
        self.person = person
    }
}

/// An uploaded paper bound to a document of the procedure.
package struct FiledPaper: Sendable, Codable, Equatable {
    package var document: String
    package var upload: Int64
    package var name: String

    package init(document: String, upload: Int64, name: String) {
        self.document = document
        self.upload = upload
        self.name = name
    }
}

/// What the person gets at lodging. The secret is shown once and kept only as a hash.
package struct LodgingReceipt: Sendable, Equatable {
    package let dossier: ID<Dossier>
    package let reference: String
    package let secret: String
    package let version: Int64
    /// True when the same key had lodged before: the same dossier is answered again.
    package let isReplay: Bool
}

package struct AcceptanceReceipt: Sendable {
    package let dossier: ID<Dossier>
    package let code: String
    package let version: Int64
    package let due: Instant
    package let reasons: [DueReason]
    /// The dossier with the first tasks of the process.
    package let progress: CaseProgress
}

/// One thing that is missing or wrong, with its reason; a request names all of them at once.
package struct SupplementItem: Sendable, Codable, Equatable {
    package enum Target: Sendable, Codable, Equatable {
        case field(String)
        case document(String)
    }

    package var target: Target
    package var reason: String
    /// Of a ready reason of the city (`reasons.csv`); nil where it is said in the officer's own words alone.
    package var code: String?

    package init(target: Target, reason: String, code: String? = nil) {
        self.target = target
        self.reason = reason
        self.code = code
    }
}
