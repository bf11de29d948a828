import Foundation

/// The engines that every test of a contract runs on.
package enum Engine: String, CaseIterable, Sendable, CustomStringConvertible {
    case sqlite
    case postgres

    package var description: String { rawValue }

    /// For the suites that run on one engine at a time: `MOTCUA_TEST_ENGINE=postgres swift test`.
    package static var chosen: Engine {
        ProcessInfo.processInfo.environment["MOTCUA_TEST_ENGINE"].flatMap(Engine.init) ?? .sqlite
    }
}
