import City
import Civic
import Foundation
import Store

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
        let message = (problem as? StoreError)?.cure ?? problem.publicMessage
        say("\(message.en)\n\(message.vi)")
        Foundation.exit((problem as? HouseProblem)?.isMisuse == true ? 2 : 1)
    }

    /// One line that is written over itself; plain lines where nobody watches.
    static func progress(_ text: String) {
        let isWatched = isatty(STDERR_FILENO) == 1
        FileHandle.standardError.write(Data((isWatched ? "\r\u{1B}[K\(text)" : "\(text)\n").utf8))
    }
}
