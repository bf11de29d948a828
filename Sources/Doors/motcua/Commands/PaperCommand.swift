import ArgumentParser
import City
import Foundation

struct PaperCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paper", abstract: "The papers a city prints, and the store of those it is given.",
        subcommands: [Preview.self, Check.self])

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
}
