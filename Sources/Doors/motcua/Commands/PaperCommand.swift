import ArgumentParser
import City
import Foundation

struct PaperCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paper", abstract: "The papers a city prints, and the store of those it is given.",
        subcommands: [Preview.self, Check.self, Measure.self])

    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a paper of the city folder as PDF, to be looked at.",
            discussion: """
                Without --data every field says its own name. --data is one JSON object with the paper's fields \
                (docs/city-folder.md); what it leaves out is empty.
                """)

        @Argument(help: "The paper's code, for example receipt, or one version of it: receipt@2018.")
        var template: String

        @Option(name: .long, help: "A JSON file with the fields.")
        var data: String?

        @Option(name: .long, help: "Where to write the PDF.")
        var out: String

        @OptionGroup var house: HouseArguments

        func run() async throws {
            let paper = try await PaperPreview.run(try house.files, template, data: data)
            try Data(paper.bytes).write(to: URL(filePath: out))
            print("\(out): \(paper.pages) page\(paper.pages == 1 ? "" : "s"), \(paper.bytes.count) bytes")
        }
    }

    struct Measure: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "How fast this machine prints, signs and verifies papers; keeps nothing.")

        @Argument(help: "The paper's code.")
        var template = "receipt"

        @Option(name: .long, help: "How many.")
        var documents = 100

        @Option(name: .long, help: "ecdsa-p256, rsa-pkcs1 or rsa-pss.")
        var algorithm = "rsa-pkcs1"

        @OptionGroup var house: HouseArguments

        func validate() throws {
            guard (1...500).contains(documents) else { throw ValidationError("--documents is 1 to 500.") }
        }

        func run() async throws {
            let figures = try await PaperMeasuring.run(
                try house.files, template, documents: documents, algorithm: algorithm)
            func line(_ what: String, _ seconds: Double) {
                let rate = Double(figures.documents) / max(seconds, 1e-9)
                print("\(what): \(Int(seconds * 1_000)) ms for \(figures.documents), \(Int(rate)) a second")
            }
            line("print", figures.printSeconds)
            line("sign", figures.signSeconds)
            line("verify", figures.verifySeconds)
            print("size: \(figures.bytesEach) bytes each")
        }
    }
}
