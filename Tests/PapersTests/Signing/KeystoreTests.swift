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
    private let ring: KeyRing
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
        ring = try KeyRing(text: KeyRing.freshText())
        keystore = Keystore(
            database: home.database, ring: ring, clock: clock, ids: IDGenerator(node: 1, clock: clock), rounds: 16)
        authority = try TestAuthority(now: SigningFixture.today)
    }

    /// What the browser at that desk carries.
    private func desk(_ name: String) -> String { String(repeating: "0", count: 64 - name.utf8.count) + name }

    /// The house again, on another machine of the same city.
    private func node(_ number: Int, rounds: Int = 16) -> Keystore {
        Keystore(
            database: home.database, ring: ring, clock: clock, ids: IDGenerator(node: number, clock: clock),
            rounds: rounds)
    }

    private func enrol(_ officers: ID<Subject>..., unlocked: Bool = true) async throws {
        for officer in officers {
            try await keystore.enrol(officer, pin: "19-45-\(officer)", by: .system("test"))
            if unlocked {
                try await keystore.unlock(officer, pin: "19-45-\(officer)", session: desk("s\(officer)"))
            }
        }
    }

    private func issue(to officer: ID<Subject>, _ algorithm: SigningAlgorithm = .ecdsaP256) async throws {
        let (key, chain) = try authority.issue(to: "Trần Văn Đức", of: "UBND", algorithm)
        try await keystore.issue(key, chain: chain, to: officer, session: desk("s\(officer)"), by: .system("test"))
    }

    @Test(arguments: SigningAlgorithm.allCases)
    func `a key goes in and signs again after the PIN is given`(_ algorithm: SigningAlgorithm) async throws {
        try await enrol(chief)
        try await issue(to: chief, algorithm)
        try await keystore.lock(session: desk("s11"))

        await #expect(throws: SigningProblem.notUnlocked) {
            try await keystore.signer(chief, session: desk("s11"))
        }
        try await keystore.unlock(chief, pin: "19-45-11", session: desk("s2"))
        let signer = try await keystore.signer(chief, session: desk("s2"))

        #expect(signer.algorithm == algorithm && signer.chain.first?.holder == "Trần Văn Đức")
    }

    @Test func `an unlocked key locks itself a quarter of an hour after it was last used`() async throws {
        try await enrol(chief)
        try await issue(to: chief)
        clock.advance(milliseconds: 14 * 60_000)
        _ = try await keystore.signer(chief, session: desk("s11"))
        clock.advance(milliseconds: 14 * 60_000)
        _ = try await keystore.signer(chief, session: desk("s11"))
        clock.advance(milliseconds: 16 * 60_000)

        await #expect(throws: SigningProblem.notUnlocked) { try await keystore.signer(chief, session: desk("s11")) }
    }

    @Test func `another session of the same officer opens nothing`() async throws {
        try await enrol(chief)
        try await issue(to: chief)

        await #expect(throws: SigningProblem.notUnlocked) { try await keystore.signer(chief, session: desk("other")) }
    }

    @Test func `five wrong PINs lock the holder, even for the right one`() async throws {
        try await enrol(chief, unlocked: false)
        for left in [4, 3, 2, 1] {
            await #expect(throws: SigningProblem.wrongPIN(triesLeft: left)) {
                try await keystore.unlock(chief, pin: "000001", session: desk("s"))
            }
        }
        await #expect(throws: SigningProblem.keyLocked) {
            try await keystore.unlock(chief, pin: "000001", session: desk("s"))
        }

        await #expect(throws: SigningProblem.keyLocked) {
            try await keystore.unlock(chief, pin: "19-45-11", session: desk("s"))
        }
        #expect(try await keystore.holder(chief)?.isLocked == true)
    }

    @Test func `the right PIN gives the tries back`() async throws {
        try await enrol(chief, unlocked: false)
        _ = try? await keystore.unlock(chief, pin: "000001", session: desk("s"))

        try await keystore.unlock(chief, pin: "19-45-11", session: desk("s"))

        #expect(try await keystore.holder(chief)?.triesLeft == 5)
    }

    @Test func `a changed PIN opens the same keys, the old one none`() async throws {
        try await enrol(chief)
        try await issue(to: chief)

        try await keystore.changePIN(chief, from: "19-45-11", to: "mới-7788")

        await #expect(throws: SigningProblem.wrongPIN(triesLeft: 4)) {
            try await keystore.unlock(chief, pin: "19-45-11", session: desk("n"))
        }
        try await keystore.unlock(chief, pin: "mới-7788", session: desk("n"))
        _ = try await keystore.signer(chief, session: desk("n"))
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
            key, chain: chain, to: "HK", holders: [chief, clerk, third].map { ($0, desk("s\($0)")) },
            by: .system("test"))

        let seal = try await keystore.seal(of: "HK", (third, desk("s13")), (chief, desk("s11")))

        #expect(seal.chain.first?.holder == "UBND phường")
        await #expect(throws: SigningProblem.secondPersonNeeded) {
            try await keystore.seal(of: "HK", (chief, desk("s11")), (chief, desk("s11")))
        }
        await #expect(throws: SigningProblem.secondPersonNeeded) {
            try await keystore.seal(of: "HK", (chief, desk("s11")), (stranger, desk("s14")))
        }
        try await keystore.lock(session: desk("s12"))
        await #expect(throws: SigningProblem.notUnlocked) {
            try await keystore.seal(of: "HK", (chief, desk("s11")), (clerk, desk("s12")))
        }
        await #expect(throws: SigningProblem.secondPersonNeeded) {
            try await keystore.issueSeal(
                key, chain: chain, to: "HK", holders: [(chief, desk("s11"))], by: .system("test"))
        }
    }

    @Test func `what lies in the database opens with no PIN and another key ring`() async throws {
        try await enrol(chief)
        try await issue(to: chief)
        let other = Keystore(
            database: home.database, ring: try KeyRing(text: KeyRing.freshText()), clock: clock,
            ids: IDGenerator(node: 2, clock: clock), rounds: 16)

        await #expect(throws: DirectoryProblem.self) {
            try await other.unlock(chief, pin: "19-45-11", session: desk("s"))
        }
    }

    @Test func `a new PIN by the administrator closes what the old one opened`() async throws {
        try await enrol(chief)
        try await issue(to: chief)

        try await enrol(chief)

        await #expect(throws: SigningProblem.noKey) { try await keystore.signer(chief, session: desk("s11")) }
    }

    @Test func `a seal opens at one desk, when two of its holders gave their PINs there`() async throws {
        try await enrol(chief, clerk)
        let (key, chain) = try authority.issue(to: "UBND phường", of: "UBND phường")
        try await keystore.issueSeal(
            key, chain: chain, to: "H26.X04", holders: [(chief, desk("s11")), (clerk, desk("s12"))], by: .system("test")
        )

        await #expect(throws: SigningProblem.notUnlocked) {
            try await keystore.seal(of: "H26.X04", by: clerk, session: desk("desk"))
        }
        try await keystore.unlock(clerk, pin: "19-45-12", session: desk("desk"))
        // That the chief's key is open elsewhere is no consent to this.
        await #expect(throws: SigningProblem.secondPersonNeeded) {
            try await keystore.seal(of: "H26.X04", by: clerk, session: desk("desk"))
        }
        try await keystore.unlock(chief, pin: "19-45-11", session: desk("desk"))
        let seal = try await keystore.seal(of: "H26.X04", by: clerk, session: desk("desk"))

        #expect(seal.chain.first?.holder == "UBND phường")
    }

    // MARK: - Many nodes

    @Test func `what is opened at one node signs at every other, and locks at all of them at once`() async throws {
        try await enrol(chief)
        try await issue(to: chief)
        let other = node(2)

        let signer = try await other.signer(chief, session: desk("s11"))
        #expect(signer.chain.first?.holder == "Trần Văn Đức")

        try await other.lock(session: desk("s11"))
        #expect(try await !keystore.isUnlocked(chief, session: desk("s11")))
    }

    @Test func `a quarter of an hour without use is counted over all nodes`() async throws {
        try await enrol(chief)
        try await issue(to: chief)
        let other = node(2)
        clock.advance(milliseconds: 14 * 60_000)
        _ = try await other.signer(chief, session: desk("s11"))
        clock.advance(milliseconds: 14 * 60_000)
        _ = try await keystore.signer(chief, session: desk("s11"))
        clock.advance(milliseconds: 16 * 60_000)

        await #expect(throws: SigningProblem.notUnlocked) { try await other.signer(chief, session: desk("s11")) }
        try await other.sweep()
        #expect(try await openRows().isEmpty)
    }

    @Test func `a changed PIN, a new one and a lost one lock what was open anywhere`() async throws {
        let other = node(2)
        try await enrol(chief)
        try await issue(to: chief)

        try await other.changePIN(chief, from: "19-45-11", to: "mới-7788")
        #expect(try await !keystore.isUnlocked(chief, session: desk("s11")))

        try await keystore.unlock(chief, pin: "mới-7788", session: desk("s11"))
        try await other.enrol(chief, pin: "mới-9900", by: .system("test"))
        #expect(try await !keystore.isUnlocked(chief, session: desk("s11")))

        try await keystore.unlock(chief, pin: "mới-9900", session: desk("s11"))
        for _ in 0..<KeyHolder.tries { try? await other.unlock(chief, pin: "000001", session: desk("s2")) }
        #expect(try await !keystore.isUnlocked(chief, session: desk("s11")))

        try await enrol(clerk)
        try await other.lock(clerk)
        #expect(try await !keystore.isUnlocked(clerk, session: desk("s12")))
    }

    @Test func `the row of an open key holds nothing that opens it, and moved to another session opens nothing`()
        async throws
    {
        try await enrol(chief)
        try await issue(to: chief)
        let (place, sealed) = try #require(try await openRows().first)

        // What a copy of the database has: neither the place nor a hash of it is what the browser carries.
        for guess in [place.hexadecimal, desk("s12")] {
            let wrong = OpenedSecret(chief, session: guess)
            #expect(wrong.opened(sealed) == nil)
            let moved = wrong.place
            try await home.database.write("test") {
                try $0.execute(Statement("UPDATE opened_secret SET session = ?"), [.blob(moved)])
            }
            #expect(try await !keystore.isUnlocked(chief, session: guess))
        }
        #expect(OpenedSecret(clerk, session: desk("s11")).opened(sealed) == nil)
        await #expect(throws: SigningProblem.notUnlocked) {
            try await keystore.unlock(chief, pin: "19-45-11", session: "")
        }
    }

    private func openRows() async throws -> [(place: [UInt8], sealed: [UInt8])] {
        try await home.database.read {
            try $0.all(Statement("SELECT session, sealed FROM opened_secret")) { ($0.blob(0), $0.blob(1)) }
        }
    }

    // MARK: - What a PIN costs

    @Test func `a cost raised later is paid at the next right PIN, once, and the keys stay the same`() async throws {
        try await enrol(chief)
        try await issue(to: chief)
        let later = node(2, rounds: 64)
        func rounds() async throws -> Int64? {
            try await home.database.read {
                try $0.first(Statement("SELECT rounds FROM key_holder WHERE officer = ?"), [.id(chief)]) { $0.int(0) }
            }
        }
        #expect(try await rounds() == 16)

        await #expect(throws: SigningProblem.wrongPIN(triesLeft: 4)) {
            try await later.unlock(chief, pin: "000001", session: desk("n"))
        }
        #expect(try await rounds() == 16)
        try await later.unlock(chief, pin: "19-45-11", session: desk("n"))
        #expect(try await rounds() == 64)
        #expect(try await later.holder(chief)?.triesLeft == KeyHolder.tries)

        // A node that was not updated yet opens it by what stands with the PIN, and lowers nothing.
        try await keystore.unlock(chief, pin: "19-45-11", session: desk("o"))
        _ = try await keystore.signer(chief, session: desk("o"))
        #expect(try await rounds() == 64)
    }

    @Test func `a cost that somebody wrote into the database is not paid`() async throws {
        try await enrol(chief, unlocked: false)
        try await home.database.write("test") {
            try $0.execute(Statement("UPDATE key_holder SET rounds = ?"), [.int(Int64(1) << 40)])
        }

        await #expect(throws: StoreError.self) {
            try await keystore.unlock(chief, pin: "19-45-11", session: desk("s"))
        }
    }
}
