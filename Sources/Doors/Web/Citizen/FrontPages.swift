import Catalogue
import Civic
import Directory
import Door
import Hummingbird

/// What everybody may see: the home page, the services, help, and the static files.
struct FrontPages: Sendable {
    let house: House
    static let pageSize = 20

    func register(on router: GuardedRouter) {
        router.get("/", for: .anyone, door: .web, "home page") { request, context in home(request, context) }
        router.get("/dich-vu", for: .anyone, door: .web, "services with search and filters") { request, context in
            services(request, context)
        }
        router.get("/dich-vu/:code", for: .anyone, door: .web, "one service") { request, context in
            try await ServicePage(house: house).show(request, context)
        }
        router.get("/su-kien/:event", for: .anyone, door: .web, "what to do when something happens in a life") {
            request, context in
            try GuidePage(house: house).show(request, context)
        }
        for (path, name) in [("/tro-giup", "help"), ("/tiep-can", "accessibility")] {
            router.get(path, for: .anyone, door: .web, name) { request, context in
                house.pages.page(
                    "citizen/\(name)", title: house.pages.words(context)["\(name)_page_title"], [:], request: request,
                    context: context)
            }
        }
        router.on("GET", "/static/:name", for: .anyone, door: .house, "styles, scripts and pictures") {
            request, context in
            guard let response = house.pages.files.response(context.parameters.get("name") ?? "", to: request) else {
                throw DoorProblem.notFound
            }
            return response
        }
    }

    private func home(_ request: Request, _ context: HouseContext) -> Response {
        let language = context.language
        let catalogue = house.catalogue
        let today = house.today
        let popular = catalogue.modelled.compactMap { catalogue.procedure($0, on: today) }.map { procedure -> Model in
            ["code": procedure.code, "name": procedure.name[language], "summary": procedure.summary[language]]
        }
        let events = catalogue.lifeEvents.map { event -> Model in
            ["event_address": house.address(ofEvent: event.id), "event_name": event.name[language]]
        }
        var model: Model = [
            "popular": popular, "events": events, "total": String(catalogue.search(limit: 0).total),
            "city_hero": house.pages.words(context)["home_title", ["city": house.pages.settings.cityName[language]]],
        ]
        if FormReader.query(request).has("da-dang-xuat"), context.session == nil { model["signed_out"] = true }
        return house.pages.page(
            "citizen/home", title: house.pages.words(context)["home_window"], model, request: request, context: context)
    }

    private func services(_ request: Request, _ context: HouseContext) -> Response {
        let language = context.language
        let words = house.pages.words(context)
        let query = FormReader.query(request)
        let asked = String(query.text("q").prefix(200))
        let filter = ServiceFilter(query)
        let number = min(max(1, Int(query.text("trang")) ?? 1), 1_000)
        let found = house.catalogue.search(
            asked, field: filter.field, level: filter.level, lifeEvent: filter.event, onlyOnline: filter.isOnline,
            limit: Self.pageSize, offset: (number - 1) * Self.pageSize)
        var model: Model = [
            "q": asked,
            "found": words[found.total == 1 ? "services_found_one" : "services_found", ["count": String(found.total)]],
            "rows": found.entries.map { row($0, language, words) }, "none": found.entries.isEmpty,
            "fields": options(house.catalogue.fields.map { ($0.id, $0.name[language]) }, filter.field),
            "levels": options(
                ["commune", "province", "ministry"].map { ($0, words["level_\($0)"]) }, filter.level),
            "events": options(house.catalogue.lifeEvents.map { ($0.id, $0.name[language]) }, filter.event),
            "online_checked": filter.isOnline,
        ]
        // Occasions of life before the list, on its first page; where nothing was found they are the way on.
        if number == 1, filter.isEmpty || found.total == 0 {
            let occasions = house.catalogue.lifeEvents(for: asked, found: found)
            model["occasions"] = occasions.map { event -> Model in
                ["event_address": house.address(ofEvent: event.id), "event_name": event.name[language]]
            }
            model["has_occasions"] = !occasions.isEmpty
        }
        let base = "?" + filter.query(with: asked)
        if number > 1 { model["previous"] = base + "&trang=\(number - 1)" }
        if number * Self.pageSize < found.total { model["next"] = base + "&trang=\(number + 1)" }
        let event = filter.event.flatMap { house.catalogue.lifeEvent($0) }
        // A list chosen by its occasion leads to what else there is to do.
        if asked.isEmpty, let event, house.catalogue.guide(to: event.id) != nil {
            model["guide"] =
                ["guide_address": house.address(ofEvent: event.id), "guide_name": event.name[language]] as Model
        }
        let title =
            asked.isEmpty ? event?.name[language] ?? words["services_title"] : words["services_for", ["q": asked]]
        return house.pages.page("citizen/services", title: title, model, request: request, context: context)
    }

    private func row(_ entry: CatalogueEntry, _ language: Language, _ words: Words) -> Model {
        var model: Model = [
            "code": entry.code, "name": entry.name[language], "online": words["online_\(entry.online.rawValue)"],
            "field": house.catalogue.field(entry.field)?.name[language] ?? "", "level": words["level_\(entry.level)"],
        ]
        if language == .en && entry.name.en == entry.name.vi { model["is_vi"] = true }
        if house.catalogue.isModelled(entry.code) { model["is_here"] = true }
        return model
    }

    private func options(_ items: [(String, String)], _ chosen: String?) -> [Model] {
        items.map { ["value": $0.0, "text": $0.1, "chosen": $0.0 == chosen] }
    }
}

/// The filters of the list of services; the address is the filter.
struct ServiceFilter {
    let field: String?
    let level: String?
    let event: String?
    let isOnline: Bool

    init(_ query: FilledForm) {
        func value(_ name: String) -> String? { query.text(name).isEmpty ? nil : query.text(name) }
        field = value("linh-vuc")
        level = value("cap")
        event = value("su-kien")
        isOnline = query.has("truc-tuyen")
    }

    var isEmpty: Bool { field == nil && level == nil && event == nil && !isOnline }

    func query(with words: String) -> String {
        let pairs = [("q", words), ("linh-vuc", field ?? ""), ("cap", level ?? ""), ("su-kien", event ?? "")]
        let filled = pairs.filter { !$0.1.isEmpty }.map { "\($0.0)=\(URLEncodedForm.encode($0.1))" }
        return (filled + (isOnline ? ["truc-tuyen=1"] : [])).joined(separator: "&")
    }
}
