package import CityFolder
package import Civic
package import Directory
package import Journal
package import Store

/// Checks a city folder, compiles it and writes what is new as definitions, with one event (decision record 0010).
package struct CataloguePublisher: Sendable {
    package struct Outcome: Sendable, Hashable {
        /// `procedure 1.004873 2026-01-01`, `city units 0002`; empty when everything was published already.
        package let published: [String]
        package let warnings: [Diagnostic]
    }

    /// The stream of what happens to the city itself.
    package static let stream = ID<EventStream>(1)

    package let lints: [Lint]
    private let others: @Sendable (CityFolder) throws -> [Definition]

    /// - Parameters:
    ///   - lints: of every room that has files; the Catalogue's own are among `CatalogueLints.all`.
    ///   - others: what other rooms publish from the folder, under versions of its own.
    package init(
        lints: [Lint] = CatalogueLints.all,
        others: @escaping @Sendable (CityFolder) throws -> [Definition] = { _ in [] }
    ) {
        self.lints = lints
        self.others = others
    }

    /// A folder without an error, compiled.
    package struct Sound: Sendable {
        let folder: CityFolder
        var name: String { folder.name }
        let content: CityContent
        let others: [Definition]
        let warnings: [Diagnostic]
    }

    /// - Throws: `CityFolderProblem.faulty` with the errors.
    package func sound(_ folder: CityFolder) throws -> Sound {
        let diagnostics = folder.check(lints)
        let errors = diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty else { throw CityFolderProblem.faulty(errors) }
        let findings = Findings()
        guard let content = CityContent(folder, findings), !findings.hasErrors else {
            throw CityFolderProblem.faulty(findings.errors)
        }
        return Sound(
            folder: folder, content: content, others: try others(folder),
            warnings: diagnostics.filter { $0.severity == .warning })
    }

    /// Publishes a folder with what was entered on the pages above it.
    /// - Throws: `CityFolderProblem.faulty` with the errors, `.versionChanged` when a published version was edited.
    @discardableResult
    package func publish(
        _ folder: CityFolder, into database: any Database, actor: Actor, clock: any CityClock, ids: IDGenerator
    ) async throws -> Outcome {
        let own = try await database.read { try CitySources.own(in: $0) }
        let whole = folder.administered(own?.files ?? [:])
        return try await publish(
            try sound(own == nil ? folder : whole), into: database, actor: actor, clock: clock, ids: ids)
    }

    /// - Parameter changed: the files of the pages that are behind it, for the journal.
    package func publish(
        _ sound: Sound, changed: [String] = [], into database: any Database, actor: Actor, clock: any CityClock,
        ids: IDGenerator
    ) async throws -> Outcome {
        let content = sound.content
        let now = clock.now()
        let (known, kept) = try await database.read { transaction in
            (try PublishedDefinitions.hashes(in: transaction), try CitySources.folder(in: transaction))
        }
        let isKept = kept.isSame(as: sound.folder)
        let fresh = try Self.fresh(content, sound.others, known, on: content.profile.cityZone.day(now))
        let names = fresh.map { "\($0.kind) \($0.code) \($0.version)" }
        guard !fresh.isEmpty else {
            if !isKept {
                _ = try await database.write("keep city sources", priority: .bulk) {
                    try CitySources.keep(sound.folder, in: $0)
                }
            }
            return Outcome(published: [], warnings: sound.warnings)
        }

        let body = BodyWriter.object { writer in
            writer.text("city", sound.name)
            if !changed.isEmpty { writer.text("files", changed.sorted().joined(separator: " ")) }
            writer.objects("definitions", fresh) { writer, definition in
                writer.text("kind", definition.kind)
                writer.text("code", definition.code)
                writer.text("version", definition.version)
                writer.text("hash", Definition.hex(definition.hash))
            }
        }
        let event = NewEvent(
            id: ids.next(), stream: Self.stream, streamSeq: 0, kind: "cityPublished", at: now,
            actor: actor.subject.retyped(), facts: ["definitions": .int(Int64(fresh.count))], body: body,
            salt: .random())
        // One write, though a long one: a city is published whole or not at all.
        _ = try await database.write("publish city", priority: .bulk) { transaction in
            for definition in fresh { _ = try PublishedDefinitions.publish(definition, at: now, in: transaction) }
            if !isKept { try CitySources.keep(sound.folder, in: transaction) }
            var event = event
            event.streamSeq = try Journal.lastSeq(of: Self.stream, in: transaction) + 1
            try Journal.append(event, in: transaction)
        }
        return Outcome(published: names, warnings: sound.warnings)
    }

    /// What is not published yet. Procedures and papers carry their own version; the other parts are numbered.
    private static func fresh(
        _ content: CityContent, _ others: [Definition], _ known: [PublishedDefinitions.Key: [UInt8]], on day: Day
    ) throws -> [Definition] {
        var fresh: [Definition] = []
        let procedures = try content.procedures.map { procedure in
            Definition(
                kind: CityContent.procedureKind, code: procedure.code, version: procedure.version,
                validFrom: procedure.validFrom, bytes: try CompiledJSON.bytes(procedure))
        }
        for definition in procedures + others {
            let key = PublishedDefinitions.Key(
                kind: definition.kind, code: definition.code, version: definition.version)
            guard let hash = known[key] else {
                fresh.append(definition)
                continue
            }
            guard hash == definition.hash else {
                throw CityFolderProblem.versionChanged(
                    kind: definition.kind, code: definition.code, version: definition.version)
            }
        }
        for (code, bytes) in try content.parts() {
            let newest = known.filter { $0.key.kind == CityContent.cityKind && $0.key.code == code }
                .max { $0.key.version < $1.key.version }
            let number = (newest.flatMap { Int($0.key.version) } ?? 0) + 1
            let digits = String(number)
            let definition = Definition(
                kind: CityContent.cityKind, code: code,
                version: String(repeating: "0", count: max(0, 6 - digits.count)) + digits, validFrom: day, bytes: bytes)
            if newest?.value != definition.hash { fresh.append(definition) }
        }
        return fresh
    }
}
