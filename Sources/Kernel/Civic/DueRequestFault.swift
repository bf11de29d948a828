/// What is wrong with a line given to `motcua due`.
package enum DueRequestFault: InputFault {
    case notJSON
    case unknownKey(String)
    case badReceived
    case limit(LimitFault)
    case badRule
    case badUnit
    case unknownUnit(String)
    case badLanguage

    package var message: LocalizedText {
        switch self {
        case .notJSON:
            LocalizedText(
                vi: "Dòng này không phải JSON. Ví dụ: \(Self.example)",
                en: "This line is not JSON. Example: \(Self.example)")
        case .unknownKey(let key):
            LocalizedText(
                vi: "Không có khóa “\(key)”. Dùng received, limit, rule, unit, language.",
                en: "There is no key \"\(key)\". Use received, limit, rule, unit, language.")
        case .badReceived:
            LocalizedText(
                vi: "“received” phải là giờ địa phương có thật, dạng 2026-02-12T09:10, từ năm 1900.",
                en: "\"received\" must be a real local time like 2026-02-12T09:10, from the year 1900 on.")
        case .limit(let fault):
            fault.message
        case .badRule:
            LocalizedText(
                vi: "“rule” phải là \"clock\" hoặc \"close\".", en: "\"rule\" must be \"clock\" or \"close\".")
        case .badUnit:
            LocalizedText(
                vi: "“unit” phải là mã đơn vị trong dấu nháy, hoặc null.",
                en: "\"unit\" must be a unit's code in quotation marks, or null.")
        case .unknownUnit(let unit):
            LocalizedText(
                vi: "Không có đơn vị “\(unit)”; hãy xem mã trong thư mục thành phố, hoặc dùng null.",
                en: "There is no unit \"\(unit)\"; see the codes in the city folder, or use null.")
        case .badLanguage:
            LocalizedText(vi: "“language” phải là \"vi\" hoặc \"en\".", en: "\"language\" must be \"vi\" or \"en\".")
        }
    }

    private static let example = #"{"received":"2026-02-12T09:10","limit":{"workingDays":5},"rule":"clock"}"#
}
