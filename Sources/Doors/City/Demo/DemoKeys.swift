import Civic
import Directory
import Foundation
import Papers

/// Keys of the demonstration: an authority of its own, whom nobody outside believes, a key for everybody who signs, and
/// the ward's seal.
struct DemoKeys: Sendable {
    /// Of every officer of the tour who has a key.
    static let pin = "246810"
    /// Of this run alone, as a browser's is its own.
    static let session = UUID().uuidString + UUID().uuidString
    private static let listDays: Int64 = 365

    let authority: TestAuthority

    /// Writes what the house believes and stamps with, before it opens.
    /// - Parameter from: since when the certificates are good.
    static func make(_ files: HouseFiles, from: Instant, at now: Instant) throws -> DemoKeys {
        let keys = DemoKeys(authority: try TestAuthority(now: from))
        try FolderMaking.make(files.trust)
        for file in try keys.authority.trustFiles(at: now, listDays: listDays) {
            try write(file.bytes, to: files.trust + "/" + file.name, mode: 0o644)
        }
        try write(try keys.authority.stamperFile(), to: HouseTimestamps.file(files), mode: 0o600)
        return keys
    }

    private static func write(_ bytes: [UInt8], to path: String, mode: Int) throws {
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(bytes), attributes: [.posixPermissions: mode])
        else { throw HouseProblem.folderUnmakeable(path, reason: "it cannot be written") }
    }
}

extension DemoCity {
    /// A key for each who signs or compares originals, and a seal for each body that has a clerk, held by clerk, signers
    /// and division heads.
    func issueKeys(_ people: [DemoPerson], _ cast: Cast) async throws {
        guard let keys else { return }
        let store = house.keystore
        let by = Actor.system("demo")
        for person in people where person.signs || person.seals {
            guard let home = person.home else { continue }
            let officer = cast.officer(person.login)
            try await store.enrol(officer.subject, pin: DemoKeys.pin, by: by)
            try await store.unlock(officer.subject, pin: DemoKeys.pin, session: DemoKeys.session)
            guard person.signs else { continue }
            let (key, chain) = try keys.authority.issue(to: person.name, of: name(home))
            try await store.issue(key, chain: chain, to: officer.subject, session: DemoKeys.session, by: by)
        }
        for unit in Set(people.flatMap(\.posts).filter { $0.role == .clerk }.map(\.unit)) {
            let holders = people.filter { $0.seals && $0.home == unit }.map { cast.officer($0.login).subject }
            guard holders.count > 1 else { continue }
            let (key, chain) = try keys.authority.issue(to: name(unit), of: name(unit))
            try await store.issueSeal(
                key, chain: chain, to: unit.text,
                holders: holders.map { (officer: $0, session: DemoKeys.session) }, by: by)
        }
    }

    private func name(_ unit: UnitCode) -> String { house.directory.tree.latest(unit)?.name.vi ?? unit.text }

    /// As they do before they press: the key closes by itself when the story goes on to another hour.
    func unlock(for action: String, at unit: UnitCode, _ actor: Actor) async throws {
        try await unlock(actor.subject)
        guard action == "release", let seal = try await house.keystore.key(of: .organisation(unit.text)),
            let second = try await house.keystore.holders(of: seal).first(where: { $0 != actor.subject })
        else { return }
        try await unlock(second)
    }

    private func unlock(_ officer: ID<Subject>) async throws {
        guard try await !house.keystore.isUnlocked(officer, session: DemoKeys.session),
            try await house.keystore.holder(officer) != nil
        else { return }
        try await house.keystore.unlock(officer, pin: DemoKeys.pin, session: DemoKeys.session)
    }
}

extension DemoPerson {
    fileprivate var signs: Bool {
        posts.contains { [.signer, .counterOfficer].contains($0.role) }
            || mandates.contains { $0.name.hasPrefix("sign:") }
    }

    fileprivate var seals: Bool {
        posts.contains { [.clerk, .signer, .divisionHead].contains($0.role) }
    }
}
