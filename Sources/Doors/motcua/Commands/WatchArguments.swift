import ArgumentParser
import City
import Foundation
import Logging

/// How a serving program is watched and stopped.
struct WatchArguments: ParsableArguments {
    enum LogForm: String, ExpressibleByArgument, CaseIterable {
        case json, text
    }

    @Option(name: .long, help: "json: one object a line; text: for eyes. Default: text on a terminal, else json.")
    var logFormat: LogForm?

    @Option(name: .long, help: "debug, info (every request), notice, warning or error.")
    var logLevel = "notice"

    @Option(
        name: .long, help: "A file with the token Prometheus shows to read /metrics. Without: this machine only.")
    var metricsTokenFile: String?

    @Option(name: .long, help: "Requests a minute that one address may make: an office behind one address needs more.")
    var requestsPerMinute = 600

    @Option(name: .long, help: "Seconds that /ready says no before a stop takes no more connections.")
    var drain = 0

    @Option(name: .long, help: "Seconds that requests under way have to end when the program is told to stop.")
    var stopWithin = 30

    @Option(name: .long, help: "Seconds a consumer of the journal may be behind before /ready says no.")
    var readyLag = 600

    func validate() throws {
        guard Logger.Level(rawValue: logLevel) != nil else {
            throw ValidationError("--log-level is debug, info, notice, warning or error.")
        }
        guard drain >= 0, stopWithin > 0, readyLag > 0, requestsPerMinute > 0 else {
            throw ValidationError(
                "--drain, --stop-within, --ready-lag and --requests-per-minute are whole numbers above 0.")
        }
    }

    func apply(to settings: inout HouseServer.Settings) throws {
        settings.requestsPerMinute = requestsPerMinute
        settings.drain = .seconds(drain)
        settings.stopWithin = .seconds(stopWithin)
        settings.longestLag = .seconds(readyLag)
        guard let metricsTokenFile else { return }
        let token = ((try? String(contentsOfFile: metricsTokenFile, encoding: .utf8)) ?? "")
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard token.utf8.count >= 16 else {
            throw ValidationError("--metrics-token-file \(metricsTokenFile) holds no token of 16 letters or more.")
        }
        settings.watchToken = token
    }

    var logger: Logger {
        let level = Logger.Level(rawValue: logLevel) ?? .notice
        let form = logFormat ?? (isatty(STDERR_FILENO) == 1 ? .text : .json)
        return CityLogging.logger(isJSON: form == .json, level: level)
    }
}
