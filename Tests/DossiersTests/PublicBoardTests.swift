import Civic
import TestEngines
import Testing

@testable import Dossiers

/// What is held back stays unknown to who can add and subtract.
@Suite struct PublicBoardTests {
    private static func board(_ seed: UInt64) -> UnmaskedBoard {
        var random = Seeded(seed)
        var board = UnmaskedBoard()
        for unit in 0..<random.int(1...6) {
            for field in 0..<random.int(1...5) where random.chance(80) {
                var tally = Tally.zero
                let size = random.pick([3, 9, 60])
                tally[.online] = random.int(0...size)
                tally[.assisted] = random.int(0...tally[.online])
                tally[.posted] = random.int(0...2)
                tally[.received] = tally[.online] + tally[.posted] + random.int(0...size)
                tally[.full] = random.int(0...tally[.received])
                tally[.onTime] = random.int(0...size)
                tally[.late] = random.int(0...3)
                board.tallies["U\(unit)", default: [:]]["f\(field)"] = tally
            }
        }
        return board
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `no count from one to four is said, nor follows from what is said`(_ seed: UInt64) throws {
        let raw = Self.board(seed)
        let board = PublicBoard(raw)
        let units = board.units.map { Optional($0) } + [nil]
        let fields = board.fields.map { Optional($0) } + [nil]
        func truth(_ unit: String?, _ field: String?, _ measure: PublicMeasure) -> Int {
            raw.tallies.filter { unit == nil || $0.key == unit }.values.reduce(0) { sum, cells in
                sum + cells.filter { field == nil || $0.key == field }.values.reduce(0) { $0 + measure.value($1) }
            }
        }
        // What is known of each count: said, or at least one.
        var bounds: [String: (low: Int, high: Int)] = [:]
        func name(_ unit: String?, _ field: String?, _ measure: PublicMeasure) -> String {
            "\(unit ?? "*") \(field ?? "*") \(measure.rawValue)"
        }
        var hidden: [(String, Int)] = []
        for unit in units {
            for field in fields {
                let line = board.line(unit: unit, field: field)
                for measure in PublicMeasure.allCases {
                    let value = truth(unit, field, measure)
                    if let said = line[measure] {
                        #expect(said == value && (said == 0 || said >= PublicBoard.least))
                        bounds[name(unit, field, measure)] = (said, said)
                    } else {
                        hidden.append((name(unit, field, measure), value))
                        bounds[name(unit, field, measure)] = (1, 1_000_000)
                    }
                }
            }
        }
        var sums: [(String, [String])] = []
        for measure in PublicMeasure.allCases {
            for field in fields {
                sums.append((name(nil, field, measure), board.units.map { name($0, field, measure) }))
            }
            for unit in units {
                sums.append((name(unit, nil, measure), board.fields.map { name(unit, $0, measure) }))
            }
        }
        for unit in units {
            for field in fields {
                for sum in PublicMeasure.sums {
                    sums.append((name(unit, field, sum.total), sum.parts.map { name(unit, field, $0) }))
                }
            }
        }
        var isLearning = true
        while isLearning {
            isLearning = false
            for (total, parts) in sums {
                let low = parts.reduce(0) { $0 + (bounds[$1]?.low ?? 0) }
                let high = parts.reduce(0) { $0 + (bounds[$1]?.high ?? 0) }
                for (key, found) in [
                    (total, (low, high))
                ]
                    + parts.map({ part in
                        let own = bounds[part] ?? (0, 0)
                        let sum = bounds[total] ?? (0, 0)
                        return (part, (sum.low - (high - own.high), sum.high - (low - own.low)))
                    })
                {
                    guard let own = bounds[key] else { continue }
                    let narrowed = (low: max(own.low, found.0), high: min(own.high, found.1))
                    if narrowed != own {
                        bounds[key] = narrowed
                        isLearning = true
                    }
                }
            }
        }
        for (key, value) in hidden where value < PublicBoard.least {
            let known = try #require(bounds[key])
            #expect(known.low < known.high, "\(key) is \(value), and everybody can tell")
        }
    }

    @Test func `a share is said of what is held back only where five counts would give the same`() {
        typealias Share = PublicLine.Share
        #expect(Share(of: 995, 3, false, true) == .percent(99))
        #expect(Share(of: 20, 3, false, true) == .heldBack)
        #expect(Share(of: 20, 30, false, true) == .heldBack)
        #expect(Share(of: 30, 10, false, false) == .percent(75))
        #expect(Share(of: 0, 0, false, false) == .none)
    }
}
