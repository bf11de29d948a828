import CityFolder
import Civic

/// What `motcua demo` prints when the door is open: the addresses, the people, and the city's own `demo/tour.txt`.
package enum DemoTour {
    package static func text(address: String, files: HouseFiles) throws -> String {
        let folder = try CityHouse.cityFolder(files)
        let people = try DemoCast.people(files).map { person in
            "    \(pad(person.login, 12)) \(person.name) – \(person.who.vi) / \(person.who.en)"
        }
        let tour = folder.file(DemoCast.tourPath).map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
        let tampered = try TamperedCopy.files(of: files).database.text
        let steps = tour.replacing("{tampered}", with: tampered).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map { "  " + $0 }
        return """

            Một Cửa is open.
              For residents   \(address)/          (English: \(address)/en)
              For officers    \(address)/can-bo
              For programs    \(address)/api/v1/openapi.json

            Accounts (password \(DemoPerson.password)):
            \(people.joined(separator: "\n"))

            Three minutes:
            \(steps.joined(separator: "\n"))
            """
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
