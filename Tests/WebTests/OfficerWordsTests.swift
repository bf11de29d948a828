import Catalogue
import Civic
import Directory
import Dossiers
import Testing

@testable import Web

/// Every text the desk can ask for stands in both languages.
struct OfficerWordsTests {
    private var spoken: [String] {
        EventName.allCases.map { "event_\($0.rawValue)" }
            + WorklistKind.allCases.flatMap { ["list_\($0.rawValue)", "empty_\($0.rawValue)"] }
            + Heat.allCases.map { "heat_\($0.rawValue)" } + DeadlineEntry.Kind.allCases.map { "ledger_\($0.rawValue)" }
            + DossierOutcome.allCases.map { "outcome_\($0.rawValue)" }
            + Channel.allCases.map { "channel_\($0.rawValue)" }
            + UnitRelation.allCases.map { "relation_\($0.rawValue)" }
            + CaseDeed.all.map { "done_\($0.path.replacing("-", with: "_"))" }
            + StatisticGroup.allCases.map { "figures_by_\($0.rawValue)" }
            + DossierStatus.allCases.map { "status_\($0.rawValue)" }
            + WorklistOrder.Column.allCases.map { "col_\($0.rawValue)" }
            + ["view", "check", "decide", "answer", "sign", "seal", "assign", "return", "claim", "go_on"].map {
                "act_\($0)"
            }
            + ["refusal", "supplement", "stop"].flatMap { kind in ["yes", "no", "text"].map { "decide_\(kind)_\($0)" } }
    }

    /// The same for the pages of administrators.
    private var administered: [String] {
        RecoveryKind.allCases.map { "recovery_\($0.rawValue)" }
            + RecoveryState.allCases.map { "recovery_state_\($0.rawValue)" }
            + Audience.allCases.map { "audience_\($0.rawValue)" }
            + BroughtList.allCases.map { "import_\($0.rawValue)" }
            + OfficerImport.Deed.allCases.map { "import_\($0.rawValue)" }
            + UnitImport.Deed.allCases.map { "import_\($0.rawValue)" }
            + CalendarWords.kinds.map { "day_\($0.1)" } + ["over", "coming", "shown"].map { "announcement_\($0)" }
    }

    @Test(arguments: Language.allCases)
    func `whatever a value is called by has its words`(_ language: Language) throws {
        let known = try Share.texts().keys(language)

        #expect(spoken.filter { !known.contains("officer_" + $0) }.isEmpty)
        #expect(administered.filter { !known.contains("admin_" + $0) }.isEmpty)
    }
}
