import Foundation

/// Where things stand. Keys and papers lie beside the database, never in it.
package struct HouseFiles: Sendable {
    package let database: DatabaseAddress
    package let keys: String
    package let papers: String
    package let trust: String
    package let city: String
    package let share: String

    /// - Parameters:
    ///   - database: a path, `sqlite:PATH`, or `postgres://user@host:port/database?schema=hanoi`.
    ///   - keys: the folder of the city's keys; nil: `PATH.keys` beside a file, `var/SCHEMA.keys` for a server.
    ///   - papers: the folder of uploaded papers; nil: `PATH.papers`, or `var/SCHEMA.papers`.
    ///   - trust: the folder of authorities whose signatures count; nil: `PATH.trust`, or `var/SCHEMA.trust`.
    ///   - city: the city's folder; nil: `cities/hanoi` in the shared files.
    ///   - share: templates, styles and texts; nil: found as `root` says.
    package init(
        database: String, keys: String? = nil, papers: String? = nil, trust: String? = nil, city: String? = nil,
        share: String? = nil
    ) throws(HouseProblem) {
        try self.init(
            address: try DatabaseAddress(database), keys: keys, papers: papers, trust: trust, city: city, share: share)
    }

    package init(
        address: DatabaseAddress, keys: String? = nil, papers: String? = nil, trust: String? = nil,
        city: String? = nil, share: String? = nil
    ) throws(HouseProblem) {
        database = address
        self.keys = keys ?? address.besides + ".keys"
        self.papers = papers ?? address.besides + ".papers"
        self.trust = trust ?? address.besides + ".trust"
        // A path given as `share` or through a link is the folder it leads to, from wherever the house looks.
        let given = share.map { URL(filePath: $0).standardizedFileURL.resolvingSymlinksInPath().path }
        let root = try Self.root(given)
        self.share = given ?? root + "/share"
        guard FileManager.default.fileExists(atPath: self.share + "/text/vi.yaml") else {
            throw .shareEmpty(self.share)
        }
        self.city = city ?? root + "/cities/hanoi"
    }

    /// The newest signed head, kept where who can change the database alone cannot reach it.
    package var newestHead: String { keys + "/head.newest" }

    /// The keys are where they are when nobody says otherwise.
    var hasKeysBeside: Bool { keys == database.besides + ".keys" }

    /// What was erased by law: kept apart from backups, so that none of them brings it back. Beside a file; a server's
    /// among the keys, which every node has.
    package var erased: String {
        switch database {
        case .file(let path): path + ".erased"
        case .server: keys + "/erased"
        }
    }

    /// Looks for the files that travel with the program: `MOTCUA_SHARE`, `<binary>/../share/motcua`, then the checkout.
    private static func root(_ share: String?) throws(HouseProblem) -> String {
        if let share { return URL(filePath: share).deletingLastPathComponent().path }
        let manager = FileManager.default
        if let named = ProcessInfo.processInfo.environment["MOTCUA_SHARE"] { return named }
        var folders: [String] = []
        let binary = URL(filePath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
        folders.append(
            binary.deletingLastPathComponent().deletingLastPathComponent().appending(path: "share/motcua").path)
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
        where manager.fileExists(atPath: folder + "/share/templates") && manager.fileExists(atPath: folder + "/cities")
        {
            return folder
        }
        throw .shareNotFound
    }
}
