/// The named events of a dossier: the kinds of its journal stream. Each action of the desk is one of them.
package enum EventName: String, Sendable, Codable, CaseIterable {
    case lodged
    /// Somebody the form declares files together with who sent it; it counts from when they said so.
    case joined
    case accepted
    /// Handed to the service point that is the right one, before acceptance.
    case forwarded
    case refusalProposed
    case refusalDeclined
    case refusedAtIntake
    case supplementDrafted
    case supplementRequested
    case supplemented
    case assigned
    /// Laid back into its queue by who had taken it.
    case givenBack
    case examined
    case inspected
    case drafted
    case reviewed
    case sentBack
    case signed
    case recorded
    case numberReceived
    /// The other system refused, with its reason; the work goes back.
    case numberRejected
    case proofConfirmed
    case proofDisputed
    /// Silence counted as consent, at the moment the limit ended.
    case proofSilent
    /// Put up in public, for everybody to read.
    case noticePosted
    /// It stood its time and nobody objected.
    case noticeEnded
    /// Somebody objected to what was put up.
    case objected
    case verificationAsked
    case consulted
    case answered
    case answerSilent
    case extendedByLaw
    case apologised
    case paused
    case resumed
    case paymentAsked
    case paymentReceived
    /// Refused at a step that ends the way: the reasoned refusal is the result.
    case refused
    case released
    case returned
    /// The person said how it was; again, when the person thinks better of it.
    case rated
    case withdrawn
    case stopProposed
    case stopDeclined
    case stopped
    case corrected
    /// The result no longer holds, for the reason given; the dossier stands as it did.
    case resultRevoked
    /// A scan made at the counter was put to the papers.
    case paperAdded
    /// An officer laid the original beside the scan; the copy he signed stands in its place.
    case originalCompared
    case noted
    case related
    /// The unit that held it ended by law; its successor has it now.
    case transferred
    case undone
    /// The system that decides said how a mirrored dossier stands.
    case mirrored
    /// The system noticed that a limit passed: acceptance, an ask, the dossier.
    case overdueNoticed
    /// The applicant was reminded of what is still asked for.
    case reminded
    /// Work stands still: told to who holds it and to his head, and to nobody outside.
    case alerted
}

extension EventName {
    private static let prefix = "dossier."

    /// Nil for an event that is none of a dossier.
    package init?(kind: String) {
        guard kind.hasPrefix(Self.prefix) else { return nil }
        self.init(rawValue: String(kind.dropFirst(Self.prefix.count)))
    }
}
