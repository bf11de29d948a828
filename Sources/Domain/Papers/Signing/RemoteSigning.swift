package import Crypto
import Synchronization
package import X509

/// Somebody outside who keeps people's keys and signs digests for them, as the Cloud Signature Consortium's API has it
/// (`credentials/info`, `credentials/authorize`, `signatures/signHash`; Circular 16/2019). Papers never go there.
package protocol RemoteSigningProvider: Sendable {
    func credential(_ id: String) async throws(SigningProblem) -> RemoteCredential

    /// The person allows so many signatures, by the provider's own means.
    ///
    /// - Returns: what the provider wants to see with each digest (SAD).
    func authorize(_ id: String, signatures: Int, pin: String) async throws(SigningProblem) -> String

    func sign(
        _ digest: SHA256Digest, with credential: String, authorization: String
    ) async throws(SigningProblem) -> [UInt8]
}

package struct RemoteCredential: Sendable {
    package let id: String
    package let chain: [Certificate]
    package let algorithm: SigningAlgorithm

    package init(id: String, chain: [Certificate], algorithm: SigningAlgorithm) {
        self.id = id
        self.chain = chain
        self.algorithm = algorithm
    }
}

/// A person whose key lies with a provider, after they allowed some signatures: one act for a batch.
package struct RemoteSigner: Signer {
    private let provider: any RemoteSigningProvider
    private let credential: RemoteCredential
    private let authorization: String

    package var chain: [Certificate] { credential.chain }
    package var algorithm: SigningAlgorithm { credential.algorithm }

    package init(
        _ provider: any RemoteSigningProvider, credential id: String, signatures: Int, pin: String
    ) async throws(SigningProblem) {
        self.provider = provider
        credential = try await provider.credential(id)
        authorization = try await provider.authorize(id, signatures: signatures, pin: pin)
    }

    package func sign(_ digest: SHA256Digest) async throws(SigningProblem) -> [UInt8] {
        try await provider.sign(digest, with: credential.id, authorization: authorization)
    }
}

/// A provider inside this program, for demonstrations and tests: wrong PINs lock, and no more is signed than was allowed.
package final class RemoteSigningSandbox: RemoteSigningProvider {
    private struct Kept {
        let signer: LocalSigner
        let pin: String
        var triesLeft = KeyHolder.tries
    }

    private struct State {
        var kept: [String: Kept] = [:]
        /// By authorization: whose, and how many signatures are left.
        var allowed: [String: (credential: String, left: Int)] = [:]
        var next = 1
    }

    private let state = Mutex(State())

    package init() {}

    package func keep(_ signer: LocalSigner, as id: String, pin: String) {
        state.withLock { $0.kept[id] = Kept(signer: signer, pin: pin) }
    }

    package func credential(_ id: String) async throws(SigningProblem) -> RemoteCredential {
        guard let kept = state.withLock({ $0.kept[id] }) else { throw .noKey }
        return RemoteCredential(id: id, chain: kept.signer.chain, algorithm: kept.signer.algorithm)
    }

    package func authorize(_ id: String, signatures: Int, pin: String) async throws(SigningProblem) -> String {
        let outcome = state.withLock { state -> Result<String, SigningProblem> in
            guard var kept = state.kept[id] else { return .failure(.noKey) }
            guard kept.triesLeft > 0 else { return .failure(.keyLocked) }
            guard kept.pin == pin else {
                kept.triesLeft -= 1
                state.kept[id] = kept
                return .failure(kept.triesLeft == 0 ? .keyLocked : .wrongPIN(triesLeft: kept.triesLeft))
            }
            kept.triesLeft = KeyHolder.tries
            state.kept[id] = kept
            let name = "sad-\(state.next)"
            state.next += 1
            state.allowed[name] = (id, signatures)
            return .success(name)
        }
        return try outcome.get()
    }

    package func sign(
        _ digest: SHA256Digest, with credential: String, authorization: String
    ) async throws(SigningProblem) -> [UInt8] {
        let signer = state.withLock { state -> LocalSigner? in
            guard let allowed = state.allowed[authorization], allowed.credential == credential, allowed.left > 0 else {
                return nil
            }
            state.allowed[authorization]?.left -= 1
            return state.kept[credential]?.signer
        }
        guard let signer else { throw .notUnlocked }
        return try await signer.sign(digest)
    }
}
