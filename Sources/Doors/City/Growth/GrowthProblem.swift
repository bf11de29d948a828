package import Civic

/// What keeps `motcua store` from its work, with the next step. Nothing was changed.
package enum GrowthProblem: Problem, Equatable {
    case onlyServers(String)
    case badDay(String)
    case inUse(before: String, dossiers: [String], readers: [String])
    case archiveForeign(String)
    case noDistribution(LocalizedText)

    package var code: String {
        switch self {
        case .onlyServers: "growth.only_servers"
        case .badDay: "growth.bad_day"
        case .inUse: "growth.in_use"
        case .archiveForeign: "growth.archive_foreign"
        case .noDistribution: "growth.no_distribution"
        }
    }

    package var severity: ProblemSeverity { .fault }
    package var status: ProblemStatus { .refused }

    package var publicMessage: LocalizedText {
        switch self {
        case .onlyServers(let place):
            LocalizedText(
                vi: "\(place) là một tệp: lệnh này chỉ dùng cho PostgreSQL. Dữ liệu lớn lên thì chuyển sang PostgreSQL "
                    + "bằng `motcua restore`.",
                en: "\(place) is a file: this command is for PostgreSQL. A city that outgrows it moves there by "
                    + "`motcua restore`.")
        case .badDay(let text):
            LocalizedText(
                vi: "“\(text)” không phải một ngày đã qua. Mẫu: --before 2024-01-01.",
                en: "“\(text)” is no day of the past. It reads --before 2024-01-01.")
        case .inUse(let before, let dossiers, let readers):
            LocalizedText(
                vi: "Chưa lưu trữ được phần trước \(before)."
                    + (dossiers.isEmpty
                        ? ""
                        : " Hồ sơ chưa kết thúc: \(dossiers.joined(separator: ", ")). Hãy giải quyết xong, hoặc lùi ngày.")
                    + (readers.isEmpty
                        ? ""
                        : " Còn đang đọc: \(readers.joined(separator: ", ")). Hãy chạy `motcua serve` rồi thử lại."),
                en: "What is before \(before) cannot be archived yet."
                    + (dossiers.isEmpty
                        ? ""
                        : " Dossiers without an end: \(dossiers.joined(separator: ", ")). End them, or name an earlier day.")
                    + (readers.isEmpty
                        ? ""
                        : " Still being read by: \(readers.joined(separator: ", ")). Let `motcua serve` run, and try again.")
            )
        case .archiveForeign(let path):
            LocalizedText(
                vi: "\(path) không phải tệp lưu trữ của cơ sở dữ liệu này, hoặc đã bị sửa. Hãy nêu đúng tệp.",
                en: "\(path) is no archive of this database, or it was changed. Name the file that is.")
        case .noDistribution(let why): why
        }
    }
}
