import Foundation

/// `s3://bucket/prefix?endpoint=https://s3.example:9000&region=hn-1`: a bucket of Amazon's S3, or of what speaks
/// like it (MinIO, Ceph, Garage). The bucket stands in the path, which every one of them understands.
package struct S3Address: Sendable, Hashable {
    package let bucket: String
    /// Empty, or ending in `/`: cities may share a bucket.
    package let prefix: String
    /// Scheme, host and port, without a path.
    package let endpoint: String
    package let region: String

    /// - Throws: `PapersProblem.storage`, saying what is wrong.
    package init(_ text: String) throws {
        guard let parts = URLComponents(string: text), parts.scheme == "s3", let bucket = parts.host, !bucket.isEmpty,
            parts.user == nil, parts.password == nil
        else {
            throw PapersProblem.storage(
                "\(text) is no address of papers: s3://bucket/prefix?endpoint=https://host, keys in the environment")
        }
        self.bucket = bucket
        let inside = parts.path.split(separator: "/").joined(separator: "/")
        prefix = inside.isEmpty ? "" : inside + "/"
        var settings: [String: String] = [:]
        for item in parts.queryItems ?? [] { settings[item.name] = item.value }
        guard Set(settings.keys).isSubset(of: ["endpoint", "region"]) else {
            throw PapersProblem.storage("\(text): only endpoint and region may stand behind the question mark")
        }
        region = settings["region"] ?? "us-east-1"
        endpoint = settings["endpoint"] ?? "https://s3.\(region).amazonaws.com"
        guard let host = URLComponents(string: endpoint), ["http", "https"].contains(host.scheme ?? ""),
            host.host?.isEmpty == false, host.path.isEmpty || host.path == "/"
        else { throw PapersProblem.storage("\(endpoint) is no endpoint: scheme, host and port, without a path") }
    }

    /// What the `host` header says: without the port where the scheme implies it.
    var host: String {
        let parts = URLComponents(string: endpoint)
        let usual = parts?.scheme == "https" ? 443 : 80
        return (parts?.host ?? "") + (parts?.port.flatMap { $0 == usual ? nil : ":\($0)" } ?? "")
    }

    /// The path of an object, or of the bucket itself when there is no key; percent-encoded.
    func path(_ key: String?) -> String {
        "/" + SignatureV4.encoded(bucket) + (key.map { "/" + SignatureV4.encoded(prefix + $0, keeping: "/") } ?? "/")
    }
}

/// Who signs: from the environment, where the service manager puts it, never from the command line.
package struct S3Credentials: Sendable {
    let keyID: String
    let secret: String
    let sessionToken: String?

    package init(keyID: String, secret: String, sessionToken: String? = nil) {
        self.keyID = keyID
        self.secret = secret
        self.sessionToken = sessionToken
    }

    /// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, if there is one, `AWS_SESSION_TOKEN`.
    package init(environment: [String: String]) throws {
        guard let keyID = environment["AWS_ACCESS_KEY_ID"], let secret = environment["AWS_SECRET_ACCESS_KEY"] else {
            throw PapersProblem.storage("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the program's environment")
        }
        self.init(keyID: keyID, secret: secret, sessionToken: environment["AWS_SESSION_TOKEN"])
    }
}
