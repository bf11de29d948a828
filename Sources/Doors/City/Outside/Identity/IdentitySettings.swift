package import Exchange
import Foundation

/// Which provider of electronic identities residents come by, and who the city is to it.
package struct IdentitySettings: Sendable {
    package var provider: IdentityProvider?

    package init() {}

    /// As the options or the environment say. The secret stands in a file or in the environment, never on the command
    /// line.
    ///
    /// - Throws: `HouseProblem.badSetting`.
    package init(
        issuer: String?, client: String?, secretFile: String?, level: Int?,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        guard let issuer = issuer ?? environment["MOTCUA_OIDC"], !issuer.isEmpty else { return }
        guard OutsideAddress.isSafe(issuer) else { throw HouseProblem.badSetting("--oidc \(issuer): https://…") }
        guard let client = client ?? environment["MOTCUA_OIDC_CLIENT"], !client.isEmpty else {
            throw HouseProblem.badSetting("--oidc-client")
        }
        var secret = environment["MOTCUA_OIDC_SECRET"] ?? ""
        if let file = secretFile ?? environment["MOTCUA_OIDC_SECRET_FILE"] {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw HouseProblem.badSetting("--oidc-secret-file \(file)")
            }
            secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        guard !secret.isEmpty else { throw HouseProblem.badSetting("MOTCUA_OIDC_SECRET, --oidc-secret-file") }
        let asked = level ?? environment["MOTCUA_OIDC_LEVEL"].flatMap { Int($0) } ?? 2
        guard (1...2).contains(asked) else { throw HouseProblem.badSetting("--oidc-level 1, 2") }
        provider = IdentityProvider(
            issuer: issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer, client: client, secret: secret,
            level: asked)
    }
}
