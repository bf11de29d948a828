import ArgumentParser
import City
import Civic
import Foundation

@main
struct Motcua: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "motcua", abstract: "A city's digital government in one program.",
        discussion: "Start with `motcua demo`. Every command has --help; most speak --json to machines.",
        subcommands: [
            Serve.self, Setup.self, Demo.self, Check.self, Publish.self, DueCommand.self, Eval.self, Simulate.self,
            JournalCommand.self, PaperCommand.self, PKICommand.self, Backup.self, Restore.self, Migrate.self,
            StoreCommand.self, SandboxCommand.self,
            Routes.self,
            OpenAPI.self,
        ])

    /// Exit status 0 done, 1 found wrong, 2 misused.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var async = command as? any AsyncParsableCommand {
                try await async.run()
            } else {
                try command.run()
            }
        } catch let status as ExitCode {
            Foundation.exit(status.rawValue)
        } catch let problem as any Problem {
            Terminal.fail(problem)
        } catch {
            let code = exitCode(for: error)
            if code == .success {
                print(fullMessage(for: error))
                Foundation.exit(0)
            }
            let isMisuse = code == .validationFailure
            Terminal.say(isMisuse ? fullMessage(for: error) : Terminal.text(of: error))
            Foundation.exit(isMisuse ? 2 : 1)
        }
    }
}
