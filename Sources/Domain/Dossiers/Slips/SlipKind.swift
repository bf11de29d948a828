package import Civic
package import Rules

/// The statutory papers of a dossier (Circular 01/2018, Circular 03/2025): what each is filled with. Which form that
/// is, and
/// what it looks like, stands in the city folder.
package enum SlipKind: String, Sendable, Hashable, CaseIterable {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    case receipt
    case supplementRequest = "supplement_request"
    case refusal
    case apology
    case stopNotice = "stop_notice"
    /// Phiếu kiểm soát quá trình giải quyết hồ sơ: for the officers on the way, not for the applicant.
    case controlSlip = "control_slip"

    /// The tracking book's own name among the papers; it is a unit's, not a dossier's.
    package static let trackingBook = "tracking_book"

    /// The event the slip tells of.
    package var event: EventName {
        switch self {
        case .receipt, .controlSlip: .accepted
        case .supplementRequest: .supplementRequested
        case .refusal: .refusedAtIntake
        case .apology: .apologised
        case .stopNotice: .stopped
        }
    }

    package var isForApplicant: Bool { self != .controlSlip }

    /// What every paper of the house may be filled with, by its code.
    package static let everyPaper: [String: [String: RuleType]] = {
        var papers = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0.fields) })
        papers[trackingBook] = bookFields
        return papers
    }()

    /// The fields of this slip. Any text may be null: not known, to be written by hand.
    package var fields: [String: RuleType] { Self.common.merging(ownFields) { $1 } }

    private static let agency = RuleType.record(["superior": .string, "name": .string, "place": .string])

    private static let common: [String: RuleType] = [
        "agency": agency, "number": .string, "code": .string, "dated": .string,
        "applicant": .record([
            "name": .string, "number": .string, "address": .string, "phone": .string, "email": .string,
        ]),
        "procedure": .record(["code": .string, "name": .string]),
        "officer": .string, "accepted": .string, "due": .string,
    ]

    private var ownFields: [String: RuleType] {
        switch self {
        case .receipt:
            [
                "documents": .list(
                    .record(["name": .string, "originals": .int, "copies": .int, "electronic": .int])),
                "sets": .int, "limit": .string, "returning": .string, "submitter": .string, "secret": .string,
                "volume": .int, "position": .int, "fees": .list(.record(["name": .string, "amount": .string])),
            ]
        case .supplementRequest:
            [
                "items": .list(.record(["what": .string, "reason": .string])), "round": .int, "closes": .string,
                "ground": .string,
            ]
        case .refusal: ["reason": .string]
        case .apology: ["reason": .string, "original_due": .string, "new_due": .string, "new_due_day": .string]
        case .stopNotice:
            ["reason": .string, "stage": .string, "paid": .list(.record(["name": .string, "amount": .string]))]
        case .controlSlip:
            [
                "handovers": .list(
                    .record([
                        "giver": .string, "taker": .string, "giver_officer": .string, "taker_officer": .string,
                        "at": .string, "result": .string, "note": .string,
                    ]))
            ]
        }
    }

    private static let bookFields: [String: RuleType] = [
        "agency": agency, "year": .int, "volume": .int, "first": .int, "last": .int,
        "rows": .list(
            .record([
                "position": .int, "code": .string, "procedure": .string, "sets": .int, "applicant": .string,
                "competent": .string, "accepted": .string, "due": .string, "returned": .string, "method": .string,
                "note": .string,
            ])),
    ]
}

/// What a paper is filled with, and when what it tells happened.
package struct Slip: Sendable {
    /// Code of the paper in the city folder.
    package let paper: String
    /// The form in force on this day is the one that is printed.
    package let day: Day
    package let at: Instant
    package let values: [String: RuleValue]
}
