/// The addresses that machines ask, not people: no language, no cookie, no rate, no line in the log each time.
package enum DoorPath {
    /// The program lives.
    package static let health = "/health"
    /// It can do its work: send people here.
    package static let ready = "/ready"
    /// Its figures, for Prometheus.
    package static let metrics = "/metrics"

    /// Ends a view as another role.
    package static let endOfView = "/can-bo/xem-nhu/thoi"

    /// What a view as another role may ask for: the pages of lists and figures, and how it ends. Every page of the desk
    /// that is not named here shows people's data, or might.
    static func isInView(_ path: String, query: String?, changes: Bool) -> Bool {
        let path = path.hasPrefix("/en/") ? String(path.dropFirst(3)) : path
        if changes { return [endOfView, "/dang-xuat", "/phien/gia-han"].contains(path) }
        guard path == "/can-bo" || path.hasPrefix("/can-bo/") else { return !path.hasPrefix("/api") }
        if path == "/can-bo/quay" || path == "/can-bo/quay/chung-thuc" { return query?.isEmpty ?? true }
        return [
            "/can-bo", "/can-bo/don-vi", "/can-bo/ngay", "/can-bo/so-lieu", "/can-bo/uy-quyen", "/can-bo/vang-mat",
            "/can-bo/thong-bao",
            "/can-bo/quan-tri",
        ].contains(path)
    }

    static func needsNoBrowser(_ path: String) -> Bool { path == health || path == ready || path == metrics }
}
