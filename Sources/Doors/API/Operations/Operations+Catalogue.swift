import Catalogue
import Civic
import Directory
import Rules

extension Operations {
    static let catalogue: [Operation] = [
        .reading(
            "searchProcedures", "/procedures", .catalogue, .anyone, vi: "Tìm thủ tục, có dấu hay không dấu",
            en: "Search procedures, with or without marks",
            query: [
                Operation.Parameter("q", .text(200), note: "Words; all procedures when left out."),
                Operation.Parameter("field", .text(60), note: "Field of government."),
                Operation.Parameter("level", .text(40), note: "ministry, province, commune."),
                Operation.Parameter("lifeEvent", .text(60), note: "An event of life."),
                Operation.Parameter("online", .boolean, note: "Only what can be filed online."),
                Operation.Parameter("after", .integer(0...100_000), note: "`next` of the page before."), limit,
            ],
            answer: Faces.search.shape
        ) { house, call in
            let offset = call.query["after"]?.intValue.map { Int($0) } ?? 0
            let found = house.catalogue.search(
                call.parameter("q") ?? "", field: call.parameter("field"), level: call.parameter("level"),
                lifeEvent: call.parameter("lifeEvent"), onlyOnline: call.query["online"]?.boolValue ?? false,
                limit: call.limit, offset: offset)
            let end = offset + found.entries.count
            return .render(Faces.search, Faces.SearchPage(found: found, next: end < found.total ? end : nil))
        },
        .reading(
            "readProcedure", "/procedures/{code}", .catalogue, .anyone, vi: "Một thủ tục trong danh mục",
            en: "A procedure of the national list", answer: Faces.entry.shape
        ) { house, call in
            let code = call.path["code"] ?? ""
            guard let entry = house.catalogue.entry(code) else { throw CatalogueProblem.unknownProcedure(code) }
            return .render(Faces.entry, entry)
        },
        .reading(
            "readForm", "/procedures/{code}/form", .catalogue, .anyone,
            vi: "Biểu mẫu và giấy tờ của phiên bản đang có hiệu lực",
            en: "The questions and papers of the version in force", answer: Faces.form.shape
        ) { house, call in
            let code = call.path["code"] ?? ""
            let today = house.directory.zone.day(house.clock.now())
            guard let procedure = house.catalogue.procedure(code, on: today) else {
                throw CatalogueProblem.unknownProcedure(code)
            }
            return .render(Faces.form, procedure)
        },
        .reading(
            "searchAreas", "/areas", .catalogue, .anyone, vi: "Tìm xã, phường, kể cả tên cũ",
            en: "Find communes and wards, old names too",
            query: [Operation.Parameter("q", .text(100), isRequired: true, note: "Start of a name.")],
            answer: Faces.areaMatches.shape
        ) { house, call in
            .render(
                Faces.areaMatches, house.directory.atlas.search(call.parameter("q") ?? "", on: house.directory.today))
        },
        .reading(
            "readUnit", "/units/{unit}", .catalogue, .anyone, vi: "Một đơn vị", en: "A body of the city",
            answer: Faces.unit.shape
        ) { house, call in
            let code = try call.unit(call.path["unit"] ?? "", at: "unit")
            guard let unit = house.directory.tree.latest(code) else { throw DirectoryProblem.unitUnknown(code.text) }
            return .render(Faces.unit, unit)
        },
    ]
}
