import Civic
import Foundation
import Papers

/// `motcua pki`: authorities, officers and a body to try signatures with. For demonstrations and tests.
package enum CityPKI {
    /// - Parameters:
    ///   - folder: made when it is not there; files in it are not written over.
    ///   - algorithm: of every key, `ecdsa-p256`.
    /// - Returns: the names of the files.
    package static func write(
        to folder: String, people: [String], organisation: String, algorithm: String
    ) throws -> [String] {
        guard let algorithm = SigningAlgorithm(rawValue: algorithm) else {
            let known = SigningAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
            throw HouseProblem.badSetting("--algorithm \(algorithm) (\(known))")
        }
        let made = try TestAuthorityFolder(
            people: people, organisation: organisation, algorithm: algorithm, now: SystemClock().now())
        try FolderMaking.make(folder)
        for file in made.files {
            let url = URL(filePath: folder).appending(path: file.name)
            guard !FileManager.default.fileExists(atPath: url.path) else {
                throw HouseProblem.folderUnmakeable(url.path, reason: "there is such a file already")
            }
            guard
                FileManager.default.createFile(
                    atPath: url.path, contents: Data(file.bytes),
                    attributes: [.posixPermissions: file.isSecret ? 0o600 : 0o644])
            else { throw HouseProblem.folderUnmakeable(url.path, reason: "it cannot be written") }
        }
        return made.files.map(\.name)
    }
}
