import Civic
import Directory

extension Operation {
    /// A reading: nothing is changed but the access log.
    static func reading(
        _ name: String, _ path: String, _ tag: Tag, _ access: AccessRule, vi: String, en: String,
        query: [Parameter] = [], answer: Shape, answersVersion: Bool = false,
        run: @escaping @Sendable (APIHouse, Call) async throws -> Answer
    ) -> Operation {
        Operation(
            name: name, method: .get, path: path, tag: tag, access: access, summary: LocalizedText(vi: vi, en: en),
            query: query, answer: answer, answersVersion: answersVersion, run: run)
    }

    /// A change of one dossier that expects the version the caller has seen, and answers the one it made.
    static func change(
        _ name: String, _ path: String, _ tag: Tag, _ access: AccessRule, vi: String, en: String,
        body: [Shape.Member] = [], run: @escaping @Sendable (APIHouse, Call) async throws -> Int64
    ) -> Operation {
        Operation(
            name: name, method: .post, path: path, tag: tag, access: access, summary: LocalizedText(vi: vi, en: en),
            carries: [.version], body: .object(body), answer: Faces.changed.shape, answersVersion: true,
            run: { house, call in .changed(try await run(house, call)) })
    }

    static let reasonMember = Shape.Member(
        "reason", .reason, isRequired: false, note: "Words the applicant can understand; required where the step asks.")
}

extension Operations {
    /// Every operation of the API. What is not here has no route and no place in the document.
    package static let all: [Operation] =
        session + catalogue + drafts + filing + rating + tracking + reading + board + slips + signatures + results
        + papers
        + intake
        + work
}
