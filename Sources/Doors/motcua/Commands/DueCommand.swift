import ArgumentParser
import City
import Civic
import Foundation

struct DueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "When something is due, and why.",
        discussion: """
            Reads one JSON object a line from standard input and answers one a line:
              {"received":"2026-02-12T09:10","limit":{"workingDays":5},"rule":"clock","unit":null}
            Limits: workingDays, days, hours, months, years, sameDay. Rules: clock (the time of day is kept), close \
            (the close of the last day). Or give --received and one limit as options.
            """)

    @Option(name: .long, help: "The city whose calendar counts. Default: cities/hanoi.")
    var city: String?

    @Option(name: .long, help: "Received at, local time: 2026-02-12T09:10. Without it, JSON lines are read.")
    var received: String?

    @Option(name: .long, help: "The limit as JSON, for example '{\"workingDays\":5}'.")
    var limit: String?

    @Option(name: .long, help: "clock or close.")
    var rule: String = "close"

    @Option(name: .long, help: "A unit code, for its own office hours.")
    var unit: String?

    @Flag(name: .long, help: "Answer one JSON line (always so for lines read from standard input).")
    var json = false

    func run() async throws {
        let calendars = try CityCalendars(HouseFiles(database: ":none:", city: city))
        if let received {
            guard let limit else { throw ValidationError("Give --limit, for example --limit '{\"workingDays\":5}'.") }
            let unitText = unit.map { "\"\($0)\"" } ?? "null"
            let line = "{\"received\":\"\(received)\",\"limit\":\(limit),\"rule\":\"\(rule)\",\"unit\":\(unitText)}"
            let answer = DueRequest.answer(line: line, calendarFor: calendars.calendar)
            Terminal.answer(json ? answer : Self.plain(answer))
            if answer.hasPrefix("{\"error\"") { throw ExitCode(1) }
            return
        }
        while let line = readLine(strippingNewline: true) {
            if line.allSatisfy(\.isWhitespace) { continue }
            Terminal.answer(DueRequest.answer(line: line, calendarFor: calendars.calendar))
        }
    }

    private static func plain(_ answer: String) -> String {
        guard let object = try? JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any] else {
            return answer
        }
        if let error = object["error"] as? String { return error }
        let why = (object["why"] as? [String] ?? []).map { "  – \($0)" }
        return ([object["due"] as? String ?? ""] + why).joined(separator: "\n")
    }
}
