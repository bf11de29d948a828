package import Civic

/// What is wrong with one answer, and how to mend it.
package struct FieldProblem: Sendable, Hashable {
    /// The id of the field or of the part of it (`mother.born_on`) that the message stands at.
    package let fieldID: String
    package let message: LocalizedText

    package init(fieldID: String, message: LocalizedText) {
        self.fieldID = fieldID
        self.message = message
    }
}

/// Whether an answer is of its type, with the default messages.
enum AnswerCheck {
    /// - Parameter asked: the words the person reads as the question; nil: the label.
    static func missing(_ part: FormPart, asked: LocalizedText?) -> FieldProblem {
        let vi = lowered(part.label.vi)
        let en = lowered(part.label.en)
        let question = asked ?? part.fullLabel
        let message =
            switch part.type {
            case .choice, .multi, .yesno:
                part.field.choose
                    ?? LocalizedText(
                        vi: "Chọn câu trả lời cho “\(question.vi)”", en: "Choose an answer to “\(question.en)”")
            case .area:
                LocalizedText(
                    vi: "\(part.field.label.vi): chọn xã, phường",
                    en: "\(part.field.label.en): choose a commune or ward")
            case .consent: LocalizedText(vi: "Hãy đánh dấu: \(vi)", en: "Tick to agree: \(en)")
            case _ where part.id != part.field.id:
                LocalizedText(vi: "\(part.field.label.vi): nhập \(vi)", en: "\(part.field.label.en): enter the \(en)")
            default: LocalizedText(vi: "Nhập \(vi)", en: "Enter \(en)")
            }
        return FieldProblem(fieldID: part.id, message: message)
    }

    /// Nil when the answer may stand.
    static func fault(_ part: FormPart, _ value: AnswerValue, list: [ListItem]) -> FieldProblem? {
        message(part, value, list: list).map { FieldProblem(fieldID: part.id, message: $0) }
    }

    /// Whether the answer is of the type at all: what is not counts as unanswered in expressions.
    static func isTyped(_ type: FieldType, _ value: AnswerValue) -> Bool {
        switch (type, value) {
        case (.integer, .int), (.money, .int), (.decimal, .decimal), (.decimal, .int), (.yesno, .flag),
            (.consent, .flag), (.multi, .many):
            true
        case (.date, .text(let text)): Day(text) != nil
        case (.month, .text(let text)): text.count == 7 && Day(text + "-01") != nil
        case (.time, .text(let text)): TimeOfDay(text) != nil
        case (.integer, _), (.money, _), (.decimal, _), (.yesno, _), (.consent, _), (.multi, _): false
        case (_, .text): true
        default: false
        }
    }

    private static func message(_ part: FormPart, _ value: AnswerValue, list: [ListItem]) -> LocalizedText? {
        let label = part.fullLabel
        if part.type == .date, part.field.approximate == true, case .text(let text) = value,
            let known = PartOfDate(text)
        {
            return known.year < firstYear ? tooEarly(label) : nil
        }
        guard isTyped(part.type, value) else { return mistyped(part, value) }
        switch (part.type, value) {
        case (.choice, .text(let text)):
            return list.contains { $0.value == text } ? nil : notListed(label)
        case (.multi, .many(let values)):
            return values.allSatisfy { value in list.contains { $0.value == value } } ? nil : notListed(label)
        case (.personalNumber, .text(let text)):
            return fault { () throws(PersonalNumber.Fault) in _ = try PersonalNumber(text) }
        case (.phone, .text(let text)): return fault { () throws(PhoneNumber.Fault) in _ = try PhoneNumber(text) }
        case (.email, .text(let text)): return fault { () throws(EmailAddress.Fault) in _ = try EmailAddress(text) }
        case (.name, .text(let text)):
            return isName(text) ? length(text, part) : noName(label)
        case (.date, .text(let text)):
            return (Day(text)?.components.0 ?? 0) < firstYear ? tooEarly(label) : nil
        case (.consent, .flag(false)):
            return LocalizedText(vi: "Hãy đánh dấu: \(lowered(label.vi))", en: "Tick to agree: \(lowered(label.en))")
        case (_, .int(let number)): return outside(Double(number), part)
        case (_, .decimal(let number)): return outside(number, part)
        case (_, .text(let text)):
            if !VietnameseText.isCleanText(text) { return mistyped(part, value) }
            return length(text, part)
        default: return nil
        }
    }

    private static func fault<Fault: InputFault>(_ read: () throws(Fault) -> Void) -> LocalizedText? {
        do throws(Fault) {
            try read()
            return nil
        } catch {
            return error.message
        }
    }

    private static func outside(_ number: Double, _ part: FormPart) -> LocalizedText? {
        if let least = part.field.min, number < Double(least) {
            return LocalizedText(
                vi: "\(part.fullLabel.vi) phải từ \(least) trở lên",
                en: "\(part.fullLabel.en) must be \(least) or more")
        }
        if let most = part.field.max, number > Double(most) {
            return LocalizedText(
                vi: "\(part.fullLabel.vi) phải từ \(most) trở xuống",
                en: "\(part.fullLabel.en) must be \(most) or less")
        }
        return nil
    }

    /// A form that names no bound still has one: 200 characters, 4,000 in a longer text.
    private static func length(_ text: String, _ part: FormPart) -> LocalizedText? {
        let isWhole = part.id == part.field.id
        let most = (isWhole ? part.field.max : nil) ?? (part.type == .textarea ? 4_000 : 200)
        if text.count > most {
            return LocalizedText(
                vi: "\(part.fullLabel.vi) phải có từ \(most) ký tự trở xuống; bạn đã nhập \(text.count)",
                en: "\(part.fullLabel.en) must be \(most) characters or fewer; you entered \(text.count)")
        }
        if isWhole, let least = part.field.min, text.count < least {
            return LocalizedText(
                vi: "\(part.fullLabel.vi) phải có từ \(least) ký tự trở lên",
                en: "\(part.fullLabel.en) must be \(least) characters or more")
        }
        return nil
    }

    /// Letters of any script with what stands between them in names, one letter at least.
    private static func isName(_ text: String) -> Bool {
        text.allSatisfy { $0.isLetter || " -'’.".contains($0) } && text.contains(where: \.isLetter)
    }

    /// Nobody a form asks about was born, married or died before: an earlier year is a slip.
    private static let firstYear = 1_900

    private static func noName(_ label: LocalizedText) -> LocalizedText {
        LocalizedText(
            vi: "\(label.vi) chỉ gồm chữ cái, dấu cách, gạch nối, nháy đơn và dấu chấm",
            en: "\(label.en) is made of letters, spaces, hyphens, apostrophes and dots")
    }

    private static func tooEarly(_ label: LocalizedText) -> LocalizedText {
        LocalizedText(
            vi: "\(label.vi) phải từ năm \(firstYear) trở đi", en: "\(label.en) must be in \(firstYear) or later")
    }

    private static func notListed(_ label: LocalizedText) -> LocalizedText {
        LocalizedText(
            vi: "Chọn \(lowered(label.vi)) trong danh sách", en: "Choose from the list: \(lowered(label.en))")
    }

    /// Which of day, month and year is missing or cannot be.
    private static func noDate(_ part: FormPart, _ value: AnswerValue) -> LocalizedText {
        var text = ""
        if case .text(let typed) = value { text = typed }
        let boxes = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let label = part.fullLabel
        do throws(DateFault) {
            _ =
                try boxes.count == 3
                ? HouseDates.day(day: boxes[0], month: boxes[1], year: boxes[2]) : HouseDates.day(text)
            return LocalizedText(vi: label.vi, en: label.en)
        } catch {
            let fault = error.message
            return LocalizedText(vi: "\(label.vi): \(lowered(fault.vi))", en: "\(label.en): \(lowered(fault.en))")
        }
    }

    private static func mistyped(_ part: FormPart, _ value: AnswerValue) -> LocalizedText {
        let vi = part.fullLabel.vi
        let en = part.fullLabel.en
        return switch part.type {
        case .date: noDate(part, value)
        case .month:
            LocalizedText(
                vi: "\(vi) phải là tháng có thật, ví dụ 3/2026", en: "\(en) must be a real month, for example 3/2026")
        case .time:
            LocalizedText(vi: "\(vi) phải là giờ, ví dụ 14:30", en: "\(en) must be a time, for example 14:30")
        case .integer, .money:
            LocalizedText(vi: "\(vi) phải là số nguyên, ví dụ 12", en: "\(en) must be a whole number, for example 12")
        case .decimal:
            LocalizedText(vi: "\(vi) phải là số, ví dụ 12,5", en: "\(en) must be a number, for example 12.5")
        case .yesno: missing(part, asked: nil).message
        default:
            LocalizedText(
                vi: "\(vi) có ký tự không dùng được", en: "\(en) holds characters that cannot be used")
        }
    }

    /// The label inside a sentence: its first letter small, unless the word is an acronym.
    private static func lowered(_ text: String) -> String {
        guard let first = text.first, text.dropFirst().first?.isUppercase != true else { return text }
        return first.lowercased() + text.dropFirst()
    }
}
