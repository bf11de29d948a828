import Testing

struct PageTests {
    private let house = House.here

    @Test func `no template prints text unescaped`() {
        let templates = house.files(in: "share/templates", ending: ".mustache")

        #expect(!templates.isEmpty)
        for (path, text) in templates {
            for sign in ["{{{", "{{&"] { #expect(!text.contains(sign), "\(path): \(sign)") }
        }
    }

    @Test func `no template needs more than the strict content security policy gives`() {
        for (path, text) in house.files(in: "share/templates", ending: ".mustache") {
            let words = text.lowercased().split { $0 == " " || $0 == "\n" || $0 == "\t" }
            let handlers = words.filter { $0.hasPrefix("on") && $0.contains("=\"") }
            #expect(handlers.isEmpty, "\(path): inline handlers \(handlers)")
            #expect(!text.contains("style=\""), "\(path): inline style")
            #expect(!text.contains("<script>"), "\(path): inline script")
            #expect(!text.contains("javascript:"), "\(path): script as an address")
        }
    }

    @Test func `every text of the pages exists in Vietnamese and in English`() {
        let vietnamese = keys("share/text/vi.yaml")
        let english = keys("share/text/en.yaml")

        #expect(!vietnamese.isEmpty)
        #expect(vietnamese.subtracting(english).sorted() == [], "missing in en.yaml")
        #expect(english.subtracting(vietnamese).sorted() == [], "missing in vi.yaml")
    }

    /// The keys of a text file: one `key: "text"` a line.
    private func keys(_ path: String) -> Set<Substring> {
        Set(
            house.text(path).split(separator: "\n")
                .filter { !$0.hasPrefix("#") && $0.contains(":") }
                .compactMap { $0.split(separator: ":").first })
    }
}
