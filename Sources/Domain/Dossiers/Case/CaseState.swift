import Civic

/// What a use case reads before it decides: the dossier, its open work, and three counts.
package struct CaseState: Sendable {
    package var dossier: Dossier
    package var openTasks: [WorkTask]
    package var ledgerCount: Int
    package var asksAnswered: Int
    package var isNew: Bool

    package init(
        dossier: Dossier, openTasks: [WorkTask] = [], ledgerCount: Int = 0, asksAnswered: Int = 0, isNew: Bool = false
    ) {
        self.dossier = dossier
        self.openTasks = openTasks
        self.ledgerCount = ledgerCount
        self.asksAnswered = asksAnswered
        self.isNew = isNew
    }
}
