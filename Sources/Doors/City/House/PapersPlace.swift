import Foundation
import Papers

/// Where papers lie: a folder, which several nodes may share, or a bucket.
enum PapersPlace {
    /// - Parameter text: a path, or `s3://bucket/prefix?endpoint=…` with its credentials in the environment.
    static func open(_ text: String) throws -> any BlobStore {
        guard text.hasPrefix("s3://") else { return try DirectoryBlobStore(text) }
        do {
            let credentials = try S3Credentials(environment: ProcessInfo.processInfo.environment)
            return S3BlobStore(try S3Address(text), credentials, HouseWebClient())
        } catch let problem as PapersProblem {
            // Said to whoever starts the program, not to a resident.
            throw HouseProblem.badSetting(problem.detail)
        }
    }
}

/// `motcua paper check`: does with one paper of its own all that the city does with papers, and removes it.
package enum PapersCheck {
    package struct Step: Sendable, Encodable {
        package let name: String
        /// Nil: as it should be.
        package let fault: String?
    }

    package static func run(_ files: HouseFiles) async throws -> [Step] {
        let store = try PapersPlace.open(files.papers)
        let key = BlobKey.fresh()
        let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        var steps: [Step] = []
        func step(_ name: String, _ work: () async throws -> Bool) async {
            do {
                steps.append(Step(name: name, fault: try await work() ? nil : "another answer than was stored"))
            } catch {
                steps.append(Step(name: name, fault: (error as? PapersProblem)?.detail ?? "\(error)"))
            }
        }
        await step("store") {
            try await store.put(bytes, key: key)
            return true
        }
        // Where nothing can be stored the rest says nothing more.
        guard steps.allSatisfy({ $0.fault == nil }) else { return steps }
        await step("read") { try await store.get(key) == bytes }
        await step("read a part") { try await store.get(key, range: 65_530..<65_540) == Array(bytes[65_530..<65_540]) }
        await step("read behind the end") {
            try await store.get(key, range: 69_990..<80_000) == Array(bytes[69_990...])
        }
        await step("store the same again") {
            try await store.put(bytes, key: key)
            return true
        }
        await step("never replace") {
            do { try await store.put([1], key: key) } catch is PapersProblem {
                return try await store.get(key) == bytes
            }
            return false
        }
        await step("list") { try await store.keys(storedBefore: .max).contains(key) }
        await step("erase") {
            try await store.erase(key)
            return try await store.get(key) == nil
        }
        await step("erase what is gone") {
            try await store.erase(key)
            return true
        }
        return steps
    }
}
