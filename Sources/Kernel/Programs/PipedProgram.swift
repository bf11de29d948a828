package import Foundation
import Synchronization

/// A program that runs beside this one, with a pipe to it and one from it.
///
/// Not Foundation's `Process`: before it starts anything it lists the open files of this one, and past some 1,300 of them
/// it reads behind the end of the list's memory, which may end the program that called it.
package final class PipedProgram: Sendable {
    /// What is written here it reads.
    package let input: FileHandle
    package let output: FileHandle
    /// Nil when it has ended and was waited for: the number may be another's then.
    private let pid: Mutex<pid_t?>

    /// One at a time: a program that was started between the making of another's pipes and their marking would hold them.
    private static let turn = Mutex(())

    /// - Parameter command: the program, looked for as a shell does, and what it is told.
    package static func start(_ command: [String]) throws(ProgramFault) -> PipedProgram {
        try turn.withLock { _ throws(ProgramFault) in try PipedProgram(command, reading: nil) }
    }

    /// A program that gets none of what this one knows: it reads this file, knows the language of its messages and where
    /// programs are, and its complaints go nowhere.
    static func start(_ command: [String], reading file: Int32) throws(ProgramFault) -> PipedProgram {
        try turn.withLock { _ throws(ProgramFault) in try PipedProgram(command, reading: file) }
    }

    private init(_ command: [String], reading file: Int32?) throws(ProgramFault) {
        let (down, up) = (try Self.pipe(), try Self.pipe())
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        posix_spawn_file_actions_adddup2(&files, file ?? down.read, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&files, up.write, STDOUT_FILENO)
        var known = ProcessInfo.processInfo.environment
        if file != nil {
            posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
            known = ["PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        }
        var attributes = Self.attributes()
        var arguments = command.map { strdup($0) } + [nil]
        var environment = known.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer {
            posix_spawn_file_actions_destroy(&files)
            posix_spawnattr_destroy(&attributes)
            for text in arguments + environment { free(text) }
            close(down.read)
            close(up.write)
        }
        var pid = pid_t()
        let code = posix_spawnp(&pid, command[0], &files, &attributes, &arguments, &environment)
        input = FileHandle(fileDescriptor: down.write, closeOnDealloc: true)
        output = FileHandle(fileDescriptor: up.read, closeOnDealloc: true)
        self.pid = Mutex(code == 0 ? pid : nil)
        guard code == 0 else {
            throw .cannotRun(command[0], String(cString: strerror(code)))
        }
    }

    /// Until it has ended.
    ///
    /// - Returns: its exit status, as a shell tells it: 128 and more where a signal ended it.
    @discardableResult
    package func wait() -> Int32 {
        guard let pid = pid.withLock({ $0.take() }) else { return 0 }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal
    }

    /// A group of its own, so that Ctrl-C at the terminal is for this program, which then ends the other; and signals as a
    /// shell would leave them, whatever the thread here has blocked.
    private static func attributes() -> posix_spawnattr_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGCHLD] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        return attributes
    }

    /// Both ends are closed in every program that is started, but where they are handed on.
    private static func pipe() throws(ProgramFault) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard Foundation.pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
            throw .noPipe(String(cString: strerror(errno)))
        }
        return (ends[0], ends[1])
    }
}
