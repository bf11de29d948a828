import Foundation

/// Where things stand on disk. Keys and papers lie beside the database, never in it.
package struct HouseFiles: Sendable {
    package let database: String
    package let city: String
    package let share: String

    /// - Parameters:
    ///   - database: a path, or `sqlite:PATH`.
    ///   - city: the city's folder; nil: `cities/hanoi` in the shared files.
    ///   - share: templates, styles and texts; nil: found as `shareFolder` says.
    package init(database: String, city: String? = nil, share: String? = nil) throws(HouseProblem) {
        var path = database
        for scheme in ["sqlite://", "sqlite:"] where path.hasPrefix(scheme) { path = String(path.dropFirst(scheme.count)) }
        if path.contains("://") { throw .engineUnknown(database) }
        self.database = path
        let root = try Self.root(share)
        self.share = share ?? root + "/share"
        self.city = city ?? root + "/cities/hanoi"
    }

    package var keys: String { database + ".keys" }
    package var papers: String { database + ".papers" }

    /// Looks for the files that travel with the program: `MOTCUA_SHARE`, `<binary>/../share/motcua`, then the checkout.
    private static func root(_ share: String?) throws(HouseProblem) -> String {
        if let share { return URL(filePath: share).deletingLastPathComponent().path }
        let manager = FileManager.default
        if let named = ProcessInfo.processInfo.environment["MOTCUA_SHARE"] { return named }
        var folders: [String] = []
        let binary = URL(filePath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
        folders.append(binary.deletingLastPathComponent().deletingLastPathComponent().appending(path: "share/motcua").path)
        var above = URL(filePath: manager.currentDirectoryPath)
        for _ in 0..<6 {
            folders.append(above.path)
            above = above.deletingLastPathComponent()
        }
        above = binary
        for _ in 0..<6 {
            above = above.deletingLastPathComponent()
            folders.append(above.path)
        }
        for folder in folders
        where manager.fileExists(atPath: folder + "/share/templates") && manager.fileExists(atPath: folder + "/cities") {
            return folder
        }
        throw .shareNotFound
    }
}
