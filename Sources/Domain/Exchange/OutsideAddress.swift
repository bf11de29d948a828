import Foundation

/// Which addresses the city's secrets may travel to.
package enum OutsideAddress {
    /// TLS, or this machine: nobody listens in on the way from it to itself. Never one with a name and password in it.
    package static func isSafe(_ address: String) -> Bool {
        guard let url = URL(string: address), let host = url.host(), url.user == nil else { return false }
        return url.scheme == "https" || url.scheme == "http" && ["127.0.0.1", "::1", "localhost"].contains(host)
    }
}
