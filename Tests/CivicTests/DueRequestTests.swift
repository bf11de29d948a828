import Civic
import Foundation
import TestEngines
import Testing

@Suite struct `motcua due, line by line` {
    private func answer(_ line: String) -> [String: Any] {
        let text = DueRequest.answer(line: line) { unit in
            switch unit {
            case nil: HanoiCalendar.calendar
            case "H26.34": WorkingCalendar(revision: "r", sessions: [1: sessions("08:00-12:00")])
            default: nil
            }
        }
        return (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? ["unreadable": text]
    }

    @Test(arguments: [
        (#"{"received":"2026-02-12T09:10","limit":{"workingDays":5},"rule":"clock","unit":null}"#, "2026-02-26T09:10"),
        (#"{"received":"2026-02-12T09:10","limit":{"workingDays":5}}"#, "2026-02-26T17:00"),
        (#"{"received":"2026-03-02T09:00:30","limit":{"workingDays":8.5},"rule":"close"}"#, "2026-03-13T12:00"),
        (#"{"received":"2026-09-21T09:00","limit":{"days":12}}"#, "2026-10-05T17:00"),
        (#"{"received":"2026-11-21T22:30","limit":{"hours":12,"clock":"continuous"}}"#, "2026-11-22T10:30"),
        (#"{"received":"2026-11-20T16:00","limit":{"hours":2}}"#, "2026-11-23T09:00"),
        (#"{"received":"2026-01-31T09:00","limit":{"months":1}}"#, "2026-03-02T17:00"),
        (#"{"received":"2026-03-02T09:00","limit":{"years":1}}"#, "2027-03-02T17:00"),
        (#"{"received":"2026-11-19T15:01","limit":{"sameDay":true}}"#, "2026-11-20T17:00"),
        (#"{"received":"2026-11-19T15:00","limit":{"sameDay":null}}"#, "2026-11-19T17:00"),
        (#"{"received":"2026-11-19T10:01","limit":{"sameDay":"10:00"}}"#, "2026-11-20T17:00"),
        (#"{"received":"2026-11-19T15:01","limit":{"sameDay":{"cutoff":"16:00"}},"unit":null}"#, "2026-11-19T17:00"),
        (#"{"received":"2026-11-20T09:00","limit":{"workingDays":2},"unit":"H26.34"}"#, "2026-11-30T12:00"),
    ])
    func `a question is answered with the date and its reasons`(line: String, due: String) {
        let answer = answer(line)

        #expect(answer["due"] as? String == due)
        #expect((answer["why"] as? [String])?.count ?? 0 >= 3)
    }

    @Test func `reasons come in the language asked for`() {
        let english = answer(#"{"received":"2026-11-19T16:20","limit":{"sameDay":true},"language":"en"}"#)

        #expect((english["why"] as? [String])?.first == "Received at 16:20 on 19/11/2026.")
    }

    @Test(arguments: [
        ("", "JSON"), ("{", "JSON"), ("[]", "JSON"), ("null", "JSON"), ("{}", "received"),
        (#"{"received":"2026-02-30T09:10","limit":{"days":1}}"#, "received"),
        (#"{"received":"2026-02-12","limit":{"days":1}}"#, "received"),
        (#"{"received":5,"limit":{"days":1}}"#, "received"),
        (#"{"received":"0001-02-12T09:10","limit":{"days":1}}"#, "1900"),
        (#"{"received":"2026-02-12T09:10"}"#, "limit is missing"),
        (#"{"received":"2026-02-12T09:10","limit":{}}"#, "limit is missing"),
        (#"{"received":"2026-02-12T09:10","limit":5}"#, "limit is missing"),
        (#"{"received":"2026-02-12T09:10","limit":{"weeks":1}}"#, "weeks"),
        (#"{"received":"2026-02-12T09:10","limit":{"days":1,"hours":2}}"#, "days, hours"),
        (#"{"received":"2026-02-12T09:10","limit":{"workingDays":-1}}"#, "negative"),
        (#"{"received":"2026-02-12T09:10","limit":{"days":-2}}"#, "negative"),
        (#"{"received":"2026-02-12T09:10","limit":{"days":2.5}}"#, "whole"),
        (#"{"received":"2026-02-12T09:10","limit":{"workingDays":"5"}}"#, "number"),
        (#"{"received":"2026-02-12T09:10","limit":{"workingDays":true}}"#, "number"),
        (#"{"received":"2026-02-12T09:10","limit":{"workingDays":NaN}}"#, "JSON"),
        (#"{"received":"2026-02-12T09:10","limit":{"workingDays":1e999}}"#, "number"),
        (#"{"received":"2026-02-12T09:10","limit":{"workingDays":1e300}}"#, "4000"),
        (#"{"received":"2026-02-12T09:10","limit":{"years":99999999999999999999}}"#, "100"),
        (#"{"received":"2026-02-12T09:10","limit":{"days":1,"clock":"continuous"}}"#, "hours"),
        (#"{"received":"2026-02-12T09:10","limit":{"hours":1,"clock":"moon"}}"#, "continuous"),
        (#"{"received":"2026-02-12T09:10","limit":{"sameDay":"25:00"}}"#, "15:00"),
        (#"{"received":"2026-02-12T09:10","limit":{"sameDay":false}}"#, "limit"),
        (#"{"received":"2026-02-12T09:10","limit":{"days":1},"rule":"soon"}"#, "clock"),
        (#"{"received":"2026-02-12T09:10","limit":{"days":1},"unit":"X"}"#, "X"),
        (#"{"received":"2026-02-12T09:10","limit":{"days":1},"unit":7}"#, "unit"),
        (#"{"received":"2026-02-12T09:10","limit":{"days":1},"language":"fr"}"#, "language"),
        (#"{"recieved":"2026-02-12T09:10","limit":{"days":1}}"#, "recieved"),
    ])
    func `a bad line is answered with what is wrong`(line: String, names: String) {
        let error = answer(line)["error"] as? String

        #expect(error?.contains(names) == true, "\(error ?? "no error")")
        #expect(answer(line)["due"] == nil)
    }

    @Test func `a limit is stored as it is written in a question`() throws {
        let limits: [(Limit, String)] = [
            (.workingDays(8.5), #"{"workingDays":8.5}"#), (.days(15), #"{"days":15}"#),
            (.hours(2, .working), #"{"hours":2}"#),
            (.hours(12, .continuous), #"{"clock":"continuous","hours":12}"#), (.sameDay, #"{"sameDay":"15:00"}"#),
            (.months(6), #"{"months":6}"#), (.years(1), #"{"years":1}"#),
        ]
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        for (limit, text) in limits {
            #expect(String(decoding: try encoder.encode(limit), as: UTF8.self) == text)
            #expect(try JSONDecoder().decode(Limit.self, from: Data(text.utf8)) == limit)
        }
    }

    @Test func `no line, however broken, stops the answering`() {
        var random = Seeded(2026)
        let whole = Array(#"{"received":"2026-02-12T09:10","limit":{"workingDays":5},"rule":"clock","unit":null}"#.utf8)
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<random.int(1...4) { bytes[random.int(0...(bytes.count - 1))] = UInt8(random.int(0x20...0x7E)) }
            let answer = answer(String(decoding: bytes, as: UTF8.self))

            #expect((answer["due"] == nil) != (answer["error"] == nil))
        }
    }
}
