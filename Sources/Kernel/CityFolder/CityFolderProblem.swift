package import Civic

/// What can go wrong between a city folder, its published form and the house.
package enum CityFolderProblem: Problem, Equatable {
    /// A folder or file cannot be read: where, and why.
    case unreadable(String, String)
    /// The folder has errors; nothing was published.
    case faulty([Diagnostic])
    /// A published version is immutable: kind, code, version.
    case versionChanged(kind: String, code: String, version: String)
    /// A published definition cannot be read by this program: kind, code, version, why.
    case damaged(kind: String, code: String, version: String, String)
    /// It was published before sources were kept: pages cannot change it yet.
    case noSources

    package var code: String {
        switch self {
        case .unreadable: "city.unreadable"
        case .faulty: "city.faulty"
        case .versionChanged: "city.version_changed"
        case .damaged: "city.damaged"
        case .noSources: "city.no_sources"
        }
    }

    package var severity: ProblemSeverity { .fault }

    package var status: ProblemStatus {
        switch self {
        case .versionChanged, .noSources: .conflict
        case .unreadable, .faulty: .refused
        case .damaged: .busy
        }
    }

    package var publicMessage: LocalizedText {
        switch self {
        case .unreadable(let path, let reason):
            LocalizedText(vi: "Không đọc được “\(path)”: \(reason).", en: "“\(path)” cannot be read: \(reason).")
        case .faulty(let diagnostics):
            LocalizedText(
                vi: "Thư mục thành phố có \(diagnostics.count) lỗi; chưa công bố gì. Chạy “motcua check” để xem.",
                en:
                    "The city folder has \(diagnostics.count) errors; nothing was published. Run “motcua check” to see them."
            )
        case .versionChanged(let kind, let code, let version):
            LocalizedText(
                vi:
                    "\(kind) \(code) phiên bản \(version) đã công bố với nội dung khác, và bản đã công bố không đổi được. "
                    + "Trả tệp về như cũ và ghi thay đổi vào tệp mới: “like: \(code).yaml”, version và valid_from mới "
                    + "(docs/city-folder.md). Bản trình diễn thì làm lại bằng “motcua demo --fresh”.",
                en:
                    "\(kind) \(code) version \(version) is already published with other content, and what is published "
                    + "never changes. Put the file back and write the change into a new one: “like: \(code).yaml”, a new "
                    + "version and valid_from (docs/city-folder.md). A demo is begun anew with “motcua demo --fresh”.")
        case .noSources:
            LocalizedText(
                vi:
                    "Thành phố được công bố bằng bản phần mềm cũ. Hãy chạy “motcua publish” một lần với thư mục thành phố.",
                en: "The city was published by an older program. Run “motcua publish” once with the city's folder.")
        case .damaged(let kind, let code, let version, let reason):
            LocalizedText(
                vi: "Không đọc được định nghĩa đã công bố \(kind) \(code) \(version): \(reason).",
                en: "The published definition \(kind) \(code) \(version) cannot be read: \(reason).")
        }
    }
}
