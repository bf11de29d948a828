/// The addresses that machines ask, not people: no language, no cookie, no rate, no line in the log each time.
package enum DoorPath {
    /// The program lives.
    package static let health = "/health"
    /// It can do its work: send people here.
    package static let ready = "/ready"
    /// Its figures, for Prometheus.
    package static let metrics = "/metrics"

    static func needsNoBrowser(_ path: String) -> Bool { path == health || path == ready || path == metrics }
}
