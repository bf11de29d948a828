import CityFolder
package import Civic
import Directory

/// One of the people of the tour: a row of the city's `demo/people.csv`. Invented; their passwords are all the same and
/// the server keeps to loopback.
package struct DemoPerson: Sendable {
    package let login: String
    package let name: String
    package let who: LocalizedText
    /// Where an officer sits; nil: a resident.
    let home: UnitCode?
    let posts: [OfficersFile.Seat]
    /// Powers that the signer of the unit gave them.
    let mandates: [Power]
    let firm: Firm?
    /// What a resident is known by elsewhere; nil: nobody asked yet.
    let number: PersonalNumber?

    struct Power: Sendable {
        let name: String
        let unit: UnitCode
    }

    /// An organisation the person acts for.
    struct Firm: Sendable {
        let name: String
        let taxCode: TaxCode?
    }

    package static let password = "motcua-demo"
}

/// `demo/people.csv` (`login, name, who_vi, who_en, home, posts, mandates, firm, firm_tax_code`; a post is `role@unit`, a
/// mandate `power@unit`, several are parted by `;`; `number` is a resident's) and `demo/tour.txt`.
enum DemoCast {
    static let path = "demo/people.csv"
    static let tourPath = "demo/tour.txt"

    static let lint = Lint(room: "City") { folder, findings in _ = read(folder, findings) }

    static func read(_ folder: CityFolder, _ findings: Findings) -> [DemoPerson] {
        let rows = folder.table(
            path, key: ["login"], required: ["login", "name", "who_vi", "who_en", "home", "posts"],
            optional: ["mandates", "firm", "firm_tax_code", "number"], findings)
        return rows.map { row in
            let posts = OfficersFile.seats(row, "posts", findings)
            let mandates = row.list("mandates").compactMap { text -> DemoPerson.Power? in
                guard let (word, unit) = pair(text) else {
                    row.unreadable("mandates", text, ("quyền@đơn vị", "power@unit"), findings)
                    return nil
                }
                return DemoPerson.Power(name: word, unit: unit)
            }
            let home = row.optional("home").flatMap { try? UnitCode($0) }
            if home == nil, let text = row.optional("home") {
                row.unreadable("home", text, ("mã đơn vị", "a unit code"), findings)
            }
            return DemoPerson(
                login: row.required("login", findings), name: row.required("name", findings),
                who: LocalizedText(vi: row.required("who_vi", findings), en: row.required("who_en", findings)),
                home: home, posts: posts, mandates: mandates,
                firm: row.optional("firm").map { name in
                    DemoPerson.Firm(name: name, taxCode: row.optional("firm_tax_code").flatMap { try? TaxCode($0) })
                }, number: row.optional("number").flatMap { try? PersonalNumber($0) })
        }
    }

    private static func pair(_ text: String) -> (String, UnitCode)? {
        guard let at = text.lastIndex(of: "@"), let unit = try? UnitCode(String(text[text.index(after: at)...])) else {
            return nil
        }
        return (String(text[..<at]), unit)
    }

    /// The people of a city's tour.
    /// - Throws: `HouseProblem.noDemo` where its folder tells of none.
    static func people(_ files: HouseFiles) throws -> [DemoPerson] {
        let folder = try CityHouse.cityFolder(files)
        let findings = Findings()
        let people = read(folder, findings)
        guard !findings.hasErrors else { throw CityFolderProblem.faulty(findings.errors) }
        guard !people.isEmpty else { throw HouseProblem.noDemo(folder.name) }
        return people
    }
}
