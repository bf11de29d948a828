package import Civic
package import Directory

/// Where competence looks units up.
package protocol CompetentUnitLookup: Sendable {
    func isValid(_ unit: UnitCode, on day: Day) -> Bool
    /// The unit of a kind that serves the area.
    func unit(kind: String, serving area: String, on day: Day) -> UnitCode?
    /// The deciding body of the place where the dossier was handed in.
    func commune(ofPoint point: UnitCode, kind: String, on day: Day) -> UnitCode?
}

extension UnitTree: CompetentUnitLookup {
    package func isValid(_ unit: UnitCode, on day: Day) -> Bool { self.unit(unit, on: day) != nil }

    package func unit(kind: String, serving area: String, on day: Day) -> UnitCode? {
        units(of: UnitKind(rawValue: kind), serving: area, on: day).first?.code
    }

    /// The point itself when it is of the kind, else the unit of that kind that serves the point's area, else the
    /// nearest such unit above it.
    package func commune(ofPoint point: UnitCode, kind: String, on day: Day) -> UnitCode? {
        guard let unit = unit(point, on: day) else { return nil }
        if unit.kind.rawValue == kind { return unit.code }
        let kind = UnitKind(rawValue: kind)
        if kind == .communePC, let commune = communePC(of: point, on: day) { return commune.code }
        for area in unit.areas {
            if let found = units(of: kind, serving: area, on: day).first { return found.code }
        }
        return ancestors(of: point, on: day).first { $0.kind == kind }?.code
    }
}
