import Civic
import Directory
import Dossiers
import Rules

extension Operations {
    static let rating: [Operation] = [
        .reading(
            "readRating", "/dossiers/{dossier}/rating", .filing, .resident,
            vi: "Đánh giá của tôi về một hồ sơ, còn sửa được đến lúc nào",
            en: "How I rated a dossier, and until when I may",
            answer: Faces.ratingOffer.shape
        ) { house, call in
            .render(Faces.ratingOffer, try await house.desk.ratingOffer(try call.id("dossier"), by: call.actor))
        },
        Operation(
            name: "rateDossier", method: .put, path: "/dossiers/{dossier}/rating", tag: .filing, access: .resident,
            summary: LocalizedText(vi: "Đánh giá việc giải quyết hồ sơ", en: "Rate how a dossier was dealt with"),
            body: .object(RatingBody.members), success: 204
        ) { house, call in
            try await house.desk.rate(try call.id("dossier"), RatingBody.rating(of: call), by: call.actor)
            return .done
        },
        Operation(
            name: "rateByReceipt", method: .post, path: "/tracking/rating", tag: .tracking, access: .anyone,
            summary: LocalizedText(
                vi: "Đánh giá bằng mã hồ sơ và mã tra cứu trên giấy tiếp nhận",
                en: "Rate with the code and the secret of the receipt"),
            body: .object([Shape.Member("code", .text(60)), Shape.Member("secret", .text(60))] + RatingBody.members),
            success: 204
        ) { house, call in
            try await house.desk.rate(
                code: call.text("code"), secret: call.text("secret"), from: call.address, RatingBody.rating(of: call))
            return .done
        },
    ]
}
