/// An error that a person may meet: a stable code, how loud it is in the log, and a message in both languages that
/// names what is wrong and how to mend it. Each domain has one closed enum of them; doors map them to problem+json or
/// to the error summary of a page.
package protocol Problem: Error, Sendable {
    /// Stable, documented in `docs/errors.md`, for example `dossier.version_changed`.
    var code: String { get }
    var severity: ProblemSeverity { get }
    /// What the doors answer.
    var status: ProblemStatus { get }
    var publicMessage: LocalizedText { get }
    /// For the person at the terminal, who runs the program: which file, and what to do about it. Never shown to
    /// residents; the public message where that says all there is.
    var operatorMessage: LocalizedText { get }
}

extension Problem {
    package var operatorMessage: LocalizedText { publicMessage }
}

package enum ProblemSeverity: String, Sendable {
    case notice
    case warning
    case fault
}

/// The kinds of answer a door can give to a problem; the raw value is the HTTP status.
package enum ProblemStatus: Int, Sendable {
    case badInput = 400
    case signInNeeded = 401
    case forbidden = 403
    case notFound = 404
    case tooSlow = 408
    case conflict = 409
    case gone = 410
    case tooLarge = 413
    case wrongMediaType = 415
    case refused = 422
    case tooMany = 429
    case busy = 503
}
