import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// The person's word at the end: one press says whether it was good; nine questions and room for a word come after it, and
/// may be left (Decree 61/2018 Art. 31). From one's own dossier, or with the receipt's secret.
struct RatingPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        router.get("/ho-so/:dossier/danh-gia", for: .resident, door: .web, "rate how my dossier was dealt with") {
            request, context in
            let id = try context.dossier
            guard let offer = try await house.desk.ratingOffer(id, by: context.actor), let given = offer.given else {
                return house.pages.redirect(to: "/ho-so/\(id)", context: context)
            }
            return questions(given, RatingForm.own(id), nil, request, context)
        }
        router.post("/ho-so/:dossier/danh-gia", for: .resident, door: .web, "say how it was", mendsExcess: true) {
            form, request, context in
            let id = try context.dossier
            return try await take(form, .own(id), request, context) { rating in
                try await house.desk.rate(id, rating, by: context.actor)
            }
        }
        router.post(
            "/tra-cuu/danh-gia", for: .anyone, door: .web, "say how it was, with the receipt", mendsExcess: true
        ) { form, request, context in
            let (code, secret) = (form.text("code"), form.text("secret"))
            return try await take(form, .receipt(code, secret), request, context) { rating in
                try await house.desk.rate(
                    code: code.uppercased().filter { !$0.isWhitespace }, secret: secret, from: context.address, rating)
            }
        }
    }

    private enum RatingForm {
        case own(ID<Dossier>)
        case receipt(String, String)
    }

    private func take(
        _ form: FilledForm, _ from: RatingForm, _ request: Request, _ context: HouseContext,
        _ rate: (Rating) async throws -> Void
    ) async throws -> Response {
        var answers: [Int: Rating.Answer] = [:]
        for question in RatingPolicy.questions {
            answers[question] = Rating.Answer(rawValue: form.text("q\(question)"))
        }
        let rating = Rating(
            isSatisfied: form.text("satisfied") == "1", answers: answers, words: form.text("words"))
        if let text = house.pages.words(context).tooLong(rating.words, most: RatingPolicy.longestWords) {
            return questions(rating, from, text, request, context)
        }
        if let excess = form.excess { throw excess }
        try await rate(rating)
        if form.text("step") == "questions" { return thanks(from, request, context) }
        // The first press counts at once, whatever comes after it.
        if case .own(let id) = from {
            return house.pages.redirect(to: "/ho-so/\(id)/danh-gia", context: context)
        }
        return questions(rating, from, nil, request, context)
    }

    private func thanks(_ from: RatingForm, _ request: Request, _ context: HouseContext) -> Response {
        if case .own(let id) = from {
            return house.pages.redirect(to: "/ho-so/\(id)?da-danh-gia=1", context: context)
        }
        return house.pages.page(
            "case/rated", title: house.pages.words(context)["rating_thanks"], [:], request: request, context: context)
    }

    private func questions(
        _ rating: Rating, _ from: RatingForm, _ error: String?, _ request: Request, _ context: HouseContext
    ) -> Response {
        let words = house.pages.words(context)
        var model: Model = [
            "rating_yes": rating.isSatisfied, "words": rating.words,
            "most": words["rating_most", ["n": String(RatingPolicy.longestWords)]],
            "questions": RatingPolicy.questions.map { question -> Model in
                [
                    "question": String(question), "question_text": words["rating_q\(question)"],
                    "answers": Rating.Answer.allCases.map { answer -> Model in
                        var row: Model = [
                            "answer": answer.rawValue, "answer_text": words["rating_\(answer.rawValue)"],
                            "answer_of": String(question),
                        ]
                        if rating.answers[question] == answer { row["is_chosen"] = true }
                        return row
                    },
                ]
            },
        ]
        switch from {
        case .own(let id):
            model["action"] = "/ho-so/\(id)/danh-gia"
            model["back"] = prefixed("/ho-so/\(id)", context)
        case .receipt(let code, let secret):
            model["action"] = "/tra-cuu/danh-gia"
            model["by_receipt"] = ["receipt_code": code, "receipt_secret": secret] as Model
        }
        if let error {
            model["error"] = error
            model["has_errors"] = true
            model["errors"] = [["error_href": "#f-words", "error_text": error] as Model]
        }
        return house.pages.page(
            "case/rating", title: words["rating_title"], isError: error != nil, status: error == nil ? 200 : 422, model,
            request: request, context: context)
    }
}

extension TrackingModel {
    /// The two buttons of the first press; where it was given already, what was said and that it may be changed.
    func rating(_ offer: RatingOffer, action: String) -> Model {
        let words = house.pages.words(context)
        var model: Model = [
            "rate_action": action,
            "rate_until": words[
                "rating_until", ["time": HouseDates.text(house.zone.day(offer.until), context.language)]],
        ]
        if let given = offer.given {
            model["rate_given"] = words[given.isSatisfied ? "rating_given_yes" : "rating_given_no"]
        }
        return model
    }
}
