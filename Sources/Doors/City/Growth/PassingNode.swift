import Civic
import Journal
import Store

/// A command that writes while nodes serve: its ids have a number of their own, and what it wrote is signed before it
/// ends where no program runs that would.
struct PassingNode: Sendable {
    let database: any Database
    let ids: IDGenerator
    let clock: any CityClock

    static func run<Value>(
        _ files: HouseFiles, on engine: any Database, clock: any CityClock = SystemClock(),
        _ body: (PassingNode) async throws -> Value
    ) async throws -> Value {
        let database = FencedDatabase(engine)
        let leases = LeaseKeeper(database, clock: clock, holder: NodeName.make())
        do {
            try await database.migrate(HouseMigrations.all)
            let keys = try await HouseKeys.open(files, for: database)
            let sequencer = TreeSequencer(
                database, clock: clock, key: keys.head, kept: KeptHead(file: files.newestHead))
            try await sequencer.requirePast()
            let highest = try await database.read { try HouseStore.highestID(in: $0) }
            let node = PassingNode(
                database: database,
                ids: IDGenerator(node: try await leases.takeNumber(), clock: clock, highest: highest), clock: clock)
            let value = try await body(node)
            let runner = ConsumerRunner(database, clock: clock, sequencer: sequencer, leases: leases)
            leases.want(runner.leaseNames)
            try await leases.beat()
            try await runner.settle()
            try await leases.close()
            try await database.close()
            return value
        } catch {
            try? await leases.close()
            try await database.close()
            throw error
        }
    }
}
