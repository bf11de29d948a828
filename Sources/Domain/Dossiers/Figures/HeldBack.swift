/// Which counts are not said, so that nobody who adds and subtracts what is said learns a small one.
struct HeldBack {
    struct Sum {
        let total: Int
        let parts: [Int]
    }

    private let values: [Int]
    private let sums: [Sum]
    /// The sums that a count stands in.
    private let sumsOf: [[Int]]
    private(set) var held: [Bool]

    /// - Parameter sums: of which every total and part is an index of `values`.
    init(_ values: [Int], _ sums: [Sum]) {
        self.values = values
        self.sums = sums
        var sumsOf = [[Int]](repeating: [], count: values.count)
        for (index, sum) in sums.enumerated() {
            sumsOf[sum.total].append(index)
            for part in sum.parts where part != sum.total { sumsOf[part].append(index) }
        }
        self.sumsOf = sumsOf
        held = values.map { $0 != 0 && $0 < PublicBoard.least }
        repeat { closeSums() } while hideBesideTold()
    }

    /// Hides more of each sum, the smallest first, until what is missing of it is at least five.
    private mutating func closeSums() {
        var waiting = Array(sums.indices)
        while let index = waiting.popLast() {
            guard let hidden = oneMore(of: sums[index]) else { continue }
            held[hidden] = true
            waiting += sumsOf[hidden]
        }
    }

    private func oneMore(of sum: Sum) -> Int? {
        var (hidden, count) = (0, 0)
        var smallest: Int?
        for part in sum.parts where values[part] != 0 {
            if held[part] {
                hidden += values[part]
                count += 1
            } else if smallest.map({ values[part] < values[$0] }) ?? true {
                smallest = part
            }
        }
        // A sum that is held back follows from parts that are all said; a part that is missing alone follows from the sum.
        let givesAway =
            held[sum.total] ? count == 0 && smallest != nil : count > 0 && (count == 1 || hidden < PublicBoard.least)
        return givesAway ? smallest ?? sum.total : nil
    }

    /// Small counts that all sums together leave one value; next to each another is hidden.
    private mutating func hideBesideTold() -> Bool {
        var isChanged = false
        for cell in told() {
            let near = neighbours(of: [cell])
            guard let next = smallestSaid(of: near) ?? smallestSaid(of: neighbours(of: near)) else { continue }
            held[next] = true
            isChanged = true
        }
        return isChanged
    }

    /// What stands in a sum with one of these.
    private func neighbours(of cells: [Int]) -> [Int] {
        cells.flatMap { sumsOf[$0] }.flatMap { [sums[$0].total] + sums[$0].parts }
    }

    private func smallestSaid(of cells: [Int]) -> Int? {
        cells.filter { !held[$0] && values[$0] != 0 }.min { values[$0] < values[$1] }
    }

    /// What a stranger works out: a count that is not said is at least one, and sums bound each other.
    private func told() -> [Int] {
        var low = values.indices.map { held[$0] ? 1 : values[$0] }
        var high = values.indices.map { held[$0] ? Int(Int32.max) : values[$0] }
        var waiting = sums.indices.filter { index in
            held[sums[index].total] || sums[index].parts.contains { held[$0] }
        }
        var isWaiting = [Bool](repeating: false, count: sums.count)
        for index in waiting { isWaiting[index] = true }
        func narrow(_ cell: Int, _ least: Int, _ most: Int) -> Bool {
            guard held[cell], least > low[cell] || most < high[cell] else { return false }
            low[cell] = max(low[cell], least)
            high[cell] = min(high[cell], most)
            return true
        }
        while let index = waiting.popLast() {
            isWaiting[index] = false
            let sum = sums[index]
            let least = sum.parts.reduce(0) { $0 + low[$1] }
            let most = sum.parts.reduce(0) { $0 + high[$1] }
            var changed: [Int] = narrow(sum.total, least, most) ? [sum.total] : []
            for part in sum.parts where held[part] {
                let own = (low[part], high[part])
                if narrow(part, low[sum.total] - (most - own.1), high[sum.total] - (least - own.0)) {
                    changed.append(part)
                }
            }
            for cell in changed {
                for other in sumsOf[cell] where !isWaiting[other] {
                    isWaiting[other] = true
                    waiting.append(other)
                }
            }
        }
        return values.indices.filter { held[$0] && values[$0] < PublicBoard.least && low[$0] >= high[$0] }
    }
}
