import Directory
import Foundation
import Journal
import Store

/// The keys of a house, and the proof that they are the keys of its database.
struct HouseKeys: Sendable {
    let ring: KeyRing
    let head: HeadKey

    /// Opens the folder of keys. New keys are made for a new database only.
    /// - Throws: `HouseProblem.keysMissing` and `.keysForeign`: a database restored without its keys is not served.
    static func open(_ files: HouseFiles, for database: any Database) async throws -> HouseKeys {
        let (mark, lastHead) = try await marks(of: database)
        if mark != nil || lastHead != nil { try requireFiles(files) }
        try KeyFolder.make(files.keys)
        let keys = try read(files)
        try keys.require(mark, lastHead, files)
        if mark == nil {
            let ring = keys.ring
            // Two nodes may open a new database at once, each with a ring of its own: the second is told.
            let settled = try await database.write("house.markRing") {
                try RingMark.set(ring, in: $0)
                return try RingMark.fingerprint(in: $0)
            }
            try keys.require(settled, nil, files)
        }
        return keys
    }

    /// Before a database is copied to where these keys are to serve it: are they its keys? Makes none.
    /// - Throws: as `open`.
    static func requireThose(of database: any Database, in files: HouseFiles) async throws {
        let (mark, lastHead) = try await marks(of: database)
        try requireFiles(files)
        try read(files).require(mark, lastHead, files)
    }

    private static func files(_ files: HouseFiles) -> (ring: String, head: String) {
        (files.keys + "/ring", files.keys + "/head")
    }

    private static func read(_ files: HouseFiles) throws -> HouseKeys {
        let (ring, head) = Self.files(files)
        return HouseKeys(ring: try KeyRing.openOrMake(at: ring), head: try HeadKey(file: head))
    }

    private static func requireFiles(_ files: HouseFiles) throws {
        let (ring, head) = Self.files(files)
        for file in [ring, head] where !FileManager.default.fileExists(atPath: file) {
            throw HouseProblem.keysMissing(file)
        }
    }

    private static func marks(of database: any Database) async throws -> (ring: String?, head: TreeHead?) {
        try await database.read { (try RingMark.fingerprint(in: $0), try TreeHead.last(in: $0)) }
    }

    private func require(_ mark: String?, _ lastHead: TreeHead?, _ files: HouseFiles) throws {
        let (ringFile, headFile) = Self.files(files)
        guard mark == nil || mark == ring.fingerprint else { throw HouseProblem.keysForeign(ringFile) }
        // The key of the last head may have been rotated since: its public half stays in the folder.
        let known = [head.publicKey] + Self.publicKeys(in: files.keys)
        if let lastHead, !known.contains(where: { $0.keyID == lastHead.keyID }) {
            throw HouseProblem.keysForeign(headFile)
        }
    }

    /// Every public key that lies in the folder.
    static func publicKeys(in folder: String) -> [HeadPublicKey] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".pub") }.sorted().compactMap { name in
            (try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)).flatMap(HeadPublicKey.init(text:))
        }
    }
}

enum KeyFolder {
    /// Only the house's user may look in.
    static func make(_ path: String) throws {
        try FolderMaking.make(path)
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        guard mode & 0o077 == 0 else { throw HouseProblem.keysExposed(path) }
    }

    /// Said at the start, not at the first head that cannot be written.
    static func requireWritable(_ path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue,
            FileManager.default.isWritableFile(atPath: path)
        else { throw HouseProblem.witnessUnwritable(path) }
    }
}
