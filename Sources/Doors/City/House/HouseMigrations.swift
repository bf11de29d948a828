import CityFolder
import Directory
import Dossiers
import Exchange
import Journal
import Papers
package import Store

/// The one list of migrations, append-only across all rooms (decision record 0004): a new step goes to the end whatever
/// room it belongs to, and what has shipped is neither edited nor moved. Rooms hold the steps; the order is written here.
package enum HouseMigrations {
    /// In the order in which they are applied to every database.
    package static let order = [
        "Journal.0001_create_journal",
        "Journal.0002_create_consumers",
        "Journal.0003_create_tree",
        "Journal.0004_create_erasure_and_timer",
        "CityFolder.0001_create_definition",
        "Directory.0001_create_subject",
        "Directory.0002_create_account",
        "Directory.0003_create_officer",
        "Directory.0004_create_access_log",
        "Papers.0001_create_upload",
        "Dossiers.0001_create_dossier",
        "Dossiers.0002_create_requests",
        "Dossiers.0003_create_readings",
        "Journal.0005_split_event_body",
        "Dossiers.0004_split_history",
        "Dossiers.0005_create_name",
        "Directory.0005_index_phone",
        "Directory.0006_create_ring_mark",
        "Dossiers.0006_create_person_lock",
        "Journal.0006_create_lease",
        "Papers.0002_create_keystore",
        "Papers.0003_create_result",
        "Journal.0007_create_archived_range",
        "Directory.0007_create_second_factor",
        "Papers.0004_create_page_picture",
        "Dossiers.0007_create_paper_check",
        "Exchange.0001_create_message",
        "Papers.0005_create_opened_secret",
        "Papers.0006_add_result_erasure",
        "Papers.0007_create_compared_copy",
        "Papers.0008_share_bytes",
        "Exchange.0002_create_portal_delivery",
        "Directory.0008_add_officer_phone",
        "Directory.0009_create_recovery",
        "Directory.0010_create_announcement",
        "CityFolder.0002_create_source",
        "Directory.0011_add_session_view",
        "Dossiers.0008_create_figures",
        "Directory.0012_create_identity",
        "Dossiers.0009_create_joining",
        "Exchange.0003_create_portal_inbox",
    ]

    /// What the rooms offer, in no order that matters.
    package static let ofRooms: [Migration] =
        JournalSchema.migrations + PublishedDefinitions.migrations + CitySources.migrations + DirectorySchema.migrations
        + PapersSchema.migrations + DossiersSchema.migrations + ExchangeSchema.migrations

    package static let all: [Migration] = order.compactMap { name in ofRooms.first { $0.name == name } }
}
