import Civic
import Testing

@testable import Directory

struct PlacesTests {
    @Test(arguments: [
        (SmallCity.date(2025, 12, 7), SmallCity.oldPoint), (SmallCity.date(2025, 12, 8), SmallCity.point),
    ])
    func `a ward is served by its own point until the transfer and by the centre's after it`(
        day: Day, expected: UnitCode
    ) {
        let points = SmallCity.tree.servicePoints(serving: "00070", on: day)

        #expect(points.map(\.code) == [expected])
        #expect(SmallCity.tree.communePC(of: expected, on: day)?.code == SmallCity.ward)
    }

    @Test func `the work of an ended point is with its successor`() {
        #expect(SmallCity.tree.standing(for: SmallCity.oldPoint, on: SmallCity.day)?.code == SmallCity.point)
    }

    @Test func `a unit stands within its ancestors and not within its siblings`() {
        let tree = SmallCity.tree

        #expect(tree.isWithin(SmallCity.point, subtreeOf: SmallCity.centre, on: SmallCity.day))
        #expect(!tree.isWithin(SmallCity.point, subtreeOf: SmallCity.ward, on: SmallCity.day))
        #expect(Set(tree.descendants(of: SmallCity.ward, on: SmallCity.day).map(\.code)) == [SmallCity.justice])
    }

    @Test func `a ward of 2019 is found by its old name and gives its successors with the primary one first`() {
        let matches = SmallCity.atlas.search("dong xuan", on: SmallCity.day)

        #expect(matches.first?.area.code == "00040")
        #expect(matches.first?.current.map(\.code) == ["00070", "00097"])
    }

    @Test func `a code used again means what it meant on the day`() {
        #expect(SmallCity.atlas.area("00070", on: SmallCity.date(2019, 5, 1))?.name.vi == "Phường Tràng Tiền")
        #expect(SmallCity.atlas.area("00070", on: SmallCity.day)?.name.vi == "Phường Hoàn Kiếm")
    }

    @Test func `communes are picked in two steps before and after the districts`() {
        #expect(SmallCity.atlas.communes(of: "01", on: SmallCity.day).map(\.code) == ["00070", "00097"])
        #expect(SmallCity.atlas.communes(of: "01", on: SmallCity.date(2019, 5, 1)).count == 3)
    }
}
