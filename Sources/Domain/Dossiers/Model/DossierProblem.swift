package import Civic

/// What the desk refuses, and what to do about it.
package enum DossierProblem: Problem, Equatable {
    case notFound
    /// Another person changed it since this page was opened.
    case versionChanged(expected: Int64, actual: Int64)
    /// The event is not possible in this status.
    case notNow(EventName, DossierStatus)
    case taskGone
    case unknownAction(String)
    case forbidden(LocalizedText)
    case guardFailed(LocalizedText)
    /// An expression of the procedure erred; the text names it.
    case ruleFault(String)
    case reasonMissing
    case unknownProcedure(String)
    case noCompetentUnit(String)
    case noReceivingUnit
    case channelClosed(String)
    case answersIncomplete([String: LocalizedText])
    case papersMissing([LocalizedText])
    case keyReused
    case nothingToUndo
    case undoTooLate
    case alreadyApologised
    case datePast
    case mandateMissing(String)
    case mirrored
    case emptyRequest
    case placeholderUnit(String)
    case wrongSecret
    /// What was written in it lies in that file; see `motcua store`.
    case archived(String)
    case tooManyTries
    case unknownAnswer(String)
    case unknownUnit(String)
    /// A paper named in a filing is not there, or not the filer's.
    case paperUnknown(String)
    /// Answers a supplement was not asked for, by field.
    case notAsked([String: LocalizedText])
    case handedInWrong
    case dateTooFar
    case nothingToPay
    /// A supplement asks for a field or paper that the procedure does not have.
    case unknownItem(String)
    /// Whoever is named is registered as dead; the text is the name on the filing.
    case personDeceased(String)
    /// Nobody the Directory knows goes by that subject and this name.
    case partyUnknown(String)
    /// The service point named does not take in this procedure for the body that decides.
    case pointClosed(String)
    /// Another dossier puts it right already; its label.
    case beingCorrected(String)
    /// Somebody must say yes before this is sent: what the form calls them, and their name.
    case joinMissing(LocalizedText, String)
    /// The link to join opens nothing any more.
    case joinOver(JoinEnd)
    /// The link is for whom the form declares, by the number, and for nobody else.
    case joinNotYou
    /// The form changed while it was read, or the yes was taken back.
    case joinChanged
    /// Who has no number on the form cannot be asked by a link.
    case joinNumberMissing(LocalizedText)

    package var code: String {
        switch self {
        case .notFound: "dossier.not_found"
        case .versionChanged: "dossier.version_changed"
        case .notNow: "dossier.not_now"
        case .taskGone: "dossier.task_gone"
        case .unknownAction: "dossier.unknown_action"
        case .forbidden: "dossier.forbidden"
        case .guardFailed: "dossier.guard_failed"
        case .ruleFault: "dossier.rule_fault"
        case .reasonMissing: "dossier.reason_missing"
        case .unknownProcedure: "dossier.unknown_procedure"
        case .noCompetentUnit: "dossier.no_competent_unit"
        case .noReceivingUnit: "dossier.no_receiving_unit"
        case .channelClosed: "dossier.channel_closed"
        case .answersIncomplete: "dossier.answers_incomplete"
        case .papersMissing: "dossier.papers_missing"
        case .keyReused: "dossier.key_reused"
        case .nothingToUndo: "dossier.nothing_to_undo"
        case .undoTooLate: "dossier.undo_too_late"
        case .alreadyApologised: "dossier.already_apologised"
        case .datePast: "dossier.date_past"
        case .mandateMissing: "dossier.mandate_missing"
        case .mirrored: "dossier.mirrored"
        case .emptyRequest: "dossier.empty_request"
        case .placeholderUnit: "dossier.placeholder_unit"
        case .wrongSecret: "dossier.wrong_secret"
        case .archived: "dossier.archived"
        case .tooManyTries: "dossier.too_many_tries"
        case .unknownAnswer: "dossier.unknown_answer"
        case .unknownUnit: "dossier.unknown_unit"
        case .paperUnknown: "dossier.paper_unknown"
        case .notAsked: "dossier.not_asked"
        case .handedInWrong: "dossier.handed_in_wrong"
        case .dateTooFar: "dossier.date_too_far"
        case .nothingToPay: "dossier.nothing_to_pay"
        case .unknownItem: "dossier.unknown_item"
        case .personDeceased: "dossier.person_deceased"
        case .partyUnknown: "dossier.party_unknown"
        case .pointClosed: "dossier.point_closed"
        case .beingCorrected: "dossier.being_corrected"
        case .joinMissing: "dossier.join_missing"
        case .joinOver: "dossier.join_over"
        case .joinNotYou: "dossier.join_not_you"
        case .joinChanged: "dossier.join_changed"
        case .joinNumberMissing: "dossier.join_number_missing"
        }
    }

    package var severity: ProblemSeverity {
        switch self {
        case .ruleFault, .noCompetentUnit, .placeholderUnit: .fault
        case .forbidden, .tooManyTries, .joinNotYou: .warning
        default: .notice
        }
    }

    package var status: ProblemStatus {
        switch self {
        case .notFound, .wrongSecret: .notFound
        case .versionChanged, .keyReused, .taskGone, .notNow, .joinChanged: .conflict
        case .joinOver: .gone
        case .forbidden, .mandateMissing, .joinNotYou: .forbidden
        case .tooManyTries: .tooMany
        case .unknownAction, .unknownAnswer, .unknownUnit, .unknownItem, .partyUnknown, .pointClosed: .badInput
        default: .refused
        }
    }
}
