package import Catalogue
package import Civic

/// What the system that decides says of one dossier. Reports may come twice, late and out of order.
package struct MirrorReport: Sendable {
    /// Its own code for the dossier: shown, and found by search.
    package var code: String
    /// Ours, where it was filed here or with our help.
    package var reference: String?
    package var procedure: String
    package var channel: Channel
    package var applicant: PartyPerson
    /// The body there that decides, by our code for it.
    package var unit: UnitCode
    package var status: DossierStatus
    /// When it became so, by the owner's clock.
    package var at: Instant
    package var text: String
    /// The owner's own due date; we run no clock.
    package var due: Instant?

    package init(
        code: String, reference: String? = nil, procedure: String, channel: Channel = .online, applicant: PartyPerson,
        unit: UnitCode, status: DossierStatus, at: Instant, text: String = "", due: Instant? = nil
    ) {
        self.code = code
        self.reference = reference
        self.procedure = procedure
        self.channel = channel
        self.applicant = applicant
        self.unit = unit
        self.status = status
        self.at = at
        self.text = text
        self.due = due
    }

    package enum Outcome: Sendable, Equatable {
        /// The first we hear of it.
        case created
        case applied
        /// Older than what we know: kept in the history, changes nothing.
        case older
        /// Told before.
        case known
    }
}
