import Civic
import Directory
import Door
import Exchange
import Foundation
import Journal
import Store

/// The figures of the house that are read when somebody asks (docs/operations.md says what each is for).
enum HouseMeasures {
    static let jobRuns = Measure("motcua_job_runs_total", .counter, labels: ["job", "result"], "Runs of a job.")
    static let jobSeconds = Measure("motcua_job_last_seconds", .gauge, labels: ["job"], "How long its last run took.")
    static let troubles = Measure(
        "motcua_consumer_troubles_total", .counter, labels: ["consumer"], "Steps of a consumer that failed.")

    private static let writes = Measure("motcua_writes_total", .counter, "Writes begun.")
    private static let groups = Measure("motcua_write_groups_total", .counter, "Transactions the writes shared.")
    private static let waiting = Measure(
        "motcua_store_waiting", .gauge, labels: ["kind"], "Reads and writes that wait for the database.")
    private static let publicReads = Measure(
        "motcua_public_reads_total", .counter, labels: ["from"],
        "Reads for the public that the replica answered, and those it could not.")
    private static let lagEvents = Measure(
        "motcua_consumer_lag_events", .gauge, labels: ["consumer"], "Events a consumer has not taken.")
    private static let lagSeconds = Measure(
        "motcua_consumer_lag_seconds", .gauge, labels: ["consumer"], "How long the first of them has waited.")
    private static let parked = Measure(
        "motcua_consumer_parked_events", .gauge, labels: ["consumer"], "Events put aside for an administrator.")
    private static let portalWaiting = Measure(
        "motcua_portal_waiting", .gauge, labels: ["for"],
        "What the national portal handed out and is not settled: to be taken, or its refusal to be told.")
    private static let portalSeconds = Measure(
        "motcua_portal_waiting_seconds", .gauge, labels: ["for"], "How long the first of them has waited.")
    private static let sessions = Measure("motcua_sessions_open", .gauge, "Sessions that have not ended.")
    private static let resident = Measure("process_resident_memory_bytes", .gauge, "Resident memory.")
    private static let leases = Measure(
        "motcua_lease_held", .gauge, labels: ["lease"], "1 for what this node alone does now.")
    private static let up = Measure("motcua_database_up", .gauge, "Whether the database answered this question.")

    static func readings(_ house: CityHouse) async -> [Reading] {
        let figures = house.database.figures
        var readings = [
            Reading(writes, Double(figures.writes)), Reading(groups, Double(figures.groups)),
            Reading(waiting, ["write"], Double(figures.waitingWrites)),
            Reading(waiting, ["bulk"], Double(figures.waitingBulk)),
            Reading(waiting, ["read"], Double(figures.waitingReads)),
        ]
        if house.database.hasReplica {
            readings.append(Reading(publicReads, ["replica"], Double(figures.replicaReads)))
            readings.append(Reading(publicReads, ["primary"], Double(figures.missedReplica)))
        }
        for name in house.leases.heldNames { readings.append(Reading(leases, [name], 1)) }
        if let bytes = residentBytes() { readings.append(Reading(resident, Double(bytes))) }
        let (names, now) = (house.consumers().names, house.clock.now())
        do {
            for lag in try await house.database.read({ try ConsumerLag.all(of: names, at: now, in: $0) }) {
                readings.append(Reading(lagEvents, [lag.consumer], Double(lag.events)))
                readings.append(Reading(lagSeconds, [lag.consumer], lag.seconds))
                readings.append(Reading(parked, [lag.consumer], Double(lag.parked)))
            }
            for load in try await house.portal.inbox.load() {
                let label = load.state == .waiting ? "taking" : "telling"
                readings.append(Reading(portalWaiting, [label], Double(load.count)))
                readings.append(
                    Reading(portalSeconds, [label], Double(now.milliseconds - load.oldest.milliseconds) / 1_000))
            }
            readings.append(Reading(sessions, Double(try await house.directory.openSessions())))
            readings.append(Reading(up, 1))
        } catch {
            readings.append(Reading(up, 0))
        }
        return readings
    }

    /// Linux counts it in pages.
    private static func residentBytes() -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return nil }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
