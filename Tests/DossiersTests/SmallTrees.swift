import Civic
import Directory
import Dossiers
import Rules
import TestEngines

@testable import Catalogue

/// Process trees written short, for the walk's own tests.
enum Tree {
    static func step(_ id: String, back: [String] = []) -> Block {
        .step(
            Step(
                id: id, name: LocalizedText(vi: id, en: id), kind: .examine,
                seat: .officer(.specialist, .competent), minutes: nil, limit: nil, onSilence: nil, pausesClock: false,
                actions: [], asks: [], mandate: nil, notBy: nil))
    }

    static func all(_ branches: [Block]...) -> Block { .parallel(id: "all", join: .all, branches: branches) }
    static func any(_ branches: [Block]...) -> Block { .parallel(id: "any", join: .any, branches: branches) }

    static func choice(_ arms: (String?, [Block])...) throws -> Block {
        .choice(id: "choice", arms: try arms.map { Block.Arm(when: try $0.0.map { try Expression($0) }, blocks: $0.1) })
    }

    /// A tree of at most `depth` nested blocks, whose choices depend on the fact `n` (0…2).
    static func random(_ depth: Int, _ random: inout Seeded, _ count: inout Int) throws -> [Block] {
        var blocks: [Block] = []
        for _ in 0..<random.int(depth == 3 ? 1...3 : 0...2) {
            switch depth == 0 ? 0 : random.int(0...3) {
            case 2:
                var branches: [[Block]] = []
                for _ in 0..<random.int(1...3) { branches.append(try self.random(depth - 1, &random, &count)) }
                blocks.append(.parallel(id: "p\(count)", join: random.chance(50) ? .all : .any, branches: branches))
            case 3:
                var arms: [Block.Arm] = []
                for number in 0..<random.int(1...2) {
                    arms.append(
                        Block.Arm(
                            when: random.chance(20) ? nil : try Expression("facts.n == \(number)"),
                            blocks: try self.random(depth - 1, &random, &count)))
                }
                blocks.append(.choice(id: "c\(count)", arms: arms))
            default:
                count += 1
                blocks.append(step("s\(count)"))
            }
        }
        return blocks
    }
}

/// A dossier's places under a walk, without a dossier.
struct Walker {
    let walk: ProcessWalk
    var open: [Place] = []
    var hasEnded = false
    var scope: CaseScope

    init(_ process: [Block], n: Int = 0) throws {
        walk = ProcessWalk(process)
        scope = CaseScope(
            facts: ["n": FactText.text(.int(Int64(n))) ?? ""], declared: ["n"], counts: .none, channel: .online,
            today: day("2026-11-19"))
        take(try walk.start(scope))
    }

    var names: [String] { open.compactMap { walk.process.step(at: $0)?.id }.sorted() }

    mutating func close(_ name: String) throws {
        guard let place = open.first(where: { walk.process.step(at: $0)?.id == name }) else {
            throw NoSuchTask(step: name, open: names)
        }
        try close(place)
    }

    mutating func close(_ place: Place) throws {
        open.removeAll { $0 == place }
        take(try walk.after(place, open: open, scope))
    }

    /// - Returns: false when there is no way back to that step from there.
    mutating func back(from name: String, to step: String) -> Bool {
        guard let place = open.first(where: { walk.process.step(at: $0)?.id == name }) else { return false }
        let others = open.filter { $0 != place }
        guard let move = walk.back(from: place, to: step, open: others) else { return false }
        open = others
        take(move)
        return true
    }

    private mutating func take(_ move: ProcessWalk.Move) {
        open.removeAll { move.cancels.contains($0) }
        open += move.opens
        hasEnded = move.hasEnded
    }
}
