import City
import Civic
import Foundation

/// Words to the person at the terminal: answers on standard output, everything else on standard error.
enum Terminal {
    static func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// One answer on standard output, at once: whoever reads line by line waits for it.
    static func answer(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// Says what is wrong in both languages and ends: with status 2 when it was asked for wrongly, else with 1.
    static func fail(_ problem: any Problem) -> Never {
        let message = problem.operatorMessage
        say("\(message.en)\n\(message.vi)")
        Foundation.exit((problem as? HouseProblem)?.isMisuse == true ? 2 : 1)
    }

    /// What is no problem of ours, such as a file that went away meanwhile: its own words, without its innards.
    static func text(of error: any Error) -> String {
        guard let error = error as? CocoaError else { return "\(error)" }
        let place = (error.userInfo[NSFilePathErrorKey] as? String).map { "\($0): " } ?? ""
        return
            "\(place)\(error.localizedDescription)\n\(place)không đọc hoặc ghi được; hãy kiểm tra đường dẫn và quyền."
    }

    /// Asks for one line that is not shown while it is typed.
    static func secret(_ question: String) throws -> String {
        FileHandle.standardError.write(Data(question.utf8))
        var shown = termios()
        guard tcgetattr(STDIN_FILENO, &shown) == 0 else { return readLine() ?? "" }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
            say("")
        }
        return readLine() ?? ""
    }

    /// One line that is written over itself; plain lines where nobody watches.
    static func progress(_ text: String) {
        let isWatched = isatty(STDERR_FILENO) == 1
        FileHandle.standardError.write(Data((isWatched ? "\r\u{1B}[K\(text)" : "\(text)\n").utf8))
    }
}
