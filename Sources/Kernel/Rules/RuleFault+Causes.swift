/// The faults the language itself raises, worded once.
extension RuleFault {
    static func syntax(_ message: String, vi: String, at offset: Int) -> RuleFault {
        RuleFault(.parse, "syntax error: \(message)", vi: "sai cú pháp: \(vi)", at: offset)
    }

    static func notInSubset(_ what: String, _ cure: String, vi cureVi: String, at offset: Int) -> RuleFault {
        RuleFault(
            .parse, "\(what) is not in this subset of CEL: \(cure)",
            vi: "\(what) không có trong tập con CEL này: \(cureVi)", at: offset)
    }

    static func check(_ message: String, vi: String, at offset: Int) -> RuleFault {
        RuleFault(.check, message, vi: vi, at: offset)
    }

    static func noSuchOverload(_ call: String, at offset: Int) -> RuleFault {
        RuleFault(
            .evaluation(.noSuchOverload),
            "no such overload: \(call); convert with int(), double() or string(), or test for null first",
            vi:
                "không có phép tính nào cho \(call); hãy đổi kiểu bằng int(), double(), string() hoặc kiểm tra null trước",
            at: offset)
    }

    static func noSuchVariable(_ name: String, at offset: Int) -> RuleFault {
        RuleFault(
            .evaluation(.noSuchVariable), "undeclared reference to '\(name)': no such variable is given here",
            vi: "không có biến '\(name)' ở đây", at: offset)
    }

    static func noSuchKey(_ key: RuleKey, at offset: Int) -> RuleFault {
        RuleFault(
            .evaluation(.noSuchField), "no such key: '\(key.text)'; ask with has() or 'in' first",
            vi: "không có trường '\(key.text)'; hãy kiểm tra bằng has() hoặc 'in' trước", at: offset)
    }

    static func noSelection(_ type: String, _ field: String, at offset: Int) -> RuleFault {
        RuleFault(
            .evaluation(.noSuchOverload), "no such overload: \(type) has no fields, so '.\(field)' cannot be read",
            vi: "giá trị kiểu \(type) không có trường nên không đọc được '.\(field)'", at: offset)
    }

    static func overflow(_ what: String, at offset: Int? = nil) -> RuleFault {
        RuleFault(
            .evaluation(.overflow), "integer overflow: \(what) does not fit 64 bits",
            vi: "tràn số: \(what) vượt quá 64 bit", at: offset)
    }

    static func divideByZero(_ what: String, at offset: Int) -> RuleFault {
        RuleFault(
            .evaluation(.divideByZero), "\(what) by zero: test the divisor first",
            vi: "chia cho không: hãy kiểm tra số chia trước", at: offset)
    }

    static func outOfBounds(_ index: Int64, count: Int, at offset: Int) -> RuleFault {
        RuleFault(
            .evaluation(.outOfBounds), "index out of bounds: \(index) in a list of \(count); test size() first",
            vi: "chỉ số \(index) nằm ngoài danh sách \(count) phần tử; hãy kiểm tra size() trước", at: offset)
    }

    static func notABool(_ type: String, _ place: String, at offset: Int) -> RuleFault {
        RuleFault(
            .evaluation(.notABool), "no such overload: \(place) needs bool, not \(type); write a comparison",
            vi: "\(place) cần giá trị đúng/sai, không phải \(type); hãy viết một phép so sánh", at: offset)
    }

    static func range(_ message: String, vi: String) -> RuleFault {
        RuleFault(.evaluation(.range), message, vi: vi)
    }

    static func budget(at offset: Int) -> RuleFault {
        RuleFault(
            .evaluation(.budget),
            "too costly: more than \(Evaluation.budget) steps; shorten the lists or the nesting of macros",
            vi: "biểu thức tốn quá \(Evaluation.budget) bước; hãy rút ngắn danh sách hoặc bớt lồng nhau", at: offset)
    }
}
