import CityFolder
import Civic
import Foundation
import Programs
import Rules

@testable import Papers

/// The readers of other people: what they see on a paper is what counts.
enum PaperTools {
    struct Failed: Error {
        let tool: String
        let said: String
    }

    /// Debian: poppler-utils, zbar-tools, qpdf.
    static func run(_ tool: String, _ arguments: [String]) throws -> String {
        // Not Foundation's `Process`: the suites together hold more open files than it bears.
        let program = try PipedProgram.start([tool] + arguments)
        try? program.input.close()
        let said = String(decoding: try program.output.readToEnd() ?? Data(), as: UTF8.self)
        guard program.wait() == 0 else { throw Failed(tool: tool, said: said) }
        return said
    }

    /// The paper as a file that goes with the closure.
    static func with<Value>(_ paper: PrintedPaper, _ use: (String) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "paper.pdf").path
        try Data(paper.bytes).write(to: URL(filePath: file))
        return try use(file)
    }

    static func text(of paper: PrintedPaper) throws -> String {
        try with(paper) { try run("pdftotext", ["-layout", $0, "-"]) }
    }

    /// What the QR codes on a picture of the first page say.
    static func codes(on paper: PrintedPaper) throws -> [String] {
        try with(paper) { file in
            let picture = String(file.dropLast(4))
            _ = try run("pdftoppm", ["-r", "200", "-png", "-singlefile", file, picture])
            return try run("zbarimg", ["--raw", "-q", picture + ".png"]).split(separator: "\n").map(String.init)
        }
    }
}

extension PaperTemplate {
    /// Reads a template from lines under `blocks:`.
    static func made(
        _ blocks: String, page: String = "{size: a5, margins: [10, 10, 10, 10]}"
    ) throws -> PaperTemplate {
        let findings = Findings()
        let text = """
            code: receipt
            version: "1"
            valid_from: 2020-01-01
            name: {vi: "Giấy", en: "Paper"}
            ground: "Luật"
            title: "Giấy {code}"
            page: \(page)
            blocks:
            \(blocks)
            """
        let file = PaperFile(SourceFile(name: "city/papers/receipt.yaml", text: text), findings)
        guard let file, !findings.hasErrors else { throw CityFolderProblem.faulty(findings.errors) }
        return file.template
    }
}
