import City
import Testing

struct ServerSettingsTests {
    @Test(
        arguments: [
            (nil, "127.0.0.1", 8080, "http://127.0.0.1:8080"), (nil, "::1", 8080, "http://[::1]:8080"),
            ("https://dichvu.example", "0.0.0.0", 8080, "https://dichvu.example"), (nil, "0.0.0.0", 8080, nil),
            (nil, "::", 8080, nil), (nil, "127.0.0.1", 0, nil),
        ] as [(String?, String, Int, String?)])
    func `printed codes lead where the configuration says, never where a request says`(
        _ publicOrigin: String?, _ host: String, _ port: Int, _ origin: String?
    ) {
        var settings = HouseServer.Settings()
        settings.publicOrigin = publicOrigin
        settings.host = host
        settings.port = port

        #expect(settings.origin == origin)
    }
}
