import Catalogue
import Civic
import Directory
import Journal
import Store
import TestEngines
import Testing

@testable import Dossiers

/// What boards are made of, against a count of the raw events.
@Suite struct FigureTests {
    private static func settle(_ fixture: DeskFixture) async throws {
        var runner = ConsumerRunner(fixture.database, clock: fixture.clock)
        runner.add(StatisticKeeper(zone: .hanoi, rules: fixture.rules))
        try await runner.settle()
    }

    /// Every row of the three tables.
    private static func dump(_ fixture: DeskFixture) async throws -> [String] {
        let measures = FigureMeasure.allCases.map(\.rawValue).joined(separator: ", ")
        let tables = [
            ("unit, grain, span, known, procedure", measures, "figure"),
            ("unit, field, span, known, grain, decides", measures, "board_figure"),
            ("unit, field, span, known, measure, grain, value", "", "figure_part"),
        ]
        return try await fixture.database.read { transaction in
            var rows: [String] = []
            for (key, values, table) in tables {
                let text = "SELECT " + (values.isEmpty ? key : "\(key), \(values)") + " FROM \(table)"
                let columns =
                    key.split(separator: ",").count
                    + (values.isEmpty ? 0 : FigureMeasure.allCases.count)
                let texts = key.split(separator: ",").map { $0.trimmingPrefix(" ") }.map {
                    !["grain", "decides", "value"].contains(String($0))
                }
                try transaction.forEach(SQL(stringLiteral: text)) { row in
                    rows.append(
                        "\(table) "
                            + (0..<columns).map { column in
                                column < texts.count && texts[column] ? row.text(column) : String(row.int(column))
                            }.joined(separator: "|"))
                }
            }
            return rows.sorted()
        }
    }

    /// Walks for some months; figures are settled on the way, and some papers are typed in days after they came.
    private static func walked(_ seed: UInt64, steps: Int = 220) async throws -> (DeskFixture, Walk) {
        let fixture = try await DeskFixture()
        var walk = Walk(fixture, seed: seed)
        for number in 1...steps {
            _ = try await walk.step()
            if number % 40 == 0 {
                var late = fixture.maritalStatus(.counter)
                late.handedInAt = fixture.clock.now().adding(hours: -24 * 35)
                walk.dossiers.append(try await fixture.lodge(late, by: fixture.cast.counter))
                try await settle(fixture)
            }
        }
        try await settle(fixture)
        return (fixture, walk)
    }

    @Test(arguments: [21, 22] as [UInt64])
    func `a second count of the whole journal gives every row as it was kept`(_ seed: UInt64) async throws {
        let (fixture, _) = try await Self.walked(seed)
        let kept = try await Self.dump(fixture).filter { !$0.hasSuffix("|0") || !$0.hasPrefix("figure_part") }
        try await fixture.database.write("test.forget") { transaction in
            for table in ["figure", "board_figure", "figure_part"] {
                try transaction.execute(SQL(stringLiteral: "DELETE FROM \(table)"))
            }
            try transaction.execute("DELETE FROM consumer_cursor WHERE name = 'dossiers.figures'")
        }
        #expect(try await Self.dump(fixture).isEmpty)

        try await Self.settle(fixture)

        let again = try await Self.dump(fixture)
        #expect(again == kept && kept.count > 100)
    }

    @Test(arguments: [31, 32, 33] as [UInt64])
    func `a board as of any past day shows what was known at its end, no more and no less`(_ seed: UInt64)
        async throws
    {
        let (fixture, walk) = try await Self.walked(seed)
        let zone = CityZone.hanoi
        let headers = try await walk.dossiers.asyncMap { try await fixture.headers(of: $0) }.joined()
        let first = try #require(headers.map { zone.day($0.effective) }.min())
        let last = zone.day(fixture.clock.now())
        #expect(
            headers.contains { zone.day($0.at) > FigureGrain.month.last(of: zone.day($0.effective)) }, "late months")
        var random = Seeded(seed)
        for _ in 1...30 {
            let from = first + random.int(0...(last - first))
            let to = from + random.int(0...120)
            let asOf = random.chance(30) ? nil : min(last, from + random.int(0...150))
            let unit = random.pick([nil, Offices.ward, Offices.point])
            var expected: [String: [String: Int]] = [:]
            for header in headers {
                let counts = zone.day(header.effective)
                guard counts >= from, counts <= to, asOf.map({ zone.day(header.at) <= $0 && counts <= $0 }) ?? true,
                    let event = EventName(kind: header.kind), let procedure = header.facts.text("procedure"),
                    unit == nil
                        || [header.facts.text("competent"), header.facts.text("receiving")].contains(unit?.text)
                else { continue }
                let name: String
                switch event {
                case .lodged: name = "received"
                case .accepted: name = "accepted"
                case .released: name = header.facts.bool("on_time") == true ? "onTime" : "late"
                case .returned, .withdrawn, .stopped, .refusedAtIntake: name = "ended"
                default: continue
                }
                expected[procedure, default: [:]][name, default: 0] += 1
            }

            let lines = try await fixture.desk.statistics(unit: unit, from: from, to: to, by: .procedure, asOf: asOf)

            for code in Set(expected.keys).union(lines.map(\.key)) {
                let line = lines.first { $0.key == code }
                let found = [
                    "received": line?.received ?? 0, "accepted": line?.accepted ?? 0, "onTime": line?.onTime ?? 0,
                    "late": line?.late ?? 0, "ended": line?.ended ?? 0,
                ].filter { $0.value != 0 }
                #expect(found == expected[code] ?? [:], "\(code) \(from.iso) \(to.iso) \(asOf?.iso ?? "now")")
            }
        }
    }

    @Test func `papers typed in next month are not in the board as it was`() async throws {
        let fixture = try await DeskFixture(at: "2026-12-02T09:00")
        var filing = fixture.maritalStatus(.counter)
        filing.handedInAt = instant("2026-11-30T16:00")
        _ = try await fixture.lodge(filing, by: fixture.cast.counter)
        try await Self.settle(fixture)
        func received(_ asOf: String?) async throws -> Int {
            try await fixture.desk.statistics(
                unit: Offices.ward, from: day("2026-11-01"), to: day("2026-11-30"), by: .field,
                asOf: asOf.map(day)
            ).reduce(0) { $0 + $1.received }
        }

        #expect(try await received("2026-11-30") == 0)
        #expect(try await received("2026-12-01") == 0)
        #expect(try await received("2026-12-02") == 1)
        #expect(try await received(nil) == 1)
    }

    @Test
    func `acceptance after the counter's time is counted late, and time is counted from acceptance to the result`()
        async throws
    {
        let fixture = try await DeskFixture()
        let late = try await fixture.lodge(fixture.maritalStatus(.counter))
        fixture.set("2026-11-23T10:00")
        _ = try await fixture.accept(late)
        let cast = fixture.cast
        try await fixture.act(late, "examine", "ready", by: cast.civil)
        try await fixture.act(late, "sign", "sign", by: cast.signer)
        fixture.set("2026-11-24T10:00")
        try await fixture.act(late, "seal", "release", by: cast.clerk)
        _ = try await fixture.lodgeAndAccept(fixture.maritalStatus(.counter))
        try await Self.settle(fixture)
        let period = FigurePeriod(from: day("2026-11-01"), to: day("2026-11-30"))

        let (board, durations) = try await fixture.database.read { transaction in
            (
                try DossierDesk.board(over: period, in: transaction),
                try DossierDesk.durations(unit: Offices.ward, field: nil, over: period, in: transaction)
            )
        }

        let cell = try #require(board.tallies[Offices.ward.text]?.values.first)
        #expect(cell[.accepted] == 2 && cell[.acceptedLate] == 1)
        let median = try #require(durations.median)
        #expect(durations.count == 1 && (1_296...1_584).contains(median), "\(median)")
    }

    @Test func `a period is whole months and the days before and after them`() {
        let spans = FigurePeriod(from: day("2026-01-15"), to: day("2026-12-02")).spans
        #expect(
            spans == [
                FigureSpan(grain: .day, first: day("2026-01-15"), last: day("2026-01-31")),
                FigureSpan(grain: .month, first: day("2026-02-01"), last: day("2026-11-01")),
                FigureSpan(grain: .day, first: day("2026-12-01"), last: day("2026-12-02")),
            ])
        #expect(FigurePeriod(from: day("2024-02-01"), to: day("2024-02-29")).spans.map(\.grain) == [.month])
        let seen = FigurePeriod(from: day("2026-11-01"), to: day("2026-11-30"), asOf: day("2026-11-10"))
        #expect(seen.spans == [FigureSpan(grain: .day, first: day("2026-11-01"), last: day("2026-11-10"))])
    }

    @Test(arguments: [5, 6, 7] as [UInt64])
    func `a median and a ninth tenth are off by a tenth at most`(_ seed: UInt64) throws {
        var random = Seeded(seed)
        var durations = Durations()
        var all: [Int] = []
        for _ in 1...500 {
            let minutes = random.int(0...(random.chance(20) ? 400_000 : 5_000))
            all.append(minutes)
            durations.add(1, at: DurationScale.place(of: minutes))
        }
        all.sort()

        for (share, found) in [(50, durations.median), (90, durations.ninth)] {
            let exact = all[(all.count * share + 99) / 100 - 1]
            #expect(abs(try #require(found) - exact) * 10 <= exact, "\(share): \(exact)")
        }
        #expect(Durations().median == nil)
    }
}
