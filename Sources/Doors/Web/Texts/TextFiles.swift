import Civic
import Foundation

extension Texts {
    /// Reads the text files of a folder: `vi.yaml`, `en.yaml`, and parts such as `officer.vi.yaml`.
    package static func load(folder: String) throws -> Texts {
        var entries: [Language: [String: String]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            for language in Language.allCases
            where name == "\(language.rawValue).yaml" || name.hasSuffix(".\(language.rawValue).yaml") {
                let source = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
                entries[language, default: [:]].merge(try FlatText.parse(source)) { first, _ in first }
            }
        }
        return Texts(entries)
    }
}
