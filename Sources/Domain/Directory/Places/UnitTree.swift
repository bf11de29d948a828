package import Civic

/// The bodies of the city through time, indexed for the questions the house asks on every request. Built once from the
/// city's files, never changed; copying it copies references only.
package struct UnitTree: Sendable {
    /// In the order they were given.
    package let units: [Unit]
    /// Positions in `units` of all stretches of a code, oldest first.
    private let byCode: [UnitCode: [Int]]
    private let childrenByParent: [UnitCode: [Int]]
    private let byArea: [String: [Int]]

    package init(_ units: [Unit]) {
        self.units = units
        var byCode: [UnitCode: [Int]] = [:]
        var children: [UnitCode: [Int]] = [:]
        var byArea: [String: [Int]] = [:]
        for (position, unit) in units.enumerated() {
            byCode[unit.code, default: []].append(position)
            if let parent = unit.parent { children[parent, default: []].append(position) }
            for area in Set(unit.areas) { byArea[area, default: []].append(position) }
        }
        self.byCode = byCode.mapValues { positions in
            positions.sorted { Self.start(units[$0]) < Self.start(units[$1]) }
        }
        childrenByParent = children
        self.byArea = byArea
    }

    private static func start(_ unit: Unit) -> Int32 { unit.validFrom?.number ?? .min }

    package func unit(_ code: UnitCode, on day: Day) -> Unit? {
        byCode[code]?.lazy.map { units[$0] }.first { $0.isValid(on: day) }
    }

    /// The youngest stretch of a code, whether it is still valid or not: how an old dossier names its unit.
    package func latest(_ code: UnitCode) -> Unit? {
        byCode[code]?.last.map { units[$0] }
    }

    package func parent(of code: UnitCode, on day: Day) -> Unit? {
        unit(code, on: day)?.parent.flatMap { unit($0, on: day) }
    }

    /// From the parent upwards.
    package func ancestors(of code: UnitCode, on day: Day) -> [Unit] {
        var chain: [Unit] = []
        var current = code
        // The bound ends a circle that `motcua check` would have refused.
        while chain.count < 16, let above = parent(of: current, on: day) {
            chain.append(above)
            current = above.code
        }
        return chain
    }

    /// True for the unit itself and for all that stand under it on that day.
    package func isWithin(_ code: UnitCode, subtreeOf root: UnitCode, on day: Day) -> Bool {
        var current = code
        for _ in 0..<16 {
            if current == root { return true }
            guard let above = unit(current, on: day)?.parent else { return false }
            current = above
        }
        return false
    }

    package func children(of code: UnitCode, on day: Day) -> [Unit] {
        (childrenByParent[code] ?? []).map { units[$0] }.filter { $0.isValid(on: day) }
    }

    /// All units under this one, each parent before its children.
    package func descendants(of code: UnitCode, on day: Day) -> [Unit] {
        var found: [Unit] = []
        var seen: Set<UnitCode> = [code]
        var waiting = children(of: code, on: day)
        while !waiting.isEmpty {
            let next = waiting.filter { seen.insert($0.code).inserted }
            found += next
            waiting = next.flatMap { children(of: $0.code, on: day) }
        }
        return found
    }

    /// Units that name this very area among those they serve.
    package func units(of kind: UnitKind, serving area: String, on day: Day) -> [Unit] {
        (byArea[area] ?? []).map { units[$0] }.filter { $0.kind == kind && $0.isValid(on: day) }
    }

    /// The commune's People's Committee behind a receiving point: the one above it, or, since the point belongs to the
    /// city's service centre, the one whose area it serves (Decree 118/2025 Art. 7).
    package func communePC(of point: UnitCode, on day: Day) -> Unit? {
        guard let unit = unit(point, on: day) else { return nil }
        if unit.kind == .communePC { return unit }
        if let above = ancestors(of: point, on: day).first(where: { $0.kind == .communePC }) { return above }
        guard unit.areas.count == 1 else { return nil }
        return units(of: .communePC, serving: unit.areas[0], on: day).first
    }

    /// The service points that receive for an area: under the commune until the transfer, under the centre after it.
    package func servicePoints(serving area: String, on day: Day) -> [Unit] {
        units(of: .servicePoint, serving: area, on: day)
    }

    /// Where the work of a unit went: itself while it stands, then its successor, and that one's; nil when it ended
    /// without one or was never known.
    package func standing(for code: UnitCode, on day: Day) -> Unit? {
        var current = code
        for _ in 0..<16 {
            if let unit = unit(current, on: day) { return unit }
            guard let next = latest(current)?.successor else { return nil }
            current = next
        }
        return nil
    }

    /// Whether two units serve a common area on that day.
    package func shareArea(_ left: UnitCode, _ right: UnitCode, on day: Day) -> Bool {
        guard let left = unit(left, on: day), let right = unit(right, on: day) else { return false }
        return !Set(left.areas).isDisjoint(with: right.areas)
    }
}
