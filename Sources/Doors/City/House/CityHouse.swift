package import Catalogue
package import CityFolder
package import Civic
package import Directory
package import Dossiers
package import Exchange
import Foundation
package import Journal
package import Papers
import Rules
package import Store

/// The composition root: wires the rooms on the engine that the address of the database names.
package struct CityHouse: Sendable {
    package let files: HouseFiles
    package let database: any Database
    package let clock: any CityClock
    package let ids: IDGenerator
    package let keys: KeyRing
    package let bell: JournalBell
    package let directory: DirectoryBook
    package let uploads: UploadBook
    package let pagesOfPapers: PageBook
    package let compared: ComparedBook
    package let results: ResultBook
    package let keystore: Keystore
    let press: PaperPress
    /// Nil: residents sign in by password.
    package let identity: IdentityDesk?
    /// One session with the national portal for all who speak with it; nil: nobody does.
    private let portalLink: PortalLink?
    package let leases: LeaseKeeper
    /// In the ids this process makes; leased.
    package let node: Int
    let options: Options
    private let sequencer: TreeSequencer
    private let signsOfLife: Task<Void, Never>?
    package private(set) var catalogue: CatalogueBook
    package private(set) var cabinet: PaperCabinet
    package private(set) var desk: DossierDesk
    package private(set) var drafts: DraftBook
    /// What was published when the catalogue was read.
    private(set) var published: PublishedDefinitions.Mark

    package struct Options: Sendable {
        package var clock: any CityClock = SystemClock()
        /// Publishes the city folder before loading it (demo, tests, first start).
        package var publishes = false
        /// Lets placeholder unit codes number dossiers (demo, tests, simulate).
        package var numbersPlaceholders = false
        package var engine = EngineOptions()
        /// A folder elsewhere, best on another machine, that gets every signed head of the journal.
        package var witness: String?
        /// Where the city's door is on the net: results name it. Nil: they name the page alone.
        package var publicOrigin: String?
        /// Who says when a signature was there (RFC 3161): an address, for example `http://tsa.ca.gov.vn`.
        package var timestamps: String?
        /// By whom messages are carried; none: people are told on the city's pages alone.
        package var messages = MessageSettings()
        /// Who tells the country's portal; none: nobody does.
        package var portal = PortalSettings()
        /// By which electronic identity residents come; none: by password.
        package var identity = IdentitySettings()
        /// Whether uploads are looked over for malware.
        package var malware = MalwareSetting.unsaid
        /// Cheap password hashes for tests.
        package var passwordCost = PasswordHash.Cost.house

        package init() {}
    }

    package static func open(_ files: HouseFiles, _ options: Options = Options()) async throws -> CityHouse {
        let bell = JournalBell()
        var engine = options.engine
        let others = engine.onCommit
        engine.onCommit = {
            bell.ring()
            others?()
        }
        let database = FencedDatabase(try await files.database.open(engine))
        let leases = LeaseKeeper(database, clock: options.clock, holder: NodeName.make())
        do {
            return try await furnish(files, options, database, bell, leases)
        } catch {
            try? await leases.close()
            try await database.close()
            throw error
        }
    }

    private static func furnish(
        _ files: HouseFiles, _ options: Options, _ database: any Database, _ bell: JournalBell,
        _ leases: LeaseKeeper
    ) async throws -> CityHouse {
        try await database.migrate(HouseMigrations.all)
        let houseKeys = try await HouseKeys.open(files, for: database)
        let keys = houseKeys.ring
        if let witness = options.witness { try KeyFolder.requireWritable(witness) }
        let sequencer = TreeSequencer(
            database, clock: options.clock, key: houseKeys.head, witness: options.witness,
            kept: KeptHead(file: files.newestHead))
        try await sequencer.requirePast()
        let node = try await leases.takeNumber()
        let highest = try await database.read { try HouseStore.highestID(in: $0) }
        let ids = IDGenerator(node: node, clock: options.clock, highest: highest)
        if options.publishes {
            try await publish(files, into: database, clock: options.clock, ids: ids)
        }
        let list = ErasureList(path: files.erased)
        try await list.enforce(in: database, clock: options.clock, ids: ids)
        try await list.complete(from: database)
        let (catalogue, published) = try await catalogue(of: database)
        var sessions = SessionRules()
        // Who signs out elsewhere, or loses a mandate there, is out here just as soon.
        if database.admitsOtherNodes { sessions.cacheSeconds = 2 }
        sessions.residentPasswords = options.identity.provider == nil
        let directory = try DirectoryBook(
            database: database, keys: keys, clock: options.clock, ids: ids, zone: catalogue.zone,
            places: places(catalogue), rules: sessions, cost: options.passwordCost)
        try await directory.lookForAnnouncements()
        let blobs = try PapersPlace.open(files.papers)
        let uploads = UploadBook(
            database: database, blobs: blobs, clock: options.clock, ids: ids,
            scanner: options.malware.scanner)
        let pages = PageBook(database: database, uploads: uploads, blobs: blobs, clock: options.clock)
        let timestamps = try HouseTimestamps.authority(files, options, ids)
        let results = ResultBook(
            database: database, uploads: uploads, clock: options.clock, ids: ids, timestamps: timestamps)
        let keystore = Keystore(
            database: database, ring: keys, clock: options.clock, ids: ids, rounds: 1 << options.passwordCost.log2N)
        let cabinet = try await PaperCabinet.load(from: database)
        let signing = Signing(cabinet: cabinet, press: PaperPress(), results: results, keystore: keystore)
        let compared = ComparedBook(
            database: database, uploads: uploads, press: signing.press, clock: options.clock, ids: ids,
            timestamps: timestamps)
        let (desk, drafts) = work(catalogue, directory, database, keys, ids, options, signing)
        return CityHouse(
            files: files, database: database, clock: options.clock, ids: ids, keys: keys, bell: bell,
            directory: directory, uploads: uploads, pagesOfPapers: pages, compared: compared, results: results,
            keystore: keystore,
            press: signing.press,
            identity: options.identity.provider.map {
                IdentityDesk(
                    IdentityLink($0, HouseWebClient(), clock: options.clock), directory: directory, keys: keys,
                    clock: options.clock)
            },
            portalLink: options.portal.link, leases: leases, node: node, options: options, sequencer: sequencer,
            signsOfLife: database.admitsOtherNodes ? Task { await leases.run() } : nil, catalogue: catalogue,
            cabinet: cabinet, desk: desk, drafts: drafts, published: published)
    }

    /// The use cases that stand on what is published.
    private static func work(
        _ catalogue: CatalogueBook, _ directory: DirectoryBook, _ database: any Database, _ keys: KeyRing,
        _ ids: IDGenerator, _ options: Options, _ signing: Signing
    ) -> (DossierDesk, DraftBook) {
        let rules = PublishedRules(catalogue, numbersPlaceholders: options.numbersPlaceholders)
        let desk = DossierDesk(
            database: database, rules: rules, directory: directory, keys: keys, clock: options.clock, ids: ids,
            effects: HouseEffects(), shelf: HouseShelf(),
            results: HouseResults(
                room: printRoom(catalogue, signing.cabinet, signing.press, address: options.publicOrigin),
                book: signing.results, keystore: signing.keystore, directory: directory))
        let drafts = DraftBook(
            database: database, rules: rules, clock: options.clock, ids: ids, zone: catalogue.zone, shelf: HouseShelf())
        return (desk, drafts)
    }

    /// The same house by what is published now; nil when that is what it stands on.
    package func renewed() async throws -> CityHouse? {
        guard try await database.read({ try PublishedDefinitions.mark(in: $0) }) != published else { return nil }
        var newer = self
        (newer.catalogue, newer.published) = try await Self.catalogue(of: database)
        newer.cabinet = try await PaperCabinet.load(from: database)
        directory.refresh(Self.places(newer.catalogue))
        let signing = Signing(cabinet: newer.cabinet, press: press, results: results, keystore: keystore)
        (newer.desk, newer.drafts) = Self.work(newer.catalogue, directory, database, keys, ids, options, signing)
        return newer
    }

    /// The mark is read first: what is published in between is seen at the next look.
    private static func catalogue(
        of database: any Database
    ) async throws -> (CatalogueBook, PublishedDefinitions.Mark) {
        let published = try await database.read { try PublishedDefinitions.mark(in: $0) }
        return (try await CatalogueBook.load(from: database), published)
    }

    private static func places(_ catalogue: CatalogueBook) -> DirectoryBook.Places {
        DirectoryBook.Places(
            tree: catalogue.units, atlas: AreaAtlas(catalogue.areas, successions: catalogue.successions))
    }

    /// Checks the folder and writes what is new; the interface's own texts are the lowest layer.
    @discardableResult
    package static func publish(
        _ files: HouseFiles, into database: any Database, clock: any CityClock, ids: IDGenerator
    ) async throws -> CataloguePublisher.Outcome {
        try await publisher.publish(
            try cityFolder(files), into: database, actor: .system("publish"), clock: clock, ids: ids)
    }

    /// Publishes what every room has in a city's folder.
    static let publisher = CataloguePublisher(lints: lints) { try PaperCabinet($0, Findings()).definitions() }

    /// What every room checks in a city's folder.
    package static let lints =
        CatalogueLints.all + [PapersLint.lint(codes: SlipKind.everyPaper.keys.sorted(), knowing: paperFields)]

    /// What the papers of a city may be filled with: a slip's own fields, or those of a result with the answers of the
    /// procedures it is the result of.
    static func paperFields(_ folder: CityFolder) -> (PaperTemplate) -> [String: RuleType]? {
        let procedures = folder.files(in: "procedures", ending: ".yaml")
            .compactMap { ProcedureSource($0, in: folder, Findings())?.procedure }
        return { template in
            guard let codes = template.resultOf else {
                return SlipKind.everyPaper[template.code]?.merging(PrintRoom.cityFields) { $1 }
            }
            let own = procedures.filter { codes.contains($0.code) }
            guard Set(codes) == Set(own.map(\.code)) else { return nil }
            return ResultFields.fields(of: own).merging(PrintRoom.cityFields) { $1 }
        }
    }

    /// - Parameter address: where the city's door is on the net; nil: papers name none.
    package func printRoom(address: String? = nil) -> PrintRoom {
        Self.printRoom(catalogue, cabinet, press, address: address)
    }

    private static func printRoom(
        _ catalogue: CatalogueBook, _ cabinet: PaperCabinet, _ press: PaperPress, address: String?
    ) -> PrintRoom {
        PrintRoom(
            cabinet: cabinet, press: press, name: catalogue.city.name.vi, phone: catalogue.city.supportPhone,
            hours: catalogue.city.supportHours?.vi, address: address)
    }

    /// What results are made with.
    private struct Signing {
        let cabinet: PaperCabinet
        let press: PaperPress
        let results: ResultBook
        let keystore: Keystore
    }

    package static func cityFolder(_ files: HouseFiles) throws -> CityFolder {
        let city = try CityFolder(city: files.city)
        let texts = try CityFolder(folders: [files.share]).layers.map { layer in
            CityFolder.Layer(name: layer.name, files: layer.files.filter { $0.key.hasPrefix("text/") })
        }
        return CityFolder(layers: texts + city.layers, faults: city.faults)
    }

    /// - Parameter leases: of a node that may not be alone; nil: every consumer is led here.
    package func consumers(
        as leases: LeaseKeeper? = nil,
        onTrouble: @escaping @Sendable (_ consumer: String, any Error) -> Void = { _, _ in }
    ) -> ConsumerRunner {
        var runner = ConsumerRunner(
            database, clock: clock, bell: bell, sequencer: sequencer, leases: leases, onTrouble: onTrouble)
        runner.add(StatisticKeeper(zone: catalogue.zone, rules: desk.rules))
        runner.add(NoticeInbox(directory))
        runner.add(NameIndex(database))
        runner.add(HolderErasure(naming: ["dossier.\(EventName.lodged.rawValue)"]))
        runner.add(PaperTerms(catalogue: catalogue))
        runner.add(ErasureList(path: files.erased))
        let carriers = options.messages.carriers(of: catalogue.city.name, clock: clock)
        if !carriers.isEmpty {
            let writer = MessageWriter(
                texts: [.vi: catalogue.allTexts(.vi), .en: catalogue.allTexts(.en)], city: catalogue.city.name,
                phone: catalogue.city.supportPhone ?? "", address: options.publicOrigin, zone: catalogue.zone)
            runner.add(
                MessagePost(
                    database: database, desk: desk, directory: directory, clock: clock, writer: writer,
                    carriers: carriers))
        }
        if let portalLink {
            runner.add(
                PortalPost(
                    database: database, desk: desk, directory: directory, results: results, clock: clock,
                    writer: portalWriter, link: portalLink))
        }
        return runner
    }

    /// Nil where the house speaks with no portal.
    package var portalIntake: PortalIntake? {
        portalLink.map {
            PortalIntake(
                inbox: portal.inbox, desk: desk, directory: directory, uploads: uploads, keys: keys, clock: clock,
                ids: ids, writer: portalWriter, link: $0)
        }
    }

    private var portalWriter: PortalWriter {
        PortalWriter(
            zone: catalogue.zone, fields: catalogue.fields, directory: directory, address: options.publicOrigin)
    }

    package var messages: MessageLog { MessageLog(database) }
    package var contacts: ContactPost {
        ContactPost(
            directory: directory, carriers: options.messages.carriers(of: catalogue.city.name, clock: clock),
            texts: [.vi: catalogue.allTexts(.vi), .en: catalogue.allTexts(.en)], city: catalogue.city.name)
    }
    package var portal: PortalLog { PortalLog(database) }
    package var editor: CityEditor {
        CityEditor(directory: directory, database: database, publisher: Self.publisher, clock: clock, ids: ids)
    }

    /// The last thing: what this node alone could do is anybody's again.
    package func close() async throws {
        signsOfLife?.cancel()
        await signsOfLife?.value
        try? await leases.close()
        try await database.close()
    }
}

enum HouseStore {
    /// Of every table whose key is an id: not all of them are told of by an event.
    private static let highest = Statement(
        "SELECT COALESCE(MAX(id), 0) FROM ("
            + Migration.tables(after: HouseMigrations.all)
            .filter { table in
                table.columns.contains { $0.name == "id" && $0.type == .id }
                    && ([table.primaryKey] + table.uniques).contains(["id"])
            }
            .map { "SELECT MAX(id) AS id FROM \($0.name)" }.joined(separator: " UNION ALL ") + ") AS newest")

    private static let anyEvent = Statement("SELECT id FROM event LIMIT 1")
    private static let anyDossier = Statement("SELECT id FROM dossier LIMIT 1")
    private static let anyDefinition = Statement("SELECT version FROM definition LIMIT 1")
    private static let anyDemo = Statement("SELECT id FROM account WHERE demo = 1 LIMIT 1")

    /// Dossiers, and nobody of a demo among those who made them.
    static func holdsCity(in transaction: any Transaction) throws -> Bool {
        try transaction.first(anyDossier) { _ in true } != nil && transaction.first(anyDemo) { _ in true } == nil
    }

    /// A city that was published, or any event.
    static func holdsAnything(in transaction: any Transaction) throws -> Bool {
        try transaction.first(anyDefinition) { _ in true } != nil
            || transaction.first(anyEvent) { _ in true } != nil
    }

    /// The highest id ever written: a clock set back must not make an id twice.
    static func highestID(in transaction: any Transaction) throws -> Int64 {
        try transaction.first(highest) { $0.int(0) } ?? 0
    }
}
