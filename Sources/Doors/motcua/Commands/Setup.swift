import ArgumentParser
import City
import Foundation

struct Setup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Enters the first administrator of a published city; asks for the password.",
        discussion: """
            The administrator enters everybody else on the pages. Without a terminal the password is the first line of \
            standard input.
            """)

    @OptionGroup var house: HouseArguments

    @Option(name: .long, help: "The administrator's full name.")
    var name: String

    @Option(name: .long, help: "The administrator's user name.")
    var login: String

    @Option(name: .long, help: "The unit's code. Default: the body under which most others stand.")
    var unit: String?

    @Flag(name: .long, help: "Enter another although there is one: where nobody can sign in any more.")
    var another = false

    @Flag(name: .long, help: "Answer one JSON object.")
    var json = false

    func run() async throws {
        let report = try await CitySetup.run(
            house.files, CitySetup.Administrator(name: name, login: login, unit: unit), another: another,
            password: Self.password)
        if json {
            print(report.json)
        } else {
            print("\(report.login) administers \(report.unit). Sign in at /dang-nhap, then switch on two-step sign-in.")
        }
    }

    private static func password() throws -> String {
        guard isatty(STDIN_FILENO) == 1 else { return readLine() ?? "" }
        let first = try Terminal.secret("Password (10 characters or more): ")
        guard try Terminal.secret("The password again: ") == first else {
            throw ValidationError("The two passwords differ. / Hai mật khẩu không giống nhau.")
        }
        return first
    }
}
