package import CityFolder
package import Civic
package import Directory
import Journal
import Store

/// A version of a procedure that somebody brought as one file, before it is published.
package struct ProcedureDraft: Sendable {
    /// Nil where the file is no procedure at all; the findings say why.
    package let procedure: Procedure?
    /// What `motcua check` says of the city with it, and did not say without it.
    package let findings: [Diagnostic]
    /// This very version is published with this very content.
    package let isPublished: Bool
    /// Where it stands among the city's files.
    let path: String

    package var hasErrors: Bool { procedure == nil || findings.contains { $0.severity == .error } }
}

/// A published version with who published it and when.
package struct PublishedVersion: Sendable {
    package let procedure: Procedure
    package let publishedAt: Instant
    /// Empty where it was the house itself: the command.
    package let by: String
}

extension CityEditor {
    /// Reads one file as a version of a procedure, with the whole city around it.
    /// - Parameter reviews: false where publishing asks the city's own rules anyway.
    package func draft(_ yaml: [UInt8], reviews: Bool = true) async throws -> ProcedureDraft {
        let folder = try await folder()
        let findings = Findings()
        let name = "procedures/-.yaml"
        guard
            let read = ProcedureSource(SourceFile(name: name, bytes: yaml), in: folder, findings)?.procedure,
            Self.isName(read.code), Self.isName(read.version)
        else {
            if !findings.hasErrors {
                findings.error(
                    SourcePlace(file: name), "procedure.name",
                    LocalizedText(vi: "Tệp không nêu code và version.", en: "The file names no code and version."),
                    cure: LocalizedText(
                        vi: "Viết code và version bằng chữ, số, dấu chấm và gạch ngang.",
                        en: "Write code and version in letters, digits, dots and hyphens."))
            }
            return ProcedureDraft(procedure: nil, findings: findings.sorted, isPublished: false, path: name)
        }
        let path =
            path(of: read.code, version: read.version, in: folder) ?? "procedures/\(read.code)-\(read.version).yaml"
        let changed = folder.administered([path: yaml])
        let bytes = changed.file(path)
        let procedure = bytes.flatMap { ProcedureSource($0, in: changed, Findings())?.procedure } ?? read
        if reviews { findings.add(review(changed, before: folder)) }
        let known = try await published(read.code, version: read.version)
        let isSame =
            try known
            == Definition(
                kind: CityContent.procedureKind, code: procedure.code, version: procedure.version,
                validFrom: procedure.validFrom, bytes: CompiledJSON.bytes(procedure)
            ).hash
        if known != nil, !isSame {
            findings.error(
                SourcePlace(file: path, line: 1), "procedure.published",
                LocalizedText(
                    vi: "Phiên bản \(read.version) đã công bố với nội dung khác.",
                    en: "Version \(read.version) is published with other content."),
                cure: LocalizedText(
                    vi: "Viết version và valid_from mới; bản đã công bố không đổi.",
                    en: "Write a new version and valid_from; what is published never changes."))
        }
        return ProcedureDraft(procedure: procedure, findings: findings.sorted, isPublished: isSame, path: path)
    }

    /// Publishes it: it is in force from its own first day.
    /// - Throws: `CityFolderProblem.faulty` where it has errors; then nothing was done.
    package func publishProcedure(_ yaml: [UInt8], by actor: Actor) async throws -> Procedure {
        let draft = try await self.draft(yaml, reviews: false)
        guard let procedure = draft.procedure, !draft.hasErrors else {
            throw CityFolderProblem.faulty(draft.findings.filter { $0.severity == .error })
        }
        if !draft.isPublished { try await publish([draft.path: yaml], by: actor) }
        return procedure
    }

    /// The file a version was published from; nil where it is among the city's files no more.
    package func source(of code: String, version: String) async throws -> (name: String, bytes: [UInt8])? {
        let folder = try await folder()
        guard let path = path(of: code, version: version, in: folder), let file = folder.file(path) else { return nil }
        return (String(path.split(separator: "/").last ?? "procedure.yaml"), file.bytes)
    }

    /// Every version of a procedure that was ever published, the newest first.
    package func history(of code: String, in catalogue: CatalogueBook) async throws -> [PublishedVersion] {
        let (times, events) = try await database.read { transaction in
            (
                try PublishedDefinitions.times(kind: CityContent.procedureKind, code: code, in: transaction),
                try Journal.stream(CataloguePublisher.stream, after: 0, limit: 10_000, in: transaction).map {
                    (at: $0.event.header.at, actor: $0.event.header.actor)
                }
            )
        }
        let actors = Dictionary(events.map { ($0.at, $0.actor) }, uniquingKeysWith: { first, _ in first })
        var names: [Instant: String] = [:]
        for time in Set(times.values) {
            guard let actor = actors[time] else { continue }
            let subject: ID<Subject> = actor.retyped()
            names[time] = try await directory.officerNames([subject])[subject] ?? ""
        }
        return times.compactMap { version, time in
            catalogue.procedure(code, version: version).map {
                PublishedVersion(procedure: $0, publishedAt: time, by: names[time] ?? "")
            }
        }.sorted { ($0.procedure.validFrom, $0.procedure.version) > ($1.procedure.validFrom, $1.procedure.version) }
    }

    private func path(of code: String, version: String, in folder: CityFolder) -> String? {
        folder.paths(in: "procedures", ending: ".yaml").first { path in
            let found = folder.file(path).flatMap { ProcedureSource($0, in: folder, Findings())?.procedure }
            return found?.code == code && found?.version == version
        }
    }

    private func published(_ code: String, version: String) async throws -> [UInt8]? {
        try await database.read { transaction in
            try PublishedDefinitions.find(
                kind: CityContent.procedureKind, code: code, version: version, in: transaction)?.hash
        }
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 60
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
