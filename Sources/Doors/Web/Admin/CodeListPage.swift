import Catalogue
import CityFolder
import Civic
import Directory
import Door
import Hummingbird
import NIOCore

/// Areas and units as they stood on a day, each with what came after it; as a page and as CSV.
struct CodeListPage: Sendable {
    let house: House

    private enum List: String, CaseIterable {
        case units
        case areas
    }

    private struct Entry {
        let code: String
        let name: LocalizedText
        let from: Day?
        let to: Day?
        /// Codes that took its place.
        let successors: [String]
    }

    func register(on router: GuardedRouter) {
        router.get("/can-bo/quan-tri/danh-muc", for: AdminPages.managesCity, door: .officer, "code lists as of a day") {
            request, context in
            show(request, context)
        }
        router.get("/can-bo/quan-tri/danh-muc.csv", for: AdminPages.managesCity, door: .officer, "a code list as CSV") {
            request, context in
            csv(request, context)
        }
    }

    private func show(_ request: Request, _ context: HouseContext) -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let query = FormReader.query(request)
        let (list, day) = asked(query)
        let sought = VietnameseText.fold(query.text("q"))
        let all = entries(list, on: day).filter { entry in
            sought.isEmpty || VietnameseText.fold("\(entry.code) \(entry.name.vi) \(entry.name.en)").contains(sought)
        }
        var model: Model = [
            "wants_officer_css": true, "day": day.iso, "q": query.text("q"),
            "csv_href": "\(words.base)/can-bo/quan-tri/danh-muc.csv?danh-sach=\(list.rawValue)&ngay=\(day.iso)",
            "count": words.words["admin_codes_count", ["count": String(all.count)]],
        ]
        model["lists"] = List.allCases.map {
            Choice.option($0.rawValue, words.words["admin_codes_\($0.rawValue)"], selected: $0 == list)
        }
        model["entries"] = all.prefix(500).map { entry -> Model in
            [
                "entry_code": entry.code, "entry_name": entry.name[words.language],
                "entry_days": [entry.from, entry.to].map { $0.map { HouseDates.text($0) } ?? "" }
                    .joined(separator: " – "),
                "entry_next": entry.successors.joined(separator: ", "),
            ]
        }
        model[all.isEmpty ? "is_empty" : "has_entries"] = true
        return house.pages.page(
            "admin/codes", title: words.words["admin_codes"], model, request: request, context: context)
    }

    private func csv(_ request: Request, _ context: HouseContext) -> Response {
        let (list, day) = asked(FormReader.query(request))
        let rows = entries(list, on: day).map { entry in
            [
                entry.code, entry.name.vi, entry.name.en, entry.from?.iso ?? "", entry.to?.iso ?? "",
                entry.successors.joined(separator: ";"),
            ]
        }
        let bytes = CSVSource.bytes([["code", "name_vi", "name_en", "valid_from", "valid_to", "successors"]] + rows)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(list.rawValue)-\(day.iso).csv\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func asked(_ query: FilledForm) -> (List, Day) {
        (List(rawValue: query.text("danh-sach")) ?? .units, Day(query.text("ngay")) ?? house.today)
    }

    private func entries(_ list: List, on day: Day) -> [Entry] {
        switch list {
        case .units:
            return house.catalogue.units.units.filter { $0.isValid(on: day) }.map { unit in
                Entry(
                    code: unit.code.text, name: unit.name, from: unit.validFrom, to: unit.validTo,
                    successors: unit.successor.map { [$0.text] } ?? [])
            }
        case .areas:
            let next = Dictionary(grouping: house.catalogue.successions) {
                "\($0.oldCode) \($0.oldValidFrom?.iso ?? "")"
            }
            return house.catalogue.areas.filter { $0.isValid(on: day) }.map { area in
                Entry(
                    code: area.code, name: area.name, from: area.validFrom, to: area.validTo,
                    successors: next["\(area.code) \(area.validFrom?.iso ?? "")"]?.map(\.newCode) ?? [])
            }
        }
    }
}
