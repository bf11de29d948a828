import Dossiers
import Rules

/// The body of a rating.
enum RatingBody {
    static let question = Shape.integer(
        Int64(RatingPolicy.questions.lowerBound)...Int64(RatingPolicy.questions.upperBound))

    static let members = [
        Shape.Member("satisfied", .boolean),
        Shape.Member(
            "answers",
            .list(
                .named(
                    "RatingAnswerIn",
                    .object([
                        Shape.Member("question", question),
                        Shape.Member("answer", .oneOf(Rating.Answer.allCases.map(\.rawValue))),
                    ])), most: RatingPolicy.questions.count), isRequired: false,
            note: "The nine questions of Decree 61/2018 Art. 31.1, as many as the person likes."),
        Shape.Member(
            "words", .text(least: 0, most: RatingPolicy.longestWords), isRequired: false,
            note: "For the unit alone: never published."),
    ]

    static func rating(of call: Call) -> Rating {
        var answers: [Int: Rating.Answer] = [:]
        for item in call.body["answers"]?.items ?? [] {
            guard let question = item["question"]?.intValue else { continue }
            answers[Int(question)] = Rating.Answer(rawValue: item["answer"]?.stringValue ?? "")
        }
        return Rating(isSatisfied: call.flag("satisfied"), answers: answers, words: call.text("words"))
    }
}
