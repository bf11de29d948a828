/// The plan of the house (decision records 0001 and 0002): which room may import which. An arrow that is not here fails
/// the suite; a new room takes its place here first.
enum HousePlan {
    struct Room {
        let floor: String
        let rooms: Set<String>
        let outside: Set<String>
    }

    private static let kernel: Set = ["Civic", "Rules", "Store", "Journal", "CityFolder"]
    private static let domain: Set = ["Directory", "Catalogue", "Papers", "Dossiers", "Exchange"]
    private static let server: Set = [
        "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore", "NIOHTTPTypes", "Logging", "Crypto",
    ]
    /// What comes with Swift.
    static let toolchain: Set = ["Swift", "Foundation", "Synchronization", "Dispatch", "Glibc"]

    static let rooms: [String: Room] = [
        "Civic": Room(floor: "Kernel", rooms: [], outside: []),
        "Rules": Room(floor: "Kernel", rooms: ["Civic"], outside: []),
        "Store": Room(floor: "Kernel", rooms: ["Civic"], outside: []),
        "Journal": Room(floor: "Kernel", rooms: ["Civic", "Store"], outside: ["Crypto"]),
        "CityFolder": Room(floor: "Kernel", rooms: ["Civic", "Rules", "Store"], outside: ["Crypto", "Yams"]),
        "Programs": Room(floor: "Kernel", rooms: [], outside: []),
        "StorePostgres": Room(floor: "Kernel", rooms: ["Civic", "Programs", "Store"], outside: ["CPostgres"]),
        "StoreSQLite": Room(
            floor: "Kernel", rooms: ["Civic", "Store"], outside: ["GRDB", "GRDBSQLite", "SQLiteSetup"]),

        "Directory": Room(floor: "Domain", rooms: kernel, outside: ["Crypto", "CryptoExtras"]),
        "Catalogue": Room(floor: "Domain", rooms: kernel.union(["Directory"]), outside: ["Crypto"]),
        "Papers": Room(
            floor: "Domain", rooms: kernel.union(["Directory", "Programs"]),
            outside: ["Crypto", "CryptoExtras", "SwiftASN1", "X509", "CPango", "CQRCode", "CZlib"]),
        "Dossiers": Room(floor: "Domain", rooms: kernel.union(["Directory", "Catalogue"]), outside: ["Crypto"]),

        "Exchange": Room(
            floor: "Domain",
            rooms: kernel.subtracting(["CityFolder"]).union(["Directory", "Catalogue", "Papers", "Dossiers"]),
            outside: ["Crypto", "CryptoExtras"]),

        "Door": Room(floor: "Doors", rooms: ["Civic", "Directory"], outside: server.union(["CZlib"])),
        "Web": Room(
            floor: "Doors", rooms: domain.union(["Civic", "Rules", "CityFolder", "Door"]),
            outside: server.union(["Mustache"])),
        "API": Room(floor: "Doors", rooms: domain.union(["Civic", "Rules", "Door"]), outside: server),
        "City": Room(
            floor: "Doors", rooms: kernel.union(domain).union(["StoreSQLite", "StorePostgres", "Door", "Web", "API"]),
            outside: server.union([
                "ServiceLifecycle", "UnixSignals", "AsyncHTTPClient", "NIOHTTP1", "NIOPosix", "NIOSSL",
            ])),
        "motcua": Room(
            floor: "Doors", rooms: ["Civic", "Rules", "Store", "City"],
            outside: ["ArgumentParser", "Logging", "UnixSignals"]),
    ]

    /// The floors a table may refer down to.
    static let heights = ["Kernel": 0, "Domain": 1, "Doors": 2]
}
