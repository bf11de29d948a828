import ArgumentParser
import City

struct PKICommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pki", abstract: "Certificates and keys to try signatures with; nobody outside trusts them.",
        discussion: """
            Writes a root and an issuing authority, a timestamp and a revocation responder, a certificate and key for each \
            officer and for the body, one that is revoked, and lists and answers about revocation (CRL, OCSP). Keys are \
            unprotected PEM files: for demonstrations and tests.
            """)

    @Argument(help: "The folder to write to. Files in it are not written over.")
    var folder: String

    @Option(name: .long, help: "An officer's name; may stand several times.")
    var officer: [String] = ["Trần Văn Đức"]

    @Option(name: .long, help: "The body whose seal it is.")
    var organisation = "UBND phường thử nghiệm"

    @Option(name: .long, help: "ecdsa-p256, rsa-pkcs1 or rsa-pss.")
    var algorithm = "ecdsa-p256"

    func run() throws {
        let names = try CityPKI.write(
            to: folder, people: officer, organisation: organisation, algorithm: algorithm)
        for name in names { print("\(folder)/\(name)") }
    }
}
