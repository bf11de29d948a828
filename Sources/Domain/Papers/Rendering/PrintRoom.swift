package import Civic
package import Rules

/// Where the house prints: the city's papers, the press, and what every paper may say of the city.
package struct PrintRoom: Sendable {
    /// What a template may ask of the city: `city.name`, `city.phone`, `city.hours`, and `city.address`, where its
    /// door is on
    /// the net (`https://…`, without a slash at the end).
    package static let cityFields: [String: RuleType] = [
        "city": .record(["name": .string, "phone": .string, "hours": .string, "address": .string])
    ]

    package let cabinet: PaperCabinet
    package let press: PaperPress
    private let city: RuleValue

    package init(
        cabinet: PaperCabinet, press: PaperPress, name: String, phone: String?, hours: String?, address: String?
    ) {
        self.cabinet = cabinet
        self.press = press
        city = [
            "name": .string(name), "phone": phone.map { .string($0) } ?? .null,
            "hours": hours.map { .string($0) } ?? .null, "address": address.map { .string($0) } ?? .null,
        ]
    }

    /// Whether the city has that paper for that day.
    package func has(_ paper: String, on day: Day) -> Bool { cabinet.template(paper, on: day) != nil }

    /// The paper in the form that was in force on its day.
    ///
    /// - Throws: `PapersProblem.noTemplate`, and what the press throws.
    package func render(
        _ paper: String, on day: Day, with values: [String: RuleValue], dated: Instant
    ) async throws -> PrintedPaper {
        guard let template = cabinet.template(paper, on: day) else { throw PapersProblem.noTemplate(paper) }
        return try await render(template, with: values, dated: dated)
    }

    package func render(
        _ template: PaperTemplate, with values: [String: RuleValue], dated: Instant
    ) async throws -> PrintedPaper {
        try await press.render(template, with: values.merging(["city": city]) { $1 }, dated: dated)
    }

    /// A result before it is signed: no number of its own, nobody's signature, and it says so.
    package func renderDraft(
        _ template: PaperTemplate, with values: [String: RuleValue], dated: Instant
    ) async throws -> PrintedPaper {
        let blank: [String: RuleValue] = [
            "city": city, "verify": ["code": .null, "address": .null],
            "signer": ["name": .null, "title": .null, "stands_in": false],
        ]
        let filled = try template.filled(with: blank.merging(values) { $1 })
        return try await press.render(filled.marked(Self.draft), dated: dated)
    }

    private static let draft = "BẢN DỰ THẢO ĐỂ KIỂM TRA – KHÔNG CÓ GIÁ TRỊ SỬ DỤNG"

    /// Where the public page of a result is: whole where the city has an address, else from the door on.
    package func address(of code: VerifyCode) -> String {
        (city["address"]?.stringValue ?? "") + "/kiem-tra/\(code)"
    }

    /// Whom a result is about, as its template says it.
    func holder(of template: PaperTemplate, _ values: [String: RuleValue]) throws -> String {
        try template.holder(with: values.merging(["city": city]) { $1 })
    }
}
