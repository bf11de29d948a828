/// How the doors stand towards the outside, from the program's configuration.
package struct DoorSettings: Sendable {
    /// `https://dichvu.hanoi.example`; nil: the request's own host is believed (a machine on the desk).
    package var publicOrigin: String?
    /// Cookies are marked `Secure`, named `__Host-…`, and browsers are told to stay on https.
    package var isSecure: Bool
    /// Believe the last `X-Forwarded-For` entry and `X-Request-Id` (only behind a proxy of ours).
    package var trustsProxy: Bool
    /// Seals forms; 32 random bytes, the same on every node.
    package var formKey: [UInt8]
    /// Requests a minute one address may make, pages and posts together.
    package var requestsPerMinute: Int
    /// Bytes of bodies that may lie in memory at once, over all requests.
    package var bodyBytes: Int
    /// What a program elsewhere must show to read the figures; nil: only this machine may.
    package var watchToken: String?

    package init(
        publicOrigin: String? = nil, isSecure: Bool = false, trustsProxy: Bool = false, formKey: [UInt8],
        requestsPerMinute: Int = 600, bodyBytes: Int = 256 << 20, watchToken: String? = nil
    ) {
        self.publicOrigin = publicOrigin
        self.isSecure = isSecure
        self.trustsProxy = trustsProxy
        self.formKey = formKey
        self.requestsPerMinute = requestsPerMinute
        self.bodyBytes = bodyBytes
        self.watchToken = watchToken
    }

    package var sessionCookie: String { isSecure ? "__Host-phien" : "phien" }
    package var deviceCookie: String { isSecure ? "__Host-thietbi" : "thietbi" }
    package var guestCookie: String { isSecure ? "__Host-nhap" : "nhap" }
    package var journeyCookie: String { isSecure ? "__Host-dinhdanh" : "dinhdanh" }
    package var formCookie: String { isSecure ? "__Host-bieumau" : "bieumau" }
}
