import Door

/// How a paper is looked at: which page, how large, which way up. It all stands in the address.
struct PaperSight: Equatable {
    static let zooms = [100, 150, 200, 300]

    /// From 1.
    var page = 1
    /// Percent of the width there is.
    var zoom = 100
    /// Degrees, clockwise.
    var turn = 0

    init() {}

    init(_ form: FilledForm) {
        page = max(1, Int(form.text("trang")) ?? 1)
        zoom = Int(form.text("phong")).flatMap { Self.zooms.contains($0) ? $0 : nil } ?? 100
        turn = Int(form.text("xoay")).flatMap { [90, 180, 270].contains($0) ? $0 : nil } ?? 0
    }

    var query: String {
        (page == 1 ? "" : "&trang=\(page)") + (zoom == 100 ? "" : "&phong=\(zoom)")
            + (turn == 0 ? "" : "&xoay=\(turn)")
    }

    /// A step larger or smaller; nil where there is none.
    func zoomed(by step: Int) -> PaperSight? {
        guard let at = Self.zooms.firstIndex(of: zoom), Self.zooms.indices.contains(at + step) else { return nil }
        var other = self
        other.zoom = Self.zooms[at + step]
        return other
    }

    func turned(by degrees: Int) -> PaperSight {
        var other = self
        other.turn = (turn + degrees + 360) % 360
        return other
    }

    func at(page: Int) -> PaperSight {
        var other = self
        other.page = page
        return other
    }
}
