// swift-tools-version: 6.2
// The plan of the house (docs/decisions/0001) as targets: three floors, imports only go down.
// Tests/ArchitectureTests reads the imports and fails on an arrow that is not in its table.
import PackageDescription

let settings: [SwiftSetting] = [
    // A protocol type costs a box; the reader should see it.
    .enableUpcomingFeature("ExistentialAny"),
    // An import is not an export.
    .enableUpcomingFeature("InternalImportsByDefault"),
    // A member is visible only where its module is imported.
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    // An async function runs where its caller runs unless it says otherwise.
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
]

func room(_ floor: String, _ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(floor)/\(name)", swiftSettings: settings)
}

func suite(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: settings)
}

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let asn1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

let package = Package(
    name: "motcua",
    products: [
        .executable(name: "motcua", targets: ["motcua"])
    ],
    dependencies: [
        .package(
            url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        // Floor 0: the kernel.
        room("Kernel", "Civic"),
        room("Kernel", "Rules", ["Civic"]),
        room("Kernel", "Store", ["Civic"]),
        room("Kernel", "Journal", ["Civic", "Store", crypto]),
        room("Kernel", "CityFolder", ["Civic", "Rules", "Store", crypto, .product(name: "Yams", package: "Yams")]),
        // One C function that Swift cannot call; links nothing of its own.
        .systemLibrary(name: "SQLiteSetup", path: "Sources/Kernel/SQLiteSetup"),
        room(
            "Kernel", "StoreSQLite",
            [
                "Civic", "Store", "SQLiteSetup", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .systemLibrary(
            name: "CPostgres", path: "Sources/Kernel/CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        room("Kernel", "Programs"),
        room("Kernel", "StorePostgres", ["Civic", "Programs", "Store", "CPostgres"]),
        // The system's zlib (Debian: zlib1g-dev) packs answers and unpacks documents.
        .systemLibrary(name: "CZlib", path: "Sources/Kernel/CZlib"),

        // Floor 1: the domain.
        room("Domain", "Directory", ["Civic", "Rules", "Store", "Journal", "CityFolder", crypto, cryptoExtras]),
        room("Domain", "Catalogue", ["Civic", "Rules", "Store", "Journal", "CityFolder", "Directory", crypto]),
        // Pango and Cairo set papers in type (Debian: libpango1.0-dev, libcairo2-dev), libqrencode their codes.
        .systemLibrary(
            name: "CPango", path: "Sources/Domain/CPango", pkgConfig: "pangocairo",
            providers: [.apt(["libpango1.0-dev", "libcairo2-dev"])]),
        .systemLibrary(
            name: "CQRCode", path: "Sources/Domain/CQRCode", pkgConfig: "libqrencode",
            providers: [.apt(["libqrencode-dev"])]),
        room(
            "Domain", "Papers",
            [
                "Civic", "Rules", "Store", "Journal", "CityFolder", "Programs", "Directory", "CPango", "CQRCode",
                "CZlib", crypto, cryptoExtras, asn1, x509,
            ]),
        room(
            "Domain", "Dossiers",
            [
                "Civic", "Rules", "Store", "Journal", "CityFolder", "Directory", "Catalogue", crypto,
            ]),

        room(
            "Domain", "Exchange",
            [
                "Civic", "Rules", "Store", "Journal", "Directory", "Catalogue", "Papers", "Dossiers", crypto,
                cryptoExtras,
            ]),

        // Floor 2: the doors, and the root that wires the house.
        room("Doors", "Door", ["Civic", "Directory", "CZlib", crypto, hummingbird, logging]),
        room(
            "Doors", "Web",
            [
                "Civic", "Rules", "CityFolder", "Directory", "Catalogue", "Papers", "Dossiers", "Exchange", "Door",
                crypto,
                hummingbird, logging,
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        room(
            "Doors", "API",
            [
                "Civic", "Rules", "Directory", "Catalogue", "Papers", "Dossiers", "Exchange", "Door", hummingbird,
                logging,
            ]),
        room(
            "Doors", "City",
            [
                "Civic", "Rules", "Store", "Journal", "CityFolder", "StoreSQLite", "StorePostgres", "Directory",
                "Catalogue",
                "Papers", "Dossiers", "Exchange", "Door", "Web", "API", crypto, hummingbird, logging,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(
            name: "motcua",
            dependencies: [
                "Civic", "Rules", "Store", "City", logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            path: "Sources/Doors/motcua", swiftSettings: settings),

        // The suites. One test bundle links them all.
        .target(
            name: "TestEngines", dependencies: ["Store", "StoreSQLite", "StorePostgres"], path: "Tests/TestEngines",
            swiftSettings: settings),
        suite("CivicTests", ["Civic", "TestEngines"]),
        suite("RulesTests", ["Rules", "TestEngines"]),
        suite(
            "StoreContractTests",
            [
                "Civic", "Store", "StoreSQLite", "StorePostgres", "TestEngines",
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        suite("JournalTests", ["Civic", "Store", "Journal", "TestEngines", crypto]),
        suite("CityFolderTests", ["Civic", "CityFolder"]),
        suite("DirectoryTests", ["Civic", "Store", "Journal", "StoreSQLite", "TestEngines", "Directory"]),
        suite(
            "CatalogueTests",
            [
                "Civic", "Rules", "Store", "Journal", "CityFolder", "TestEngines", "Directory", "Catalogue",
            ]),
        suite(
            "PapersTests",
            [
                "Civic", "Rules", "Store", "Journal", "CityFolder", "StoreSQLite", "TestEngines", "Programs",
                "Directory",
                "Papers", "CZlib", asn1, crypto, x509,
            ]),
        suite(
            "DossiersTests",
            [
                "Civic", "Rules", "Store", "Journal", "CityFolder", "StoreSQLite", "StorePostgres", "TestEngines",
                "Directory", "Catalogue", "Dossiers",
            ]),
        suite(
            "WebTests",
            [
                "Civic", "TestEngines", "Directory", "Catalogue", "Papers", "Dossiers", "Door", "Web", hummingbird,
                logging,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        suite("APITests", ["Civic", "Rules", "Directory", "Dossiers", "API"]),
        suite(
            "CityTests",
            [
                "Civic", "Rules", "Store", "Journal", "CityFolder", "StoreSQLite", "TestEngines", "Directory",
                "Catalogue", "Papers", "Dossiers", "Exchange", "City", logging,
            ]),
        suite("ExchangeTests", ["Civic", "Rules", "Journal", "Papers", "Exchange", crypto, cryptoExtras]),
        suite("ArchitectureTests", ["Store", "City"]),
    ]
)
