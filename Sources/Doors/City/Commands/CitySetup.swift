import Civic
import Directory
import Foundation

/// `motcua setup`: the first administrator of a city that has none. Its password is typed by whoever it belongs to;
/// there is no default one.
package enum CitySetup {
    package struct Report: Sendable, JSONReport {
        package let login: String
        package let unit: String
    }

    package struct Administrator: Sendable {
        package var name: String
        package var login: String
        /// Nil: the body under which most others stand.
        package var unit: String?

        package init(name: String, login: String, unit: String?) {
            self.name = name
            self.login = login
            self.unit = unit
        }
    }

    /// - Parameters:
    ///   - another: also where somebody administers the city already: nobody gets in any more.
    ///   - password: asked for only when all else is in order.
    /// - Throws: `DirectoryProblem.alreadySetUp`, and what `enterOfficer` throws.
    package static func run(
        _ files: HouseFiles, _ administrator: Administrator, another: Bool,
        password: () throws -> String
    ) async throws -> Report {
        let house = try await CityHouse.open(files)
        do {
            let report = try await enter(administrator, another: another, in: house, password: password)
            try await house.close()
            return report
        } catch {
            try await house.close()
            throw error
        }
    }

    private static func enter(
        _ administrator: Administrator, another: Bool, in house: CityHouse, password: () throws -> String
    ) async throws -> Report {
        let directory = house.directory
        if !another, try await directory.hasAdministrator() { throw DirectoryProblem.alreadySetUp }
        let unit = try administrator.unit.map { text in
            guard let code = try? UnitCode(text), directory.tree.unit(code, on: directory.today) != nil else {
                throw DirectoryProblem.unitUnknown(text)
            }
            return code
        }
        guard let unit = unit ?? top(directory) else { throw DirectoryProblem.unitUnknown("") }
        _ = try await directory.enterOfficer(
            NewOfficer(
                name: administrator.name,
                title: LocalizedText(vi: "Quản trị hệ thống", en: "System administrator"), unit: unit,
                login: administrator.login,
                posts: [NewOfficer.HeldRole(.cityAdmin, at: unit, from: directory.today)]),
            password: try password(), by: .system("setup"))
        return Report(login: administrator.login, unit: unit.text)
    }

    private static func top(_ directory: DirectoryBook) -> UnitCode? {
        let (tree, today) = (directory.tree, directory.today)
        return tree.units.filter { $0.isValid(on: today) && $0.parent == nil }
            .max { tree.descendants(of: $0.code, on: today).count < tree.descendants(of: $1.code, on: today).count }?
            .code
    }
}
