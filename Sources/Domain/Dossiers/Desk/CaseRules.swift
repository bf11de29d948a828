package import Catalogue
package import Civic

/// What the desk asks of the published city: procedures by version, and calendars. `City` answers from what was
/// published; tests from values.
package protocol CaseRules: Sendable {
    /// The version in force on a day.
    func procedure(_ code: String, on day: Day) -> Procedure?
    /// A pinned version, in force or not.
    func procedure(_ code: String, version: String) -> Procedure?
    /// All in force on a day, in no order.
    func procedures(on day: Day) -> [Procedure]
    /// Procedures that are filed at once.
    var bundles: [ProcedureBundle] { get }
    func calendar(for unit: UnitCode) -> WorkingCalendar
    /// False in production: a placeholder unit code numbers no dossier.
    var numbersPlaceholders: Bool { get }
}
