import Catalogue
import CityFolder
package import Civic
import Directory
import Foundation

/// `motcua check`.
package enum CityCheck {
    package struct Report: Sendable {
        let diagnostics: [Diagnostic]
        let placeholders: Int

        package var errors: Int { diagnostics.count { $0.severity == .error } }

        package func text(_ language: Language) -> String {
            let warnings = diagnostics.count - errors
            let counts =
                language == .vi
                ? "\(errors) lỗi, \(warnings) lưu ý, \(placeholders) mã đơn vị tạm"
                : "\(errors) errors, \(warnings) warnings, \(placeholders) placeholder unit codes"
            return (diagnostics.map { $0.formatted(language) } + [counts]).joined(separator: "\n")
        }

        package var json: String {
            struct Face: JSONReport {
                let ok: Bool
                let errors: Int
                let warnings: Int
                let placeholders: Int
                let diagnostics: [Diagnostic]
            }
            return Face(
                ok: errors == 0, errors: errors, warnings: diagnostics.count - errors, placeholders: placeholders,
                diagnostics: diagnostics
            ).json
        }
    }

    package static func run(_ files: HouseFiles) throws -> Report {
        let folder = try CityHouse.cityFolder(files)
        let diagnostics = folder.check(CityHouse.lints + [DemoCast.lint])
        let units = CityContent(folder, Findings())?.units ?? []
        return Report(diagnostics: diagnostics, placeholders: units.count { $0.isPlaceholder })
    }
}
