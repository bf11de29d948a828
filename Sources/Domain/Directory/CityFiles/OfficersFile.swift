package import CityFolder
package import Civic

/// A list of officers as an administrator brings it: `login, name, title_vi, title_en, phone, unit, posts, from, to`. A
/// post is `role@unit`, or `role` at the officer's own unit; several are parted by `;`. `to` ends the posts named in the
/// row after that day.
package enum OfficersFile {
    package static let path = "officers.csv"
    package static let required = ["login", "name", "title_vi", "unit", "posts"]
    package static let optional = ["title_en", "phone", "from", "to"]

    package struct Seat: Sendable, Hashable {
        package let role: Role
        package let unit: UnitCode
    }

    package struct Entry: Sendable {
        package let login: String
        package let name: String
        package let title: LocalizedText
        package let phone: PhoneNumber?
        package let unit: UnitCode
        package let seats: [Seat]
        package let from: Day?
        package let to: Day?
    }

    /// Rows that can be read, each with its place; what cannot is among the findings.
    package static func read(_ folder: CityFolder, _ findings: Findings) -> [(Entry, CSVRow)] {
        folder.table(path, key: ["login"], required: required, optional: optional, findings).compactMap { row in
            let before = findings.errors.count
            let login = row.required("login", findings)
            if !login.isEmpty, (try? DirectoryBook.checked(login: login)) == nil {
                row.unreadable("login", login, ("tên đăng nhập", "a user name"), findings)
            }
            let name = row.required("name", findings)
            let title = row.required("title_vi", findings)
            var phone: PhoneNumber?
            if let typed = row.optional("phone") {
                phone = try? PhoneNumber(typed)
                if phone == nil { row.unreadable("phone", typed, ("số điện thoại", "a telephone number"), findings) }
            }
            let text = row.required("unit", findings)
            let unit = try? UnitCode(text)
            if unit == nil, !text.isEmpty { row.unreadable("unit", text, ("mã đơn vị", "a unit code"), findings) }
            let from = row.day("from", findings)
            let to = row.day("to", findings)
            let seats = seats(row, "posts", home: unit, findings)
            guard findings.errors.count == before, let unit else { return nil }
            return (
                Entry(
                    login: login.lowercased(), name: name,
                    title: LocalizedText(vi: title, en: row.optional("title_en") ?? title), phone: phone, unit: unit,
                    seats: seats, from: from, to: to), row
            )
        }
    }

    /// `role@unit;role@unit`, as the city's folder writes posts too.
    package static func seats(
        _ row: CSVRow, _ column: String, home: UnitCode? = nil, _ findings: Findings
    ) -> [Seat] {
        row.list(column).compactMap { text in
            let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let unit = parts.count == 2 ? try? UnitCode(parts[1]) : home
            guard let role = Role(rawValue: parts[0]), let unit else {
                row.unreadable(column, text, ("vai@đơn vị", "role@unit"), findings)
                return nil
            }
            return Seat(role: role, unit: unit)
        }
    }
}
