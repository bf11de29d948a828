import Crypto
import Foundation

/// Blobs as objects of an S3-compatible store, shared by every node. What the store answered with success is kept: its
/// durability is the store's promise.
package struct S3BlobStore: BlobStore {
    private let address: S3Address
    private let signature: SignatureV4
    private let web: any WebExchange
    /// A use case waits so long for the store, its second tries included.
    private let patience: Duration

    package init(
        _ address: S3Address, _ credentials: S3Credentials, _ web: any WebExchange, patience: Duration = .seconds(30)
    ) {
        self.address = address
        self.web = web
        self.patience = patience
        signature = SignatureV4(
            keyID: credentials.keyID, secret: credentials.secret, sessionToken: credentials.sessionToken,
            region: address.region)
    }

    /// Never replaces: an object that stands there already must be this one, put by a try whose answer was lost.
    package func put(_ bytes: [UInt8], key: String) async throws {
        let hash = Data(SHA256.hash(data: bytes)).base64EncodedString()
        let answer = try await send(
            "PUT", key: try BlobKey.checked(key), body: bytes,
            headers: [
                "if-none-match": "*", "x-amz-checksum-sha256": hash, "content-type": "application/octet-stream",
            ])
        switch answer.status {
        case 200: return
        // 409: another try of the same is just being carried out.
        case 409, 412:
            guard try await get(key) == bytes else {
                throw PapersProblem.storage("an object named \(key) is there already and holds something else")
            }
        default: throw refused(answer)
        }
    }

    package func get(_ key: String, range: Range<Int>?) async throws -> [UInt8]? {
        if range?.isEmpty == true { return [] }
        let headers = range.map { ["range": "bytes=\($0.lowerBound)-\($0.upperBound - 1)"] } ?? [:]
        let answer = try await send("GET", key: try BlobKey.checked(key), headers: headers)
        switch answer.status {
        case 200, 206: return answer.body
        case 404 where code(answer) != "NoSuchBucket": return nil
        // The range begins behind the end.
        case 416: return []
        default: throw refused(answer)
        }
    }

    package func erase(_ key: String) async throws {
        let answer = try await send("DELETE", key: try BlobKey.checked(key))
        guard [200, 204, 404].contains(answer.status) else { throw refused(answer) }
    }

    package func keys(storedBefore milliseconds: Int64) async throws -> [String] {
        var found: [String] = []
        var token: String?
        repeat {
            var query = [("list-type", "2"), ("prefix", address.prefix)]
            if let token { query.append(("continuation-token", token)) }
            let answer = try await send("GET", key: nil, query: query)
            guard answer.status == 200 else { throw refused(answer) }
            let page = S3Listing(answer.body)
            found += page.objects.filter { $0.storedAt < milliseconds && $0.key.hasPrefix(address.prefix) }
                .map { String($0.key.dropFirst(address.prefix.count)) }.filter(BlobKey.isKey)
            token = page.next
        } while token != nil
        return found
    }

    // MARK: - Sending

    /// Again after what may pass (no answer, 429, 5xx), with a growing random pause, until the patience ends.
    private func send(
        _ method: String, key: String?, query: [(String, String)] = [], body: [UInt8] = [],
        headers: [String: String] = [:]
    ) async throws -> WebAnswer {
        let deadline = ContinuousClock.now + patience
        let bodyHash = SignatureV4.hash(body)
        let path = address.path(key)
        let question = query.isEmpty ? "" : "?" + SignatureV4.encoded(query)
        var tries = 0
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { throw PapersProblem.storage("\(address.endpoint) did not answer in time") }
            let request = WebRequest(
                method: method, url: address.endpoint.trimmingSuffix("/") + path + question,
                headers: signature.headers(
                    method, host: address.host, path: path, query: query, headers: headers, bodyHash: bodyHash,
                    at: Date()), body: body, timeout: left)
            do {
                let answer = try await web.send(request)
                guard answer.status == 429 || answer.status >= 500, tries < Self.mostTries else { return answer }
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                guard tries < Self.mostTries else {
                    throw PapersProblem.storage("\(address.endpoint) cannot be reached: \(type(of: error))")
                }
            }
            tries += 1
            try await Task.sleep(for: .milliseconds(50 << min(tries, 6)) * Double.random(in: 0.5...1))
        }
    }

    private static let mostTries = 8

    private func refused(_ answer: WebAnswer) -> PapersProblem {
        .storage("\(address.endpoint) answered \(answer.status)\(code(answer).map { " (\($0))" } ?? "")")
    }

    private func code(_ answer: WebAnswer) -> String? {
        S3Listing.texts("Code", in: String(decoding: answer.body.prefix(4_096), as: UTF8.self)).first
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
