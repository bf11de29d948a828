/// What is wrong with a limit.
package enum LimitFault: InputFault {
    case none
    case several([String])
    case unknown(String)
    case notANumber
    case notWhole(String)
    case negative
    case tooLong(most: Int)
    case badCutoff
    case badClock
    case clockWithoutHours

    package var message: LocalizedText {
        switch self {
        case .none:
            LocalizedText(
                vi: "Thiếu thời hạn. Ghi một trong: \(Self.kinds), ví dụ {\"workingDays\":5}.",
                en: "The limit is missing. Give one of \(Self.kinds), for example {\"workingDays\":5}.")
        case .several(let names):
            LocalizedText(
                vi: "Chỉ ghi một thời hạn, đang có \(names.count): \(names.joined(separator: ", ")).",
                en: "Give one limit only; there are \(names.count): \(names.joined(separator: ", ")).")
        case .unknown(let name):
            LocalizedText(
                vi: "Không có loại thời hạn “\(name)”. Dùng một trong: \(Self.kinds).",
                en: "There is no limit called \"\(name)\". Use one of \(Self.kinds).")
        case .notANumber:
            LocalizedText(vi: "Thời hạn phải là một con số, ví dụ 5.", en: "The limit must be a number, for example 5.")
        case .notWhole(let name):
            LocalizedText(
                vi: "“\(name)” phải là số nguyên; chỉ workingDays và hours nhận số lẻ.",
                en: "\"\(name)\" must be a whole number; only workingDays and hours take fractions.")
        case .negative:
            LocalizedText(vi: "Thời hạn không được là số âm.", en: "The limit cannot be negative.")
        case .tooLong(let most):
            LocalizedText(
                vi: "Thời hạn quá dài; nhiều nhất là \(most).", en: "The limit is too long; the most is \(most).")
        case .badCutoff:
            LocalizedText(
                vi: "Giờ chốt trong ngày phải viết dạng 15:00, hoặc true để dùng 15:00.",
                en: "The cut-off of the same day must be written like 15:00, or true for 15:00.")
        case .badClock:
            LocalizedText(
                vi: "“clock” phải là \"working\" (giờ làm việc) hoặc \"continuous\" (liên tục).",
                en: "\"clock\" must be \"working\" or \"continuous\".")
        case .clockWithoutHours:
            LocalizedText(vi: "“clock” chỉ đi cùng hours.", en: "\"clock\" goes with hours only.")
        }
    }

    private static let kinds = "workingDays, days, hours, months, years, sameDay"
}
