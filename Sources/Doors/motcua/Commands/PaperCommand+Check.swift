import ArgumentParser
import City
import Foundation

extension PaperCommand {
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Does with one paper of its own all that the city does with papers: is the store set up rightly?")

        @OptionGroup var house: HouseArguments

        @Flag(name: .long, help: "End with one JSON array.")
        var json = false

        func run() async throws {
            let steps = try await PapersCheck.run(house.files)
            if json {
                print(String(decoding: try JSONEncoder().encode(steps), as: UTF8.self))
            } else {
                for step in steps {
                    print("\(step.fault == nil ? "ok   " : "FAULT") \(step.name)\(step.fault.map { ": \($0)" } ?? "")")
                }
            }
            if steps.contains(where: { $0.fault != nil }) { throw ExitCode(1) }
        }
    }
}
