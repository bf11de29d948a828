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
        let (mark, lastHead) = try await database.read {
            (try RingMark.fingerprint(in: $0), try TreeHead.last(in: $0))
        }
        let (ringFile, headFile) = (files.keys + "/ring", files.keys + "/head")
        for file in [ringFile, headFile] where !FileManager.default.fileExists(atPath: file) {
            guard mark == nil && lastHead == nil else { throw HouseProblem.keysMissing(file) }
        }
        try KeyFolder.make(files.keys)
        let keys = HouseKeys(ring: try KeyRing.openOrMake(at: ringFile), head: try HeadKey(file: headFile))
        guard mark == nil || mark == keys.ring.fingerprint else { throw HouseProblem.keysForeign(ringFile) }
        // The key of the last head may have been rotated since: its public half stays in the folder.
        let known = [keys.head.publicKey] + publicKeys(in: files.keys)
        if let lastHead, !known.contains(where: { $0.keyID == lastHead.keyID }) {
            throw HouseProblem.keysForeign(headFile)
        }
        if mark == nil {
            try await database.write("house.markRing") { try RingMark.set(keys.ring, in: $0) }
        }
        return keys
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
