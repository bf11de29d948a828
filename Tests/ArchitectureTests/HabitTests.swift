import Testing

struct HabitTests {
    private let house = House.here

    struct Banned: Sendable, CustomTestStringConvertible {
        let sign: String
        let instead: String
        /// The rooms that may.
        var except: Set<String> = []

        var testDescription: String { sign }
    }

    @Test(arguments: [
        Banned(sign: "fatalError(", instead: "throw a Problem"),
        Banned(sign: "try!", instead: "handle the error"),
        Banned(sign: "as!", instead: "use as? and say what is wrong"),
        Banned(sign: "nonisolated(unsafe)", instead: "use a Mutex"),
        Banned(
            sign: "@unchecked Sendable", instead: "use a Mutex or a value", except: ["StoreSQLite", "StorePostgres"]),
        Banned(sign: "print(", instead: "use the logger; only the command prints", except: ["motcua"]),
        Banned(sign: "public ", instead: "package is enough across rooms"),
    ])
    func `what is banned from the sources is not in them`(_ banned: Banned) {
        let places = house.sources.filter { !banned.except.contains($0.target) }.flatMap { $0.places(of: banned.sign) }

        #expect(places == [], "\(banned.sign) is banned: \(banned.instead)")
    }

    @Test(arguments: ["OR ROLLBACK", "OR FAIL", "RAISE(", "DEFERRABLE", "INITIALLY DEFERRED", "SELECT *"])
    func `no SQL takes its whole group with it or leaves its columns unnamed`(_ sign: String) {
        let places = house.sources.filter { $0.literals.contains { $0.uppercased().contains(sign) } }.map(\.path)

        #expect(places == [], "\(sign) is not in the house's SQL (docs/sql.md)")
    }

    @Test func `LIKE narrows what an index has found in two rooms, and finds nothing anywhere`() {
        let engines: Set = ["StoreSQLite", "StorePostgres"]
        let files = house.sources.filter { source in
            !engines.contains(source.target)
                && source.literals.contains { $0.contains(" LIKE ") && $0.contains("?") }
        }

        #expect(
            files.compactMap { $0.path.split(separator: "/").last }.sorted() == [
                "LookStore.swift", "WorklistStore.swift",
            ])
    }

    @Test func `types and files have names that say what they are`() {
        let empty = ["Manager", "Helper", "Helpers", "Utils", "Utilities", "Service", "Common"]

        for file in house.sources + house.tests {
            let name = String(file.path.dropLast(".swift".count))
            for word in file.types + [name] {
                #expect(!empty.contains { word.hasSuffix($0) }, "\(file.path): \(word)")
            }
        }
    }

    /// May only shrink.
    private static let longFiles: Set<String> = []

    @Test func `files are short`() {
        let files = house.sources + house.tests
        let lengths = files.map(\.lineCount).sorted()

        #expect(lengths[lengths.count / 2] <= 80, "the median file")
        #expect(lengths[lengths.count * 9 / 10] <= 250, "nine files of ten")
        for file in files where file.lineCount > 500 {
            #expect(Self.longFiles.contains(file.path), "\(file.path) has \(file.lineCount) lines")
        }
    }

    @Test func `the reader of this suite tells code from texts and comments`() {
        let source = #"""
            let a = "try! \(f(as!)) x" // fatalError(
            /* print( /* nested */ print( */ let b = """
                as! "quoted"
                """
            """#
        let text = SwiftText(source)

        #expect(text.code.contains("as!") && !text.code.contains("try!"))
        #expect(!text.code.contains("fatalError") && !text.code.contains("print"))
        #expect(text.literals.contains { $0.contains("try!") })
        #expect(text.code.split(separator: "\n", omittingEmptySubsequences: false).count == 4)
    }
}
