import Catalogue
import Civic
import Door

/// What the applicant says of a draft: which lines are wrong, and what they should say.
struct ProofReport {
    /// One line of the draft and what was marked at it.
    struct Line {
        let row: ProofRow
        let isWrong: Bool
        let right: String
        /// Marked, without a word on what is right.
        var lacksRight: Bool { isWrong && right.isEmpty }
    }

    static let mostLetters = 300
    let lines: [Line]
    let remark: String

    init(_ rows: [ProofRow], _ form: FilledForm?) {
        lines = rows.enumerated().map { index, row in
            let right = String((form?.text("right.\(index)") ?? "").prefix(Self.mostLetters))
            // Who writes what is right has said that it is wrong.
            return Line(row: row, isWrong: form?.has("wrong.\(index)") == true || !right.isEmpty, right: right)
        }
        remark = String((form?.text("reason") ?? "").prefix(2_000))
    }

    var wrong: [Line] { lines.filter(\.isWrong) }
    var isEmpty: Bool { wrong.isEmpty && remark.isEmpty }

    /// For the officer, in the journal's language: one line each, then what else was said.
    var text: String {
        let marked = wrong.map { "\($0.row.label.vi): “\($0.row.value.vi)” → “\($0.right)”" }
        return (marked + (remark.isEmpty ? [] : [remark])).joined(separator: "\n")
    }
}
