import Catalogue
import CityFolder
import Civic
import Directory
import Dossiers
import Foundation

/// What the suite takes from the repository's own city: units, holidays and the four procedures, read once.
struct RealCity: Sendable {
    let procedures: [Procedure]
    let bundles: [ProcedureBundle]
    let tree: UnitTree
    let atlas: AreaAtlas
    let calendar: WorkingCalendar

    static let hanoi: Result<RealCity, any Error> = Result { try RealCity("hanoi") }
    static let town: Result<RealCity, any Error> = Result { try RealCity("demo-town") }

    init(_ name: String) throws {
        let folder = try Self.folder(name)
        let findings = Findings()
        procedures = folder.files(in: "procedures", ending: ".yaml").compactMap {
            ProcedureSource($0, in: folder, findings)?.procedure
        }
        bundles = CityContent(folder, findings)?.bundles ?? []
        tree = UnitTree(UnitsFile.read(folder, findings))
        atlas = AreaAtlas(
            AreasFile.read(folder, findings), successions: AreasFile.readSuccessions(folder, findings))
        guard let profile = CityFile.read(folder, findings) else { throw CityFolderProblem.faulty(findings.errors) }
        calendar = WorkingCalendar(
            revision: "test", zone: profile.cityZone, sessions: profile.sessions.week,
            days: CatalogueTables.specialDays(folder, findings))
    }

    static func folder(_ name: String, from file: String = #filePath) throws -> CityFolder {
        var place = URL(filePath: file).deletingLastPathComponent()
        while place.path != "/" {
            let candidate = place.appending(path: "cities/\(name)")
            if FileManager.default.fileExists(atPath: candidate.path) { return try CityFolder(city: candidate.path) }
            place.deleteLastPathComponent()
        }
        throw CityFolderProblem.unreadable("cities/\(name)", "not above \(file)")
    }
}

/// The published city as the desk asks for it, from values.
struct HouseRules: CaseRules {
    var procedures: [Procedure]
    var bundles: [ProcedureBundle] = []
    let calendar: WorkingCalendar
    var numbersPlaceholders = true

    func procedure(_ code: String, on day: Day) -> Procedure? {
        procedures.filter { $0.code == code && $0.validFrom <= day }.max { $0.validFrom < $1.validFrom }
    }

    func procedure(_ code: String, version: String) -> Procedure? {
        procedures.first { $0.code == code && $0.version == version }
    }

    func procedures(on day: Day) -> [Procedure] {
        Set(procedures.map(\.code)).compactMap { procedure($0, on: day) }
    }

    func calendar(for unit: UnitCode) -> WorkingCalendar { calendar }
}

extension Procedure {
    /// The procedure with some of its fields changed: a text is never changed itself, another is read.
    func revised(_ fields: [String: any Encodable]) throws -> Procedure {
        let read = { (data: Data) in try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed) }
        guard var object = try read(try JSONEncoder().encode(self)) as? [String: Any] else { return self }
        for (name, value) in fields { object[name] = try read(try JSONEncoder().encode(value)) }
        return try JSONDecoder().decode(Procedure.self, from: JSONSerialization.data(withJSONObject: object))
    }
}
