import Civic
import Directory
import Rules

/// Dates, names and amounts as the forms of the law write them: Vietnamese, whatever the reader's language.
struct SlipWords {
    let directory: DirectoryBook

    /// `08 giờ 05 phút, ngày 05 tháng 01 năm 2026`
    func moment(_ instant: Instant?) -> RuleValue {
        guard let instant else { return .null }
        let local = directory.zone.local(instant)
        let parts = local.time.text.split(separator: ":")
        guard parts.count == 2 else { return .null }
        return .string("\(parts[0]) giờ \(parts[1]) phút, \(HouseDates.longText(local.day, .vi))")
    }

    func day(_ instant: Instant?) -> RuleValue {
        instant.map { .string(HouseDates.longText(directory.zone.day($0), .vi)) } ?? .null
    }

    /// `05/01/2026`
    func shortDay(_ instant: Instant?) -> RuleValue {
        instant.map { .string(HouseDates.text(directory.zone.day($0))) } ?? .null
    }

    func unit(_ code: UnitCode) -> String { directory.tree.latest(code)?.name.vi ?? code.text }

    /// The body above, the body, and the place its papers are dated at: the area it serves where that is one, else the
    /// area above.
    func agency(_ code: UnitCode, on day: Day) -> RuleValue {
        let tree = directory.tree
        let unit = tree.unit(code, on: day) ?? tree.latest(code)
        let place = unit?.areas.count == 1 ? unit?.areas.first : tree.ancestors(of: code, on: day).last?.areas.first
        let area = place.flatMap { directory.atlas.area($0, on: day) ?? directory.atlas.latest($0) }
        return [
            "superior": .optional(unit?.parent.map { self.unit($0) }), "name": .string(self.unit(code)),
            "place": .optional(area.map { Self.plain($0.name.vi) }),
        ]
    }

    /// `Thành phố Hà Nội` dates its papers at `Hà Nội`, `Phường Ba Đình` at `Ba Đình`.
    private static func plain(_ name: String) -> String {
        for kind in ["Thành phố ", "Tỉnh ", "Phường ", "Xã ", "Thị trấn ", "Đặc khu "] where name.hasPrefix(kind) {
            return String(name.dropFirst(kind.count))
        }
        return name
    }

    func money(_ amount: Dong) -> String {
        amount.formatted(.vi).replacing(" ₫", with: " đồng")
    }
}

extension RuleValue {
    static func optional(_ text: String?) -> RuleValue { text.flatMap { $0.isEmpty ? nil : .string($0) } ?? .null }
}
