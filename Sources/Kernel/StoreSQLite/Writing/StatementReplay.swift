import Foundation
import GRDBSQLite
import Store

/// The bare engine of the benchmark (decision record 0007): the recorded statements, prepared once, in the recorded
/// groups, with the writer's pragmas, and nothing else.
package enum StatementReplay {
    /// - Parameter path: a copy of the database as it was when the recording began.
    /// - Returns: seconds from the first statement to the last commit.
    package static func replay(
        _ recording: StatementRecording.Groups, at path: String, options: SQLiteOptions = SQLiteOptions()
    ) throws -> Double {
        let connection = try Connection(path: path, role: .writer, options: options)
        defer { try? connection.close() }
        try connection.prepareForWriting(options)
        // It has no second thread: its checkpoints stand in its own time, at the same length of the log.
        try connection.run("PRAGMA wal_autocheckpoint=\(options.checkpointPages)")
        var numbers: [String: Int] = [:]
        var prepared: [PreparedStatement] = []
        let groups = try recording.map { group in
            try group.joined().map { entry in
                if let number = numbers[entry.text] { return (number, entry.values) }
                numbers[entry.text] = prepared.count
                prepared.append(try connection.prepare(entry.text))
                return (prepared.count - 1, entry.values)
            }
        }
        let begin = try connection.prepare("BEGIN IMMEDIATE")
        let commit = try connection.prepare("COMMIT")
        let start = ContinuousClock.now
        for group in groups {
            try connection.step(begin)
            for (number, values) in group {
                let statement = prepared[number]
                try statement.bind(values)
                var code = sqlite3_step(statement.pointer)
                while code == SQLITE_ROW { code = sqlite3_step(statement.pointer) }
                guard code == SQLITE_DONE else { throw connection.lastError }
                sqlite3_reset(statement.pointer)
            }
            try connection.step(commit)
        }
        return start.duration(to: .now) / .seconds(1)
    }
}
