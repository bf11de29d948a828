package import Civic

/// What keeps the house from opening, with the cure.
package enum HouseProblem: Problem, Equatable {
    case engineUnknown(String)
    case badAddress(LocalizedText)
    case replicaOfFile(String)
    case shareNotFound
    case noCity(String)
    case notADemo(String)
    case shareEmpty(String)
    case noDemo(String)
    case notEmpty(String)
    case nodeNumberLost(Int)
    case demoAccountsExposed(String)
    case keysExposed(String)
    case keysMissing(String)
    case keysForeign(String)
    case witnessUnwritable(String)
    case witnessUnreadable(String)
    case folderUnmakeable(String, reason: String)
    case badSetting(String)

    package var code: String {
        switch self {
        case .engineUnknown: "house.engine_unknown"
        case .badAddress: "house.bad_address"
        case .replicaOfFile: "house.replica_of_file"
        case .shareNotFound: "house.share_not_found"
        case .noCity: "house.no_city"
        case .notADemo: "house.not_a_demo"
        case .shareEmpty: "house.share_empty"
        case .noDemo: "house.no_demo"
        case .notEmpty: "house.not_empty"
        case .nodeNumberLost: "house.node_number_lost"
        case .demoAccountsExposed: "house.demo_accounts_exposed"
        case .keysExposed: "house.keys_exposed"
        case .keysMissing: "house.keys_missing"
        case .keysForeign: "house.keys_foreign"
        case .witnessUnwritable: "house.witness_unwritable"
        case .witnessUnreadable: "house.witness_unreadable"
        case .folderUnmakeable: "house.folder_unmakeable"
        case .badSetting: "house.bad_setting"
        }
    }

    /// Something on the command line cannot be understood, whatever the state of the city.
    package var isMisuse: Bool {
        switch self {
        case .engineUnknown, .badAddress, .replicaOfFile, .badSetting: true
        case .shareNotFound, .shareEmpty, .noDemo, .noCity, .notADemo, .notEmpty, .nodeNumberLost, .demoAccountsExposed,
            .keysExposed, .keysMissing, .keysForeign, .witnessUnwritable, .witnessUnreadable, .folderUnmakeable:
            false
        }
    }

    package var severity: ProblemSeverity { .fault }
    package var status: ProblemStatus { .refused }

    package var publicMessage: LocalizedText {
        switch self {
        case .engineUnknown(let text):
            LocalizedText(
                vi: "Chưa hỗ trợ cơ sở dữ liệu “\(text)”. Hãy dùng đường dẫn tệp SQLite hoặc địa chỉ "
                    + "postgres://người-dùng@máy-chủ/cơ-sở-dữ-liệu?schema=tên.",
                en: "The database “\(text)” is not supported. Give the path of an SQLite file, or "
                    + "postgres://user@host/database?schema=name.")
        case .badAddress(let why):
            LocalizedText(
                vi: "Địa chỉ cơ sở dữ liệu chưa đúng (\(why.vi)). "
                    + "Mẫu: postgres://người-dùng@máy-chủ:5432/cơ-sở-dữ-liệu?schema=hanoi.",
                en: "The address of the database is wrong (\(why.en)). "
                    + "It reads postgres://user@host:5432/database?schema=hanoi.")
        case .replicaOfFile(let path):
            LocalizedText(
                vi: "\(path) là một tệp nên không có bản sao để đọc. Hãy bỏ --read-replica, hoặc dùng PostgreSQL.",
                en: "\(path) is a file, which has no replica. Leave --read-replica out, or use PostgreSQL.")
        case .shareNotFound:
            LocalizedText(
                vi: "Không thấy thư mục share và cities. Hãy chạy trong thư mục mã nguồn hoặc đặt MOTCUA_SHARE.",
                en: "The folders share and cities were not found. Run inside the checkout, or set MOTCUA_SHARE.")
        case .noCity(let place):
            LocalizedText(
                vi: "Chưa có dữ liệu thành phố tại \(place). Hãy xem lại địa chỉ, hoặc chạy `motcua publish` trước.",
                en: "There is no city at \(place). Look at the address, or run `motcua publish` first.")
        case .notADemo(let place):
            LocalizedText(
                vi: "\(place) có hồ sơ thật, không phải bản trình diễn nên không xóa. Hãy nêu cơ sở dữ liệu khác.",
                en: "\(place) holds a city's dossiers and no demo, so it is not removed. Name another database.")
        case .shareEmpty(let path):
            LocalizedText(
                vi: "Thư mục “\(path)” không có lời văn (text/vi.yaml). Hãy chỉ đúng thư mục share bằng --share.",
                en: "The folder “\(path)” has no texts (text/vi.yaml). Point --share at the share folder.")
        case .noDemo(let city):
            LocalizedText(
                vi:
                    "Thành phố “\(city)” chưa có người để trình diễn. Hãy thêm tệp demo/people.csv vào thư mục thành phố.",
                en: "The city “\(city)” has nobody to show it. Add demo/people.csv to its folder.")
        case .notEmpty(let place):
            LocalizedText(
                vi: "\(place) đã có dữ liệu nên không phục hồi đè lên. Hãy nêu cơ sở dữ liệu mới.",
                en: "\(place) holds a city already, and nothing is restored over it. Name a new database.")
        case .nodeNumberLost(let number):
            LocalizedText(
                vi: "Tiến trình này đã ngừng quá lâu và số nút \(number) đã giao cho máy khác. Hãy khởi động lại.",
                en: "This process was frozen for so long that its node number \(number) went to another. Start it anew."
            )
        case .demoAccountsExposed(let host):
            LocalizedText(
                vi:
                    "Cơ sở dữ liệu có tài khoản trình diễn nên chỉ phục vụ trên máy này (127.0.0.1), không phải \(host).",
                en:
                    "The database holds demo accounts, so it is served on this machine only (127.0.0.1), not on \(host)."
            )
        case .keysExposed(let path):
            LocalizedText(
                vi: "Người khác đọc được khóa tại \(path). Chạy: chmod 700 \(path).",
                en: "Others can read the keys in \(path). Run: chmod 700 \(path).")
        case .witnessUnwritable(let path):
            LocalizedText(
                vi: "Không ghi được vào thư mục nhân chứng \(path). Hãy tạo thư mục và cho tài khoản này quyền ghi.",
                en: "The witness folder \(path) cannot be written. Make it, and give this user the right to write.")
        case .keysMissing(let path):
            LocalizedText(
                vi: "Cơ sở dữ liệu này đã có khóa nhưng không thấy tệp \(path). Hãy khôi phục thư mục .keys từ bản sao "
                    + "lưu của khóa, hoặc nêu --keys; khóa mới không mở được dữ liệu cũ.",
                en: "This database has keys, but \(path) is not there. Restore the folder .keys from the backup of the "
                    + "keys, or name it with --keys; new keys cannot open the old data.")
        case .keysForeign(let path):
            LocalizedText(
                vi: "Khóa tại \(path) không phải khóa của cơ sở dữ liệu này. Hãy khôi phục thư mục .keys đi cùng nó.",
                en: "The key in \(path) is not the key of this database. Restore the folder .keys that belongs to it.")
        case .witnessUnreadable(let path):
            LocalizedText(
                vi: "Không đọc được thư mục nhân chứng \(path). Hãy ghi đúng thư mục của `serve --witness`.",
                en: "The witness folder \(path) cannot be read. Name the folder that `serve --witness` writes to.")
        case .folderUnmakeable(let path, let reason):
            LocalizedText(
                vi: "Không tạo được thư mục \(path) (\(reason)). Hãy chọn nơi khác hoặc cho tài khoản này quyền ghi.",
                en: "The folder \(path) cannot be made (\(reason)). Name another place, or give this user the right.")
        case .badSetting(let text):
            LocalizedText(vi: "Thiết lập chưa đúng: \(text)", en: "A setting is wrong: \(text)")
        }
    }
}
