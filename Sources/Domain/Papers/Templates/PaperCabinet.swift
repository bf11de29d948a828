package import CityFolder
package import Civic
package import Store

/// The papers a city prints, every version of each.
package struct PaperCabinet: Sendable {
    package static let kind = "paper"

    private let versions: [String: [PaperTemplate]]

    package init(_ templates: [PaperTemplate]) {
        versions = Dictionary(grouping: templates, by: \.code)
            .mapValues { $0.sorted { ($0.validFrom, $0.version) < ($1.validFrom, $1.version) } }
    }

    /// From a folder, as it stands; what cannot be read is left out and is among the findings.
    package init(_ folder: CityFolder, _ findings: Findings) {
        self.init(PaperFolder.files(folder, findings).map(\.template))
    }

    /// From what was published.
    /// - Throws: `CityFolderProblem.damaged`.
    package static func load(from database: any Database) async throws -> PaperCabinet {
        let definitions = try await database.read { try PublishedDefinitions.all(kind: kind, in: $0) }
        return PaperCabinet(
            try definitions.map { definition in
                do {
                    return try CompiledJSON.value(PaperTemplate.self, definition.bytes)
                } catch {
                    throw CityFolderProblem.damaged(
                        kind: kind, code: definition.code, version: definition.version, "\(error)")
                }
            })
    }

    package var codes: [String] { versions.keys.sorted() }

    /// The form in force on a day: of those begun and not ended, the newest.
    package func template(_ code: String, on day: Day) -> PaperTemplate? {
        versions[code]?.last { $0.validFrom <= day && ($0.validTo.map { day <= $0 } ?? true) }
    }

    /// The form of a procedure's result in force on a day, or of its reasoned refusal.
    package func result(of procedure: String, isRefusal: Bool, on day: Day) -> PaperTemplate? {
        let code = versions.values.joined().first { template in
            template.resultOf.map { isRefusal ? $0.isEmpty : $0.contains(procedure) } ?? false
        }?.code
        return code.flatMap { template($0, on: day) }
    }

    package func template(_ code: String, version: String) -> PaperTemplate? {
        versions[code]?.first { $0.version == version }
    }

    /// What a publisher writes down.
    package func definitions() throws -> [Definition] {
        try versions.sorted { $0.key < $1.key }.flatMap { _, templates in
            try templates.map { template in
                Definition(
                    kind: Self.kind, code: template.code, version: template.version, validFrom: template.validFrom,
                    bytes: try CompiledJSON.bytes(template))
            }
        }
    }
}

/// The files of a folder's papers.
enum PaperFolder {
    static func files(_ folder: CityFolder, _ findings: Findings) -> [PaperFile] {
        folder.files(in: "papers", ending: ".yaml").compactMap { PaperFile($0, findings) }
    }
}
