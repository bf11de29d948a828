package import Civic

/// What keeps the house from opening, with the cure.
package enum HouseProblem: Problem, Equatable {
    case engineUnknown(String)
    case shareNotFound
    case demoAccountsExposed(String)
    case keysExposed(String)
    case witnessUnwritable(String)
    case badSetting(String)

    package var code: String {
        switch self {
        case .engineUnknown: "house.engine_unknown"
        case .shareNotFound: "house.share_not_found"
        case .demoAccountsExposed: "house.demo_accounts_exposed"
        case .keysExposed: "house.keys_exposed"
        case .witnessUnwritable: "house.witness_unwritable"
        case .badSetting: "house.bad_setting"
        }
    }

    package var severity: ProblemSeverity { .fault }
    package var status: ProblemStatus { .refused }

    package var publicMessage: LocalizedText {
        switch self {
        case .engineUnknown(let text):
            LocalizedText(
                vi: "Chưa hỗ trợ cơ sở dữ liệu “\(text)”. Hãy dùng đường dẫn tệp SQLite.",
                en: "The database “\(text)” is not supported. Give the path of an SQLite file.")
        case .shareNotFound:
            LocalizedText(
                vi: "Không thấy thư mục share và cities. Hãy chạy trong thư mục mã nguồn hoặc đặt MOTCUA_SHARE.",
                en: "The folders share and cities were not found. Run inside the checkout, or set MOTCUA_SHARE.")
        case .demoAccountsExposed(let host):
            LocalizedText(
                vi: "Cơ sở dữ liệu có tài khoản trình diễn nên chỉ phục vụ trên máy này (127.0.0.1), không phải \(host).",
                en: "The database holds demo accounts, so it is served on this machine only (127.0.0.1), not on \(host).")
        case .keysExposed(let path):
            LocalizedText(
                vi: "Người khác đọc được khóa tại \(path). Chạy: chmod 700 \(path).",
                en: "Others can read the keys in \(path). Run: chmod 700 \(path).")
        case .witnessUnwritable(let path):
            LocalizedText(
                vi: "Không ghi được vào thư mục nhân chứng \(path). Hãy tạo thư mục và cho tài khoản này quyền ghi.",
                en: "The witness folder \(path) cannot be written. Make it, and give this user the right to write.")
        case .badSetting(let text):
            LocalizedText(vi: "Thiết lập chưa đúng: \(text)", en: "A setting is wrong: \(text)")
        }
    }
}
