import Civic
package import Rules

extension Shape {
    /// Every fault of `value`, in the order it is written; empty when it fits.
    package func faults(of value: JSONValue, at place: String = "") -> [BodyFault] {
        switch self {
        case .id:
            guard let text = value.stringValue, Self.isID(text) else {
                return [wrong(place, "một số nguyên dương viết trong ngoặc kép", "a positive whole number in a string")]
            }
            return []
        case .text(let least, let most):
            guard let text = value.stringValue else { return [wrong(place, "một chuỗi", "a string")] }
            return Self.textFaults(text, least: least, most: most, at: place)
        case .oneOf(let values):
            guard let text = value.stringValue, values.contains(text) else {
                let list = values.joined(separator: ", ")
                return [wrong(place, "một trong: \(list)", "one of: \(list)")]
            }
            return []
        case .integer(let range):
            guard let number = value.intValue, range.contains(number) else {
                let (low, high) = (range.lowerBound, range.upperBound)
                return [wrong(place, "số nguyên từ \(low) đến \(high)", "a whole number from \(low) to \(high)")]
            }
            return []
        case .boolean:
            return value.boolValue == nil ? [wrong(place, "true hoặc false", "true or false")] : []
        case .day:
            guard let text = value.stringValue, Day(text) != nil else {
                return [wrong(place, "ngày dạng 2026-11-21", "a date such as 2026-11-21")]
            }
            return []
        case .instant:
            guard let text = value.stringValue, RuleTimestamp(text) != nil else {
                return [wrong(place, "thời điểm dạng 2026-11-21T08:30:00Z", "a moment such as 2026-11-21T08:30:00Z")]
            }
            return []
        case .list(let element, let most):
            return listFaults(value, of: element, most: most, at: place)
        case .object(let members):
            return Self.objectFaults(value, members, at: place)
        case .answers(let most):
            return answersFaults(value, most: most, at: place)
        case .named(_, let shape):
            return shape.faults(of: value, at: place)
        case .nullable(let shape):
            return value.isNull ? [] : shape.faults(of: value, at: place)
        }
    }

    static func isID(_ text: String) -> Bool {
        text.utf8.count <= 19 && !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
            && text.utf8.first != 0x30 && Int64(text) != nil
    }

    private func wrong(_ place: String, _ vi: String, _ en: String) -> BodyFault {
        BodyFault(place, vi: "Cần \(vi).", en: "This must be \(en).")
    }

    private static func textFaults(_ text: String, least: Int, most: Int, at place: String) -> [BodyFault] {
        let length = text.unicodeScalars.count
        if length < least { return [BodyFault(place, vi: "Không được để trống.", en: "This must not be empty.")] }
        if length > most {
            return [BodyFault(place, vi: "Dài tối đa \(most) ký tự.", en: "At most \(most) characters.")]
        }
        // Engines differ on it, and no person types it.
        if text.utf8.contains(0) {
            return [BodyFault(place, vi: "Bỏ ký tự U+0000.", en: "Remove the character U+0000.")]
        }
        return []
    }

    private func listFaults(_ value: JSONValue, of element: Shape, most: Int, at place: String) -> [BodyFault] {
        guard case .array(let items) = value else { return [wrong(place, "một danh sách", "a list")] }
        guard items.count <= most else {
            return [BodyFault(place, vi: "Tối đa \(most) mục.", en: "At most \(most) entries.")]
        }
        return items.enumerated().flatMap { element.faults(of: $1, at: "\(place)/\($0)") }
    }

    private static func objectFaults(_ value: JSONValue, _ members: [Member], at place: String) -> [BodyFault] {
        guard case .object(let map) = value else {
            return [BodyFault(place, vi: "Cần một đối tượng JSON.", en: "This must be a JSON object.")]
        }
        var faults: [BodyFault] = []
        for member in members {
            let place = "\(place)/\(pointer(member.name))"
            if let found = map[member.name] {
                faults += member.shape.faults(of: found, at: place)
            } else if member.isRequired {
                faults.append(BodyFault(place, vi: "Thiếu “\(member.name)”.", en: "“\(member.name)” is missing."))
            }
        }
        let known = Set(members.map(\.name))
        for (name, _) in map.members where !known.contains(name) {
            faults.append(stranger(name, known: members.map(\.name), at: place))
        }
        return faults
    }

    /// An unknown member is refused, with what it may have been meant to be: a misspelt `reason` must not be lost.
    private static func stranger(_ name: String, known: [String], at place: String) -> BodyFault {
        let list = known.isEmpty ? "∅" : known.joined(separator: ", ")
        return BodyFault(
            "\(place)/\(pointer(name))", vi: "Không có mục “\(name)”. Các mục được dùng: \(list).",
            en: "There is no member “\(name)”. Use: \(list).")
    }

    private func answersFaults(_ value: JSONValue, most: Int, at place: String) -> [BodyFault] {
        guard case .object(let map) = value else {
            return [wrong(place, "đối tượng gồm mã câu hỏi và câu trả lời", "an object of field ids and answers")]
        }
        guard map.members.count <= most else {
            return [BodyFault(place, vi: "Tối đa \(most) câu trả lời.", en: "At most \(most) answers.")]
        }
        return map.members.flatMap { name, answer -> [BodyFault] in
            let place = "\(place)/\(Self.pointer(name))"
            switch answer {
            case .null, .bool, .int, .double: return []
            case .string(let text): return Self.textFaults(text, least: 0, most: 20_000, at: place)
            case .array(let items) where items.count <= 200:
                return items.enumerated().flatMap { index, item -> [BodyFault] in
                    guard let text = item.stringValue else {
                        return [wrong("\(place)/\(index)", "một chuỗi", "a string")]
                    }
                    return Self.textFaults(text, least: 0, most: 2_000, at: "\(place)/\(index)")
                }
            default:
                return [
                    wrong(
                        place, "chữ, số, true/false hoặc danh sách chữ", "text, a number, true/false or a list of text")
                ]
            }
        }
    }

    /// RFC 6901: `~` and `/` are written `~0` and `~1`.
    private static func pointer(_ name: String) -> String {
        String(
            name.unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
                switch scalar {
                case "~": ["~", "0"]
                case "/": ["~", "1"]
                default: [scalar]
                }
            }.map(Character.init))
    }
}
