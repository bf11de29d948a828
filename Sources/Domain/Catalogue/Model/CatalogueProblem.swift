package import Civic
package import Rules

/// What can go wrong when a procedure is looked up or its form is gone through.
package enum CatalogueProblem: Problem, Equatable {
    /// No modelled procedure of this code is in force.
    case unknownProcedure(String)
    case unknownVersion(code: String, version: String)
    case unknownPage(String)
    /// Nothing was published yet.
    case nothingPublished
    /// An expression gave no value: where it stands (`1.004873 2026-01-01 documents/cs.identity/need_if`), its text, why.
    case expression(place: String, source: String, RuleFault)
    /// No rule of competence leads to a unit in force.
    case noCompetentUnit(String)
    /// No limit rule holds.
    case noLimit(String)

    package var code: String {
        switch self {
        case .unknownProcedure: "catalogue.unknown_procedure"
        case .unknownVersion: "catalogue.unknown_version"
        case .unknownPage: "catalogue.unknown_page"
        case .nothingPublished: "catalogue.nothing_published"
        case .expression: "catalogue.expression"
        case .noCompetentUnit: "catalogue.no_competent_unit"
        case .noLimit: "catalogue.no_limit"
        }
    }

    package var severity: ProblemSeverity {
        switch self {
        case .unknownProcedure, .unknownPage, .noCompetentUnit: .notice
        case .unknownVersion, .nothingPublished, .expression, .noLimit: .fault
        }
    }

    package var status: ProblemStatus {
        switch self {
        case .unknownProcedure, .unknownVersion, .unknownPage: .notFound
        case .nothingPublished: .busy
        case .expression, .noCompetentUnit, .noLimit: .refused
        }
    }

    package var publicMessage: LocalizedText {
        switch self {
        case .unknownProcedure(let code):
            LocalizedText(
                vi: "Không có thủ tục \(code) nộp được tại đây. Hãy tìm trong danh mục thủ tục.",
                en: "Procedure \(code) cannot be filed here. Please look in the list of procedures.")
        case .unknownVersion(let code, let version):
            LocalizedText(
                vi: "Thủ tục \(code) không có phiên bản \(version).", en: "Procedure \(code) has no version \(version)."
            )
        case .unknownPage(let page):
            LocalizedText(vi: "Biểu mẫu không có trang “\(page)”.", en: "The form has no page “\(page)”.")
        case .nothingPublished:
            LocalizedText(
                vi: "Thành phố chưa công bố dữ liệu. Chạy “motcua publish”.",
                en: "The city has not been published. Run “motcua publish”.")
        case .expression(let place, let source, let fault):
            LocalizedText(
                vi: "Chưa tính được điều kiện “\(source)” (\(place)): \(fault.messageVi). Hãy báo bộ phận hỗ trợ.",
                en: "The condition “\(source)” (\(place)) gave no answer: \(fault.message). Please tell the help desk.")
        case .noCompetentUnit(let code):
            LocalizedText(
                vi:
                    "Chưa xác định được cơ quan giải quyết thủ tục \(code) với địa chỉ đã khai. Hãy kiểm tra nơi cư trú.",
                en:
                    "No body could be found that decides procedure \(code) for the address given. Please check the residence."
            )
        case .noLimit(let code):
            LocalizedText(
                vi: "Thủ tục \(code) chưa có thời hạn cho trường hợp này.",
                en: "Procedure \(code) has no time limit for this case.")
        }
    }
}
