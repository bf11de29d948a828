import CityFolder
import Civic
import Dossiers
import Foundation
import Papers
import Rules

/// `motcua paper preview`: a paper of the folder as it stands, published or not.
package enum PaperPreview {
    /// - Parameters:
    ///   - name: a paper's code, `receipt`, or one version of it, `receipt@2018`. Without a version: the one in force
    ///     today.
    ///   - data: a JSON file with its fields; nil: every field says its own name.
    /// - Returns: the document and how many pages it has.
    package static func run(
        _ files: HouseFiles, _ name: String, data: String?
    ) async throws -> (bytes: [UInt8], pages: Int) {
        let findings = Findings()
        let folder = try CityHouse.cityFolder(files)
        let cabinet = PaperCabinet(folder, findings)
        let parts = name.split(separator: "@", maxSplits: 1).map(String.init)
        let code = parts.first ?? ""
        let today = CityZone.hanoi.day(SystemClock().now())
        let found =
            parts.count == 2 ? cabinet.template(code, version: parts[1]) : cabinet.template(code, on: today)
        guard let template = found, let fields = CityHouse.paperFields(folder)(template) else {
            guard findings.errors.isEmpty else { throw CityFolderProblem.faulty(findings.errors) }
            throw PapersProblem.noTemplate(name)
        }
        var values = data == nil ? PaperSample.full(fields) : PaperSample.empty(fields)
        if let data {
            for (field, value) in try read(data) { values[field] = value }
        }
        let paper = try await PaperPress(threads: 1).render(template, with: values, dated: Instant(milliseconds: 0))
        return (paper.bytes, paper.pages)
    }

    private static func read(_ path: String) throws -> [(String, RuleValue)] {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw CityFolderProblem.unreadable(path, "there is no such file")
        }
        do {
            guard case .object(let object) = try JSONText.read(Array(bytes)) else {
                throw CityFolderProblem.unreadable(path, "one JSON object is wanted")
            }
            return try object.members.map { ($0.name, try RuleJSON.value($0.value)) }
        } catch let fault as JSONFault {
            throw CityFolderProblem.unreadable(path, fault.description)
        } catch let fault as RuleFault {
            throw CityFolderProblem.unreadable(path, fault.description)
        }
    }
}
