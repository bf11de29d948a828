import CityFolder
import Directory
import Dossiers
import Journal
import Papers
package import Store

/// The one list of migrations, append-only across all rooms (decision record 0004). A new step goes to the end, whatever
/// room it belongs to; what has shipped is never edited.
package enum HouseMigrations {
    package static let all: [Migration] =
        JournalSchema.migrations + PublishedDefinitions.migrations + DirectorySchema.migrations + PapersSchema.migrations
        + DossiersSchema.migrations
}
