import Civic

/// What `motcua demo` prints when the door is open.
package enum DemoTour {
    package static func text(address: String, files: HouseFiles) throws -> String {
        let tampered = try TamperedCopy.files(of: files).database.text
        let people = DemoCast.all.map { person in
            "    \(pad(person.login, 12)) \(person.name) – \(person.who.vi) / \(person.who.en)"
        }
        return """

            Một Cửa is open.
              For residents   \(address)/          (English: \(address)/en)
              For officers    \(address)/can-bo
              For programs    \(address)/api/v1/openapi.json

            Accounts (password \(DemoPerson.password)):
            \(people.joined(separator: "\n"))

            Three minutes:
              1. As `me`: type "dang ky khai sinh" on the home page, open the service, file it. In "Hồ sơ của tôi"
                 a draft certificate waits for your check, and a request for a missing house number.
              2. As `quay`: the new dossier stands first by its acceptance deadline. Accept it: code, due date and the
                 reason for the date appear. Then certify twenty copies in one press.
              3. As `hotich`: examine, ask Ba Vì to verify. As `hotich2`: answer. As `chutich`: sign three at once.
              4. As `truongdiem`: confirm a refusal, see who holds what and what is late. As `xaydung`: a permit with
                 two bodies consulted, and one in its second lawful round of supplement.
              5. As `me` again: who looked at my data. Then, beside the running city,
                   motcua journal verify --database '\(files.database.text)'
                   motcua journal verify --database '\(tampered)'
                 In the second one letter of history was changed, and the event is named.
            """
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
