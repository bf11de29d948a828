import CityFolder

/// Names by their frequency, from the city's `names.csv`.
struct NameTable: Sendable {
    private struct Weighted: Sendable {
        var names: [String] = []
        var sums: [Int] = []

        mutating func add(_ name: String, _ weight: Int) {
            names.append(name)
            sums.append((sums.last ?? 0) + max(weight, 1))
        }

        func pick(_ random: inout SeededRandom) -> String? {
            guard let total = sums.last else { return nil }
            let ticket = Int.random(in: 0..<total, using: &random)
            var low = 0
            var high = sums.count - 1
            while low < high {
                let middle = (low + high) / 2
                if sums[middle] > ticket { high = middle } else { low = middle + 1 }
            }
            return names[low]
        }
    }

    private var parts: [String: Weighted] = [:]

    init(_ folder: CityFolder) {
        let findings = Findings()
        for file in folder.everyFile("names.csv") {
            for record in (CSVSource.records(file, findings) ?? []).dropFirst() where record.fields.count == 4 {
                let weight = Int(record.fields[2]) ?? 1
                let sexes = record.fields[3] == "any" ? ["m", "f"] : [record.fields[3].lowercased()]
                for sex in sexes {
                    parts["\(record.fields[0])/\(sex)", default: Weighted()].add(record.fields[1], weight)
                }
            }
        }
    }

    /// Family name, middle name, given name, as the law orders them.
    func fullName(isFemale: Bool, _ random: inout SeededRandom) -> String {
        let sex = isFemale ? "f" : "m"
        return ["surname", "middle", "given"].compactMap { parts["\($0)/\(sex)"]?.pick(&random) }
            .joined(separator: " ")
    }
}
