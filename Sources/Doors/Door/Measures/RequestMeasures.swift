import HTTPTypes

/// What the threshold counts of each request: the route, never the address with its values.
enum RequestMeasures {
    static let requests = Measure(
        "motcua_http_requests_total", .counter, labels: ["method", "route", "status"], "Requests answered.")
    static let seconds = Measure(
        "motcua_http_request_seconds", .histogram, labels: ["route"],
        "From the head of a request to the head of its answer.")
    static let underWay = Measure("motcua_http_requests_in_flight", .gauge, "Requests being answered now.")

    private static let methods: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .delete, .patch, .options]

    static func note(
        _ method: HTTPRequest.Method, route: String?, status: Int, took: Duration, in book: MeasureBook
    ) {
        // Anybody may send a method of their own making, or an address that is no route.
        let method = methods.contains(method) ? method.rawValue : "other"
        let route = route.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "none"
        book.count(requests, [method, route, String(status)])
        book.observe(seconds, [route], seconds: took / .seconds(1))
        book.count(underWay, by: -1)
    }
}
