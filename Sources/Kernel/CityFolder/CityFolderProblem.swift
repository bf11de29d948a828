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

    package var code: String {
        switch self {
        case .unreadable: "city.unreadable"
        case .faulty: "city.faulty"
        case .versionChanged: "city.version_changed"
        case .damaged: "city.damaged"
        }
    }

    package var severity: ProblemSeverity { .fault }

    package var status: ProblemStatus {
        switch self {
        case .versionChanged: .conflict
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
                vi: "\(kind) \(code) phiên bản \(version) đã công bố với nội dung khác. Hãy đặt phiên bản mới.",
                en: "\(kind) \(code) version \(version) is already published with other content. Give it a new version."
            )
        case .damaged(let kind, let code, let version, let reason):
            LocalizedText(
                vi: "Không đọc được định nghĩa đã công bố \(kind) \(code) \(version): \(reason).",
                en: "The published definition \(kind) \(code) \(version) cannot be read: \(reason).")
        }
    }
}
