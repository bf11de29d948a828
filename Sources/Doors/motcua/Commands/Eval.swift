import ArgumentParser
import Foundation
import Rules

struct Eval: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Evaluates expressions of the city's rules (docs/expressions.md).",
        discussion: """
            Reads one JSON object a line from standard input and answers one a line:
              {"expr":"1 + 2 == 3","with":{}}  →  {"value":true}
            Or give the expression as an argument.
            """)

    @Argument(help: "An expression. Without it, JSON lines are read.")
    var expression: String?

    @Option(name: .long, help: "The variables as a JSON object.")
    var with: String = "{}"

    @Flag(name: .long, help: "Answer one JSON line (always so).")
    var json = false

    func run() throws {
        if let expression {
            let line = "{\"expr\":\(JSONText.write(.string(expression))),\"with\":\(with)}"
            let answer = RuleJSON.answer(line)
            Terminal.answer(answer)
            if answer.hasPrefix("{\"error\"") { throw ExitCode(1) }
            return
        }
        while let line = readLine(strippingNewline: true) {
            if line.allSatisfy(\.isWhitespace) { continue }
            Terminal.answer(RuleJSON.answer(line))
        }
    }
}
