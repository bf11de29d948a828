import Catalogue
import Civic
import Door
import Testing

@testable import Web

/// C22: each wrong line is told with what it should say.
@Suite struct ProofReportTests {
    private let rows = [
        ProofRow(
            label: LocalizedText(vi: "Họ, chữ đệm, tên", en: "Full name"),
            value: LocalizedText(vi: "Trần Ánh", en: "Trần Ánh")),
        ProofRow(
            label: LocalizedText(vi: "Ngày sinh", en: "Date of birth"),
            value: LocalizedText(vi: "01/11/2026", en: "01/11/2026")),
    ]

    private func report(_ fields: [(String, String)]) -> ProofReport {
        ProofReport(rows, FilledForm(fields: fields.map { FilledForm.Field(name: $0.0, value: $0.1) }))
    }

    @Test func `a marked line goes to the officer with old and new`() {
        let report = report([("wrong.1", "1"), ("right.1", "02/11/2026"), ("reason", "Xin sửa giúp")])

        #expect(report.text == "Ngày sinh: “01/11/2026” → “02/11/2026”\nXin sửa giúp")
        #expect(report.wrong.count == 1 && report.lines.allSatisfy { !$0.lacksRight })
    }

    @Test func `what is right without the mark counts as marked, a mark without a word does not pass`() {
        #expect(report([("right.0", "Trần Ánh Dương")]).wrong.count == 1)
        #expect(report([("wrong.0", "1")]).lines[0].lacksRight)
    }

    @Test func `a form nobody touched says nothing`() {
        #expect(report([("right.0", ""), ("right.1", ""), ("reason", "")]).isEmpty)
        #expect(ProofReport(rows, nil).isEmpty)
    }
}
