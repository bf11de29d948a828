/// Why a page of a paper has no picture. The paper can be downloaded all the same.
package enum PageFault: String, Error, Sendable, CaseIterable {
    /// The program that draws such papers is not installed here.
    case noProgram = "no_program"
    /// Drawing it took more time or memory than a page may.
    case tooHeavy = "too_heavy"
    /// It cannot be read, or only with a password.
    case unreadable
}
