import Civic
import Directory
import Dossiers

/// Addresses of one dossier's pages at the desk.
enum CaseAddress {
    static let pattern = "/can-bo/ho-so/:dossier"

    /// Asks for the purpose of the look.
    static func page(_ dossier: ID<Dossier>) -> String { "/can-bo/ho-so/\(dossier)" }

    /// The case page for a purpose that was stated, or that is an officer's task. It is printed on the page, logged,
    /// and can be changed there.
    static func open(_ dossier: ID<Dossier>, purpose: AccessPurpose) -> String {
        "\(page(dossier))?muc-dich=\(purpose.rawValue)"
    }

    /// From a list: whose task it is, opens it for the task; everybody else is asked.
    static func open(_ row: WorklistRow, by actor: Actor) -> String {
        guard let officer = actor.officer, case .officer(let role) = row.task.seat,
            officer.holds(role, at: row.task.unit) || row.task.assignee == officer.officer
        else { return page(row.dossier) }
        return open(row.dossier, purpose: AccessPurpose(taskOf: role))
    }

    static func check(_ dossier: ID<Dossier>, purpose: AccessPurpose) -> String {
        "\(page(dossier))/kiem-tra?muc-dich=\(purpose.rawValue)"
    }

    /// A paper beside the data it proves.
    static func viewer(_ upload: Int64, of dossier: ID<Dossier>, purpose: AccessPurpose) -> String {
        "\(page(dossier))/giay-to/\(upload)/xem?muc-dich=\(purpose.rawValue)"
    }

    /// All files of a document as one PDF.
    static func bound(_ document: String, of dossier: ID<Dossier>, purpose: AccessPurpose) -> String {
        "\(page(dossier))/tai-lieu/\(document)?muc-dich=\(purpose.rawValue)"
    }

    static func paper(_ upload: Int64, of dossier: ID<Dossier>, purpose: AccessPurpose) -> String {
        "\(page(dossier))/giay-to/\(upload)?muc-dich=\(purpose.rawValue)"
    }
}
