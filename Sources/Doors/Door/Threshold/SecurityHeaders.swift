import HTTPTypes

/// The headers every answer carries. Pages hold no script and no style of their own, so the policy can be strict.
enum SecurityHeaders {
    static let contentPolicy = [
        "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'",
        "connect-src 'self'", "object-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    ].joined(separator: "; ")

    private static let fixed: [(HTTPField.Name, String)] = [
        ("X-Content-Type-Options", "nosniff"),
        // The origin must travel with our own forms; outside nothing does.
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }

    /// What the handler set itself (a download's sandbox, a cached picture) stays.
    static func add(to headers: inout HTTPFields, settings: DoorSettings, isStatic: Bool) {
        if headers[.contentSecurityPolicy] == nil { headers[.contentSecurityPolicy] = contentPolicy }
        for (name, value) in fixed where headers[name] == nil { headers[name] = value }
        if settings.isSecure { headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
        if !isStatic, headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
    }
}
