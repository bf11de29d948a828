/// Why a program beside this one could not be started. The reasons are the system's.
package enum ProgramFault: Error, Hashable {
    case cannotRun(String, String)
    case noPipe(String)

    package var text: (vi: String, en: String) {
        switch self {
        case .cannotRun(let program, let reason):
            ("không chạy được \(program): \(reason)", "\(program) cannot be run: \(reason)")
        case .noPipe(let reason): ("không tạo được ống dẫn: \(reason)", "a pipe cannot be made: \(reason)")
        }
    }
}
