import Civic
import Exchange
import Foundation

/// Where the national portal is, and as whom the city speaks there.
package struct PortalSettings: Sendable {
    package var address: String?
    package var name = ""
    package var password = ""
    /// The portal's own code (`dstcode`).
    package var destination = "DVCQG"

    package init() {}

    /// As the options or the environment say. Name and password stand in a file of two lines or in the environment, never
    /// on the command line.
    ///
    /// - Throws: `HouseProblem.badSetting`.
    package init(
        address: String?, credentials: String?,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        guard var text = address ?? environment["MOTCUA_PORTAL"], !text.isEmpty else { return }
        while text.hasSuffix("/") { text.removeLast() }
        guard OutsideAddress.isSafe(text) else { throw HouseProblem.badSetting("--portal \(text): https://…") }
        self.address = text
        if let file = credentials ?? environment["MOTCUA_PORTAL_CREDENTIALS"] {
            let lines = (try? String(contentsOfFile: file, encoding: .utf8))?.split(whereSeparator: \.isNewline)
            guard let lines, lines.count >= 2 else {
                throw HouseProblem.badSetting("--portal-credentials \(file): 2 lines")
            }
            (name, password) = (String(lines[0]), String(lines[1]))
        } else {
            name = environment["MOTCUA_PORTAL_USER"] ?? ""
            password = environment["MOTCUA_PORTAL_PASSWORD"] ?? ""
        }
        guard !name.isEmpty else { throw HouseProblem.badSetting("MOTCUA_PORTAL_USER, MOTCUA_PORTAL_PASSWORD") }
        destination = environment["MOTCUA_PORTAL_CODE"] ?? destination
    }

    var link: PortalLink? {
        address.map {
            PortalLink(
                $0, login: PortalLink.Login(name: name, password: password), destination: destination,
                HouseWebClient())
        }
    }
}
