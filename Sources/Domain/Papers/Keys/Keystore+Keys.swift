package import Civic
import Crypto
package import Directory
import Foundation
import Journal
import Store
package import X509

extension Keystore {
    /// Puts an officer's key in, in place of the one before. The officer's PIN is given in the session.
    @discardableResult
    package func issue(
        _ key: SigningKey, chain: [Certificate], to officer: ID<Subject>, session: String, by actor: Actor
    ) async throws -> StoredKey {
        let secret = try await secret(officer, session)
        return try await add(
            key, chain, .person(officer), [(officer, officer, Self.pair(secret, secret))], by: actor)
    }

    /// Puts a body's seal in, in place of the one before: any two of the holders open it together. All are there.
    ///
    /// - Parameter unit: the unit's code.
    @discardableResult
    package func issueSeal(
        _ key: SigningKey, chain: [Certificate], to unit: String,
        holders: [(officer: ID<Subject>, session: String)], by actor: Actor
    ) async throws -> StoredKey {
        let sorted = holders.sorted { $0.officer < $1.officer }
        guard Set(sorted.map(\.officer)).count == sorted.count, sorted.count > 1 else {
            throw SigningProblem.secondPersonNeeded
        }
        var pairs: [(ID<Subject>, ID<Subject>, SymmetricKey)] = []
        for (index, first) in sorted.enumerated() {
            for second in sorted.dropFirst(index + 1) {
                let key = Self.pair(
                    try await secret(first.officer, first.session), try await secret(second.officer, second.session))
                pairs.append((first.officer, second.officer, key))
            }
        }
        return try await add(key, chain, .organisation(unit), pairs, by: actor)
    }

    package func key(of owner: StoredKey.Owner) async throws -> StoredKey? {
        try await database.read {
            try $0.first(KeyStatements.keyOf, [.text(owner.kind), .text(owner.code)], StoredKey.init(row:))
        }
    }

    /// - Throws: `SigningProblem.noKey`, `.notUnlocked`.
    package func signer(_ officer: ID<Subject>, session: String) async throws -> LocalSigner {
        let secret = try await secret(officer, session)
        return try await signer(.person(officer), officer, officer, Self.pair(secret, secret))
    }

    /// The body's seal, by two of its holders.
    ///
    /// - Throws: `SigningProblem.secondPersonNeeded` when both are one, or are no two holders of this seal.
    package func seal(
        of unit: String, _ one: (officer: ID<Subject>, session: String),
        _ other: (officer: ID<Subject>, session: String)
    ) async throws -> LocalSigner {
        guard one.officer != other.officer else { throw SigningProblem.secondPersonNeeded }
        let (first, second) = one.officer < other.officer ? (one, other) : (other, one)
        let pair = Self.pair(
            try await secret(first.officer, first.session), try await secret(second.officer, second.session))
        return try await signer(.organisation(unit), first.officer, second.officer, pair)
    }

    /// The body's seal, by the one who sets it and another holder, who gave a PIN in the same session: at the same desk.
    ///
    /// - Throws: `SigningProblem.notUnlocked`, `.secondPersonNeeded`.
    package func seal(of unit: String, by officer: ID<Subject>, session: String) async throws -> LocalSigner {
        _ = try await secret(officer, session)
        guard let stored = try await key(of: .organisation(unit)) else { throw SigningProblem.noKey }
        for other in try await holders(of: stored) where other != officer {
            guard try await isUnlocked(other, session: session) else { continue }
            return try await seal(of: unit, (officer, session), (other, session))
        }
        throw SigningProblem.secondPersonNeeded
    }

    /// Who may open a key: one for a person's, two and more for a seal.
    package func holders(of key: StoredKey) async throws -> [ID<Subject>] {
        let pairs = try await database.read {
            try $0.all(KeyStatements.holdersOf, [.id(key.id)]) {
                ($0.id(0, of: Subject.self), $0.id(1, of: Subject.self))
            }
        }
        return Set(pairs.flatMap { [$0.0, $0.1] }).sorted()
    }

    /// What closes a key: both secrets, in the holders' order.
    private static func pair(_ first: SymmetricKey, _ second: SymmetricKey) -> SymmetricKey {
        let material = first.withUnsafeBytes { Array($0) } + second.withUnsafeBytes { Array($0) }
        return HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: material), info: Array("motcua/key_grant/1".utf8), outputByteCount: 32)
    }

    private func add(
        _ key: SigningKey, _ chain: [Certificate], _ owner: StoredKey.Owner,
        _ pairs: [(ID<Subject>, ID<Subject>, SymmetricKey)], by actor: Actor
    ) async throws -> StoredKey {
        _ = try LocalSigner(key, chain: chain)
        let now = clock.now()
        let stored = StoredKey(id: ids.next(), owner: owner, algorithm: key.algorithm, chain: chain, created: now)
        let grants = try pairs.map { first, second, pair in
            let box = try AES.GCM.seal(key.stored, using: pair, authenticating: Self.context(stored.id))
            return (first, second, Array(box.combined ?? Data()))
        }
        let certificates = try StoredKey.der(chain)
        let serial = chain.first?.serial ?? ""
        let event = event("papers.keyIssued", stream: stored.id.retyped(), at: now, actor) {
            $0.text("owner", owner.code)
            $0.text("serial", serial)
        }
        try await database.write("Papers.issueKey") { transaction in
            try transaction.execute(
                KeyStatements.retire, [.instant(now), .text(owner.kind), .text(owner.code)])
            try transaction.execute(
                KeyStatements.addKey,
                [
                    .id(stored.id), .text(owner.kind), .text(owner.code), .text(key.algorithm.rawValue),
                    .blob(certificates), .instant(now),
                ])
            for (first, second, sealed) in grants {
                try transaction.execute(
                    KeyStatements.addGrant, [.id(stored.id), .id(first), .id(second), .blob(sealed)])
            }
            try Journal.append(event, in: transaction)
        }
        return stored
    }

    private func signer(
        _ owner: StoredKey.Owner, _ first: ID<Subject>, _ second: ID<Subject>, _ pair: SymmetricKey
    ) async throws -> LocalSigner {
        guard let stored = try await key(of: owner) else { throw SigningProblem.noKey }
        let sealed = try await database.read {
            try $0.first(KeyStatements.grant, [.id(stored.id), .id(first), .id(second)]) { $0.blob(0) }
        }
        guard let sealed else { throw first == second ? SigningProblem.noKey : .secondPersonNeeded }
        let box = try AES.GCM.SealedBox(combined: sealed)
        let bytes = try AES.GCM.open(box, using: pair, authenticating: Self.context(stored.id))
        return try LocalSigner(SigningKey(pkcs8: Array(bytes), algorithm: stored.algorithm), chain: stored.chain)
    }

    private static func context(_ key: ID<StoredKey>) -> [UInt8] { Array("key_grant.sealed.\(key)".utf8) }
}
