package import CityFolder
package import Civic
package import Directory
package import Store

/// Changes a published city from the pages: a file of the pages' own layer is checked as `motcua check` would, with the
/// whole city around it, and published as `motcua publish` would (decision record 0034).
package struct CityEditor: Sendable {
    let directory: DirectoryBook
    let database: any Database
    private let publisher: CataloguePublisher
    private let clock: any CityClock
    private let ids: IDGenerator

    package init(
        directory: DirectoryBook, database: any Database, publisher: CataloguePublisher, clock: any CityClock,
        ids: IDGenerator
    ) {
        self.directory = directory
        self.database = database
        self.publisher = publisher
        self.clock = clock
        self.ids = ids
    }

    /// The files the city stands on.
    /// - Throws: `CityFolderProblem.noSources`.
    package func folder() async throws -> CityFolder {
        let folder = try await database.read { try CitySources.folder(in: $0) }
        guard !folder.layers.isEmpty else { throw CityFolderProblem.noSources }
        return folder
    }

    /// What `check` says of the city with these files, and did not say before.
    package func review(_ changed: CityFolder, before: CityFolder) -> [Diagnostic] {
        let known = Set(before.check(publisher.lints).map(Remark.init))
        return changed.check(publisher.lints).filter { !known.contains(Remark($0)) }
    }

    /// Publishes the city with these files of the pages' own layer.
    /// - Throws: `CityFolderProblem.faulty`, `.versionChanged`; nothing is published then.
    @discardableResult
    package func publish(_ files: [String: [UInt8]], by actor: Actor) async throws -> CataloguePublisher.Outcome {
        for path in files.keys { try directory.decide(Self.action(path), on: .house, by: actor).required() }
        let changed = try await folder().administered(files)
        return try await publisher.publish(
            try publisher.sound(changed), changed: Array(files.keys), into: database, actor: actor, clock: clock,
            ids: ids)
    }

    /// Procedures and texts are their owner's; units, days and tables the city's administrators'.
    private static func action(_ path: String) -> AccessAction {
        path.hasPrefix("procedures/") || path.hasPrefix("text/") ? .publishCatalogue : .manageUnit
    }

    /// A finding without its line, which moves when rows are added above it.
    private struct Remark: Hashable {
        let file: String
        let rule: String
        let text: LocalizedText

        init(_ diagnostic: Diagnostic) {
            file = diagnostic.file
            rule = diagnostic.rule
            text = diagnostic.text
        }
    }
}
