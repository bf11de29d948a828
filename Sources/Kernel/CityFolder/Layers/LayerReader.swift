import Foundation

/// Reads one folder of a city into memory: text files only (`.yaml`, `.csv`, `.md`, `.txt`, `.svg`, `.html`), bounded.
enum LayerReader {
    private static let endings = [".yaml", ".csv", ".md", ".txt", ".svg", ".html"]
    private static let largestFile = 16 * 1_024 * 1_024
    private static let largestLayer = 128 * 1_024 * 1_024

    static func read(_ folder: String) throws(CityFolderProblem) -> CityFolder.Layer {
        let root = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL.resolvingSymlinksInPath()
        guard let found = FileManager.default.enumerator(atPath: root.path) else {
            throw .unreadable(folder, "there is no such folder")
        }
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root.path, isDirectory: &isDirectory), isDirectory.boolValue else {
            throw .unreadable(folder, "there is no such folder")
        }
        var files: [String: [UInt8]] = [:]
        var total = 0
        while let path = found.nextObject() as? String {
            guard !path.hasPrefix("."), endings.contains(where: path.hasSuffix) else { continue }
            let data: Data
            do {
                data = try Data(contentsOf: root.appending(path: path))
            } catch {
                throw .unreadable(path, "\(error)")
            }
            total += data.count
            guard data.count <= largestFile, total <= largestLayer else {
                throw .unreadable(path, "larger than a city folder may be")
            }
            files[path] = Array(data)
        }
        return CityFolder.Layer(name: root.lastPathComponent, files: files)
    }
}
