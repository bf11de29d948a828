package import Store

/// Every statement of the room, for the test that prepares each on each engine.
package enum DossiersStatements {
    package static let all: [Statement] =
        DossierStore.statements + TaskStore.statements + WorklistStore.statements + StatisticStore.statements
        + DraftStore.statements + JoinStore.statements + PersonLockStore.statements + DayStore.statements
        + SlipStore.statements
}
