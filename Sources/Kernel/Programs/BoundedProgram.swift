import Foundation

/// A program that works on what may be anything: short-lived, without this one's environment, held to limits of time,
/// memory and output. What it does wrong ends with it.
///
/// It reads a file without a name, which is gone with it; nothing of what it was given stays on the disk.
package struct BoundedProgram: Sendable {
    package struct Limits: Sendable {
        package var seconds = 20
        package var megabytes = 1_024
        package var outputBytes = 16 << 20

        package init() {}
    }

    package enum Ending: Sendable, Equatable {
        case done([UInt8])
        /// It said no, with this status.
        case failed(Int32)
        /// It took too long, wanted too much memory or wrote too much.
        case stopped
    }

    /// Where the program was found.
    private let path: String
    private let limits: Limits
    /// Waiting for a program holds up a thread: not one of those that serve.
    private static let queue: OperationQueue = {
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = 2
        return queue
    }()

    /// - Parameter name: looked for in the folders of the system's programs.
    /// - Returns: nil where it is not installed.
    package init?(_ name: String, limits: Limits = Limits()) {
        let found = ["/usr/bin/", "/usr/local/bin/", "/bin/"].map { $0 + name }.first { access($0, X_OK) == 0 }
        guard let found else { return nil }
        path = found
        self.limits = limits
    }

    /// - Parameters:
    ///   - arguments: as the program takes them; what it reads is its standard input.
    ///   - input: what it reads there.
    package func run(_ arguments: [String], reading input: [UInt8]) async throws -> Ending {
        try await withCheckedThrowingContinuation { continuation in
            Self.queue.addOperation { continuation.resume(with: Result { try ran(arguments, input) }) }
        }
    }

    private func ran(_ arguments: [String], _ input: [UInt8]) throws(ProgramFault) -> Ending {
        let file = try Self.unnamed(input)
        defer { close(file) }
        let program = try PipedProgram.start(bounded + arguments, reading: file)
        var output: [UInt8] = []
        while let part = try? program.output.read(upToCount: 1 << 16), !part.isEmpty {
            output.append(contentsOf: part)
            // The pipe breaks, and with it the program.
            if output.count > limits.outputBytes { break }
        }
        try? program.output.close()
        let status = program.wait()
        if output.count > limits.outputBytes { return .stopped }
        switch status {
        case 0: return .done(output)
        // A signal: `timeout` and the limits of time end a program so, and so does its own crash for want of memory.
        case 124, 128...: return .stopped
        default: return .failed(status)
        }
    }

    /// `timeout` (coreutils) and `prlimit` (util-linux) are part of every Debian.
    private var bounded: [String] {
        [
            "timeout", "--signal=KILL", String(limits.seconds), "prlimit", "--as=\(limits.megabytes << 20)",
            "--cpu=\(limits.seconds)", "--core=0", "--fsize=\(limits.outputBytes)", "--nofile=64", path,
        ]
    }

    /// An open file that no folder lists, with these bytes, at its beginning.
    private static func unnamed(_ bytes: [UInt8]) throws(ProgramFault) -> Int32 {
        var name = Array((NSTemporaryDirectory() + "/motcua.XXXXXX").utf8CString)
        let file = mkstemp(&name)
        guard file >= 0 else { throw .noPipe(String(cString: strerror(errno))) }
        unlink(name)
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write(file, buffer.baseAddress?.advanced(by: written), buffer.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let reason = String(cString: strerror(errno))
                close(file)
                throw .noPipe(reason)
            }
            written += count
        }
        lseek(file, 0, SEEK_SET)
        return file
    }
}
