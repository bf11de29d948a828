/// One request and its answer over HTTP. The root gives the client; below the doors nobody knows one.
package protocol WebExchange: Sendable {
    /// - Throws: any error when no whole answer came; then the request may have been carried out or not.
    func send(_ request: WebRequest) async throws -> WebAnswer
}

package struct WebRequest: Sendable {
    package let method: String
    package let url: String
    package let headers: [String: String]
    package let body: [UInt8]
    package let timeout: Duration

    package init(method: String, url: String, headers: [String: String], body: [UInt8], timeout: Duration) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }
}

package struct WebAnswer: Sendable {
    package let status: Int
    package let body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}
