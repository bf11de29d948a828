package import Civic

/// The administrative areas through time: codes are reused with new meaning, so code and date identify. Built once,
/// never changed.
package struct AreaAtlas: Sendable {
    package let areas: [Area]
    private let hard: [Area]
    private let byCode: [String: [Int]]
    private let childrenByParent: [String: [Int]]
    /// Every folded name, with and without its kind ("phuong hoan kiem", "hoan kiem"), sorted.
    private let names: [(name: String, position: Int)]
    private let successions: [String: [AreaSuccession]]

    package init(_ areas: [Area], successions: [AreaSuccession] = []) {
        self.areas = areas
        hard = areas.filter { $0.isDifficult == true }
        var byCode: [String: [Int]] = [:]
        var children: [String: [Int]] = [:]
        var names: [(name: String, position: Int)] = []
        for (position, area) in areas.enumerated() {
            byCode[area.code, default: []].append(position)
            if let parent = area.parent { children[parent, default: []].append(position) }
            for name in Self.searchNames(of: area) { names.append((name, position)) }
        }
        self.byCode = byCode.mapValues { $0.sorted { Self.start(areas[$0]) < Self.start(areas[$1]) } }
        let byName = { (position: Int) in VietnameseText.fold(areas[position].name.vi) }
        childrenByParent = children.mapValues { positions in
            positions.map { (byName($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
        self.names = names.sorted { ($0.name, $0.position) < ($1.name, $1.position) }
        self.successions = Dictionary(grouping: successions, by: \.oldCode)
            .mapValues { $0.sorted { $0.isPrimary && !$1.isPrimary } }
    }

    /// Codes of the areas with difficult conditions on a day.
    package func difficult(on day: Day) -> [String] { hard.filter { $0.isValid(on: day) }.map(\.code) }

    private static func start(_ area: Area) -> Int32 { area.validFrom?.number ?? .min }

    package func area(_ code: String, on day: Day) -> Area? {
        byCode[code]?.lazy.map { areas[$0] }.first { $0.isValid(on: day) }
    }

    /// The youngest stretch of a code, ended or not.
    package func latest(_ code: String) -> Area? {
        byCode[code]?.last.map { areas[$0] }
    }

    /// In the alphabet of folded names.
    package func children(of code: String, on day: Day) -> [Area] {
        (childrenByParent[code] ?? []).map { areas[$0] }.filter { $0.isValid(on: day) }
    }

    /// The first list of an address picker: areas without a parent.
    package func provinces(on day: Day) -> [Area] {
        areas.filter { $0.parent == nil && $0.isValid(on: day) }
            .sorted { VietnameseText.fold($0.name.vi) < VietnameseText.fold($1.name.vi) }
    }

    /// The second list: since 2025-07-01 the communes of a province; before, through its districts.
    package func communes(of province: String, on day: Day) -> [Area] {
        children(of: province, on: day).flatMap { child -> [Area] in
            let below = children(of: child.code, on: day)
            return below.isEmpty ? [child] : below
        }
    }

    /// A hit of a search by name: the area as it was called, and what stands there on the day asked about.
    package struct Match: Sendable, Hashable {
        package let area: Area
        /// The area itself while it stands; otherwise its successors, the primary one first.
        package let current: [Area]
    }

    /// Areas whose name, new or old, begins with this text, however it is accented; standing areas first.
    package func search(_ text: String, on day: Day, limit: Int = 20) -> [Match] {
        let prefix = VietnameseText.fold(text)
        guard !prefix.isEmpty else { return [] }
        var seen: Set<Int> = []
        var standing: [Match] = []
        var ended: [Match] = []
        var index = names.partitioningIndex { $0.name >= prefix }
        while index < names.count, names[index].name.hasPrefix(prefix), standing.count < limit {
            let position = names[index].position
            index += 1
            guard seen.insert(position).inserted else { continue }
            let area = areas[position]
            if area.isValid(on: day) {
                standing.append(Match(area: area, current: [area]))
            } else if ended.count < limit {
                let current = successors(of: area, on: day)
                if !current.isEmpty { ended.append(Match(area: area, current: current)) }
            }
        }
        return Array((standing + ended).prefix(limit))
    }

    /// What stands on `day` where this area was: follows every arrow, primary ones first, without doubles. A district,
    /// which ended without an arrow of its own, is where the seats of its communes are now: the most of them first.
    package func successors(of area: Area, on day: Day) -> [Area] {
        if area.isValid(on: day) { return [area] }
        guard hasArrow(area) else { return successorsOfChildren(of: area, on: day) }
        var found: [Area] = []
        var seen: Set<Area> = [area]
        var waiting = [area]
        while !waiting.isEmpty {
            var next: [Area] = []
            for old in waiting {
                for arrow in successions[old.code] ?? [] {
                    guard arrow.oldValidFrom == old.validFrom,
                        let new = stretch(arrow.newCode, from: arrow.newValidFrom), seen.insert(new).inserted
                    else { continue }
                    if new.isValid(on: day) { found.append(new) } else { next.append(new) }
                }
            }
            waiting = next
        }
        return found
    }

    private func hasArrow(_ area: Area) -> Bool {
        successions[area.code]?.contains { $0.oldValidFrom == area.validFrom } ?? false
    }

    private func successorsOfChildren(of area: Area, on day: Day) -> [Area] {
        guard let end = area.validTo else { return [] }
        var counts: [Area: Int] = [:]
        for child in children(of: area.code, on: end) where hasArrow(child) {
            if let seat = successors(of: child, on: day).first { counts[seat, default: 0] += 1 }
        }
        return counts.sorted { ($1.value, $0.key.code) < ($0.value, $1.key.code) }.map(\.key)
    }

    private func stretch(_ code: String, from day: Day?) -> Area? {
        let positions = byCode[code] ?? []
        let exact = positions.first { areas[$0].validFrom == day }
        return (exact ?? positions.last).map { areas[$0] }
    }

    private static let kindWords = [
        "thanh pho ", "tinh ", "quan ", "huyen ", "thi xa ", "thi tran ", "phuong ", "xa ", "dac khu ",
    ]

    private static func searchNames(of area: Area) -> [String] {
        let full = VietnameseText.fold(area.name.vi)
        guard let kind = kindWords.first(where: { full.hasPrefix($0) }) else { return [full] }
        return [full, String(full.dropFirst(kind.count))]
    }
}

extension Array {
    /// The first index whose element meets a condition that, once met, all later elements meet.
    func partitioningIndex(where isAtOrAfter: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isAtOrAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
