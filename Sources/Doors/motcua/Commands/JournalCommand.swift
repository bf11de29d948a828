import ArgumentParser
import City
import Civic
import Foundation

struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "The witness of everything that happened.", subcommands: [Verify.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Finds a changed, missing, inserted or cut-off event, and names it. May run beside a server.")

        @OptionGroup var house: HouseArguments

        @Option(name: .long, help: "A folder of tree heads kept elsewhere.")
        var witness: String?

        @Option(name: .long, help: "A file of `motcua store archive`: its bodies are read too. May be given again.")
        var archive: [String] = []

        @Option(name: .long, help: "Checks this audit file of a dossier instead, without any database.")
        var export: String?

        @Option(name: .long, help: "With --export: a public key of the city, head.pub. May be given again.")
        var key: [String] = []

        @Flag(name: .long, help: "End with one JSON object.")
        var json = false

        func run() async throws {
            if let export {
                let report = try EvidenceCheck.run(export, keys: key, house.files)
                print(json ? report.json : report.text)
                if !report.ok { throw ExitCode(1) }
                return
            }
            let report: JournalCheck.Report
            do {
                report = try await JournalCheck.run(house.files, witness: witness, archives: archive)
            } catch let problem as any Problem where json {
                report = JournalCheck.Report(problem)
            }
            print(json ? report.json : report.text)
            if !report.ok { throw ExitCode(1) }
        }
    }
}

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A consistent copy of the database, made while the city works.")

    @OptionGroup var house: HouseArguments

    @Option(name: .long, help: "The new file. It must not exist.")
    var to: String

    @Flag(name: .customLong("with-papers"), help: "Copy the papers too, to FILE.papers.")
    var withPapers = false

    @Flag(name: .long, help: "Answer one JSON object.")
    var json = false

    func run() async throws {
        let report = try await CityBackup.run(house.files, to: to, papers: withPapers) { Terminal.say("  \($0)") }
        print(json ? report.json : report.text)
        if !report.ok { throw ExitCode(1) }
    }
}

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A new database from a backup or another database, on either engine, verified before it has its name."
    )

    @OptionGroup var house: HouseArguments

    @Option(name: .long, help: "A backup's file, or the address of a database.")
    var from: String

    @Option(name: .long, help: "Papers to copy to the city's: a folder, or s3://….")
    var papersFrom: String?

    @Flag(name: .long, help: "Answer one JSON object.")
    var json = false

    func run() async throws {
        let report = try await CityRestore.run(from: from, papers: papersFrom, into: house.files) {
            Terminal.say("  \($0)")
        }
        print(json ? report.json : report.text)
        if !report.ok { throw ExitCode(1) }
    }
}
