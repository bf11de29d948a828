import Civic
import Foundation
import Rules
import Synchronization

/// What a load over the network was told, a JSON object a line in a file: each acknowledgement before the next request
/// is made, so that whoever comes afterwards can hold the city to it.
package final class LoadDiary: Sendable {
    /// What became of the requests of a load.
    package struct Count: Sendable, Encodable {
        /// Lifecycles begun.
        package var begun = 0
        /// Writes that a server acknowledged.
        package var acknowledged = 0
        /// Writes found done when they were sent again: their acknowledgement never came.
        package var found = 0
        /// Answers that were no acknowledgement, by status and the problem's code.
        package var refusals: [String: Int] = [:]
        package var unanswered = 0
    }

    private struct State {
        var count = Count()
        var file: FileHandle?
    }

    private let state: Mutex<State>

    /// - Parameter path: of a new file; nil: nothing is kept but the count.
    package init(path: String? = nil) throws {
        var state = State()
        if let path {
            guard FileManager.default.createFile(atPath: path, contents: nil) else {
                throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
            }
            state.file = try FileHandle(forWritingTo: URL(filePath: path))
        }
        self.state = Mutex(state)
    }

    package var count: Count { state.withLock { $0.count } }

    func began() { state.withLock { $0.count.begun += 1 } }

    /// - Parameter said: what the server promised: the dossier, its version, its code, its due date.
    func acknowledged(_ write: String, at server: String, _ said: JSONObject) throws {
        try note("write", .string(write), server, said) { $0.acknowledged += 1 }
    }

    /// The same filing, sent again, was answered with something else.
    func contradicted(_ key: String, at server: String) throws {
        try note("contradiction", .string(key), server) { _ in }
    }

    func found(_ write: String) throws {
        try note("found", .string(write)) { $0.found += 1 }
    }

    func refused(_ status: Int, _ answer: JSONValue, at server: String) throws {
        let code = answer["code"]?.stringValue ?? ""
        let name = code.isEmpty ? "\(status)" : "\(status) \(code)"
        try note("refused", .string(name), server) { $0.refusals[name, default: 0] += 1 }
    }

    func unanswered(at server: String) throws {
        try note("unanswered", .bool(true), server) { $0.unanswered += 1 }
    }

    private func note(
        _ what: String, _ value: JSONValue, _ server: String? = nil, _ said: JSONObject = JSONObject(),
        _ counting: (inout Count) -> Void
    ) throws {
        var line = JSONObject([(what, value)])
        if let server { line["server"] = .string(server) }
        for member in said.members { line[member.name] = member.value }
        let bytes = Data(JSONText.write(.object(line)).utf8 + [UInt8(ascii: "\n")])
        try state.withLock { state in
            counting(&state.count)
            try state.file?.write(contentsOf: bytes)
        }
    }
}
