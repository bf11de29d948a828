import Civic
import Directory
import Journal
import Store
import TestEngines
import Testing

@testable import Papers

@Suite struct KeystoreTests {
    private let home: TestDatabase
    private let clock: ManualClock
    private let keystore: Keystore
    private let authority: TestAuthority
    private let chief = ID<Subject>(11)
    private let clerk = ID<Subject>(12)
    private let third = ID<Subject>(13)

    init() async throws {
        home = try await TestDatabase(.chosen)
        clock = ManualClock(SigningFixture.today)
        try await home.database.migrate(JournalSchema.migrations + PapersSchema.migrations)
        // Few rounds: what is tried here is not scrypt.
        keystore = Keystore(
            database: home.database, ring: try KeyRing(text: KeyRing.freshText()), clock: clock,
            ids: IDGenerator(node: 1, clock: clock), rounds: 16)
        authority = try TestAuthority(now: SigningFixture.today)
    }

    private func enrol(_ officers: ID<Subject>..., unlocked: Bool = true) async throws {
        for officer in officers {
            try await keystore.enrol(officer, pin: "19-45-\(officer)", by: .system("test"))
            if unlocked {
                try await keystore.unlock(officer, pin: "19-45-\(officer)", session: "s\(officer)")
            }
        }
    }

    private func issue(to officer: ID<Subject>, _ algorithm: SigningAlgorithm = .ecdsaP256) async throws {
        let (key, chain) = try authority.issue(to: "Trần Văn Đức", of: "UBND", algorithm)
        try await keystore.issue(key, chain: chain, to: officer, session: "s\(officer)", by: .system("test"))
    }

    @Test(arguments: SigningAlgorithm.allCases)
    func `a key goes in and signs again after the PIN is given`(_ algorithm: SigningAlgorithm) async throws {
        try await enrol(chief)
        try await issue(to: chief, algorithm)
        keystore.lock(session: "s11")

        await #expect(throws: SigningProblem.notUnlocked) {
            try await keystore.signer(chief, session: "s11")
        }
        try await keystore.unlock(chief, pin: "19-45-11", session: "s2")
        let signer = try await keystore.signer(chief, session: "s2")

        #expect(signer.algorithm == algorithm && signer.chain.first?.holder == "Trần Văn Đức")
    }

    @Test func `an unlocked key locks itself a quarter of an hour after it was last used`() async throws {
        try await enrol(chief)
        try await issue(to: chief)
        clock.advance(milliseconds: 14 * 60_000)
        _ = try await keystore.signer(chief, session: "s11")
        clock.advance(milliseconds: 14 * 60_000)
        _ = try await keystore.signer(chief, session: "s11")
        clock.advance(milliseconds: 16 * 60_000)

        await #expect(throws: SigningProblem.notUnlocked) { try await keystore.signer(chief, session: "s11") }
    }

    @Test func `another session of the same officer opens nothing`() async throws {
        try await enrol(chief)
        try await issue(to: chief)

        await #expect(throws: SigningProblem.notUnlocked) { try await keystore.signer(chief, session: "other") }
    }

    @Test func `five wrong PINs lock the holder, even for the right one`() async throws {
        try await enrol(chief, unlocked: false)
        for left in [4, 3, 2, 1] {
            await #expect(throws: SigningProblem.wrongPIN(triesLeft: left)) {
                try await keystore.unlock(chief, pin: "000001", session: "s")
            }
        }
        await #expect(throws: SigningProblem.keyLocked) {
            try await keystore.unlock(chief, pin: "000001", session: "s")
        }

        await #expect(throws: SigningProblem.keyLocked) {
            try await keystore.unlock(chief, pin: "19-45-11", session: "s")
        }
        #expect(try await keystore.holder(chief)?.isLocked == true)
    }

    @Test func `the right PIN gives the tries back`() async throws {
        try await enrol(chief, unlocked: false)
        _ = try? await keystore.unlock(chief, pin: "000001", session: "s")

        try await keystore.unlock(chief, pin: "19-45-11", session: "s")

        #expect(try await keystore.holder(chief)?.triesLeft == 5)
    }

    @Test func `a changed PIN opens the same keys, the old one none`() async throws {
        try await enrol(chief)
        try await issue(to: chief)

        try await keystore.changePIN(chief, from: "19-45-11", to: "mới-7788")

        await #expect(throws: SigningProblem.wrongPIN(triesLeft: 4)) {
            try await keystore.unlock(chief, pin: "19-45-11", session: "n")
        }
        try await keystore.unlock(chief, pin: "mới-7788", session: "n")
        _ = try await keystore.signer(chief, session: "n")
    }

    @Test(arguments: ["", "12345", "111111"])
    func `a PIN that is easily guessed is not taken`(_ pin: String) async throws {
        await #expect(throws: SigningProblem.weakPIN) {
            try await keystore.enrol(chief, pin: pin, by: .system("test"))
        }
    }

    @Test func `any two holders set the seal, one alone and a stranger do not`() async throws {
        let stranger = ID<Subject>(14)
        try await enrol(chief, clerk, third, stranger)
        let (key, chain) = try authority.issue(to: "UBND phường", of: "UBND phường")
        try await keystore.issueSeal(
            key, chain: chain, to: "HK", holders: [chief, clerk, third].map { ($0, "s\($0)") }, by: .system("test"))

        let seal = try await keystore.seal(of: "HK", (third, "s13"), (chief, "s11"))

        #expect(seal.chain.first?.holder == "UBND phường")
        await #expect(throws: SigningProblem.secondPersonNeeded) {
            try await keystore.seal(of: "HK", (chief, "s11"), (chief, "s11"))
        }
        await #expect(throws: SigningProblem.secondPersonNeeded) {
            try await keystore.seal(of: "HK", (chief, "s11"), (stranger, "s14"))
        }
        keystore.lock(session: "s12")
        await #expect(throws: SigningProblem.notUnlocked) {
            try await keystore.seal(of: "HK", (chief, "s11"), (clerk, "s12"))
        }
        await #expect(throws: SigningProblem.secondPersonNeeded) {
            try await keystore.issueSeal(
                key, chain: chain, to: "HK", holders: [(chief, "s11")], by: .system("test"))
        }
    }

    @Test func `what lies in the database opens with no PIN and another key ring`() async throws {
        try await enrol(chief)
        try await issue(to: chief)
        let other = Keystore(
            database: home.database, ring: try KeyRing(text: KeyRing.freshText()), clock: clock,
            ids: IDGenerator(node: 2, clock: clock), rounds: 16)

        await #expect(throws: DirectoryProblem.self) {
            try await other.unlock(chief, pin: "19-45-11", session: "s")
        }
    }

    @Test func `a new PIN by the administrator closes what the old one opened`() async throws {
        try await enrol(chief)
        try await issue(to: chief)

        try await enrol(chief)

        await #expect(throws: SigningProblem.noKey) { try await keystore.signer(chief, session: "s11") }
    }

    @Test func `a seal opens at one desk, when two of its holders gave their PINs there`() async throws {
        try await enrol(chief, clerk)
        let (key, chain) = try authority.issue(to: "UBND phường", of: "UBND phường")
        try await keystore.issueSeal(
            key, chain: chain, to: "H26.X04", holders: [(chief, "s11"), (clerk, "s12")], by: .system("test"))

        await #expect(throws: SigningProblem.notUnlocked) {
            try await keystore.seal(of: "H26.X04", by: clerk, session: "desk")
        }
        try await keystore.unlock(clerk, pin: "19-45-12", session: "desk")
        // That the chief's key is open elsewhere is no consent to this.
        await #expect(throws: SigningProblem.secondPersonNeeded) {
            try await keystore.seal(of: "H26.X04", by: clerk, session: "desk")
        }
        try await keystore.unlock(chief, pin: "19-45-11", session: "desk")
        let seal = try await keystore.seal(of: "H26.X04", by: clerk, session: "desk")

        #expect(seal.chain.first?.holder == "UBND phường")
    }
}
