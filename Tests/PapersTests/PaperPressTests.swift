import Civic
import Foundation
import Rules
import Testing

@testable import Papers

/// What other people's readers find on a printed paper.
@Suite struct PaperPressTests {
    private let press = PaperPress()
    private let dated = Instant(milliseconds: 1_767_600_000_000)

    private func render(
        _ blocks: String, _ values: [String: RuleValue] = [:], page: String = "{size: a5, margins: [10, 10, 10, 10]}"
    ) async throws -> PrintedPaper {
        let values = ["code": "A1"].merging(values) { $1 }
        return try await press.render(try PaperTemplate.made(blocks, page: page), with: values, dated: dated)
    }

    private static let letters =
        "Ẵng ẳng ằng ắng ậm ẩm ẫm ầm ấm ặc ạ ả ã ệ ễ ể ề ế ẹ ẻ ẽ ị ỉ ĩ ợ ỡ ở ờ ớ ộ ỗ ổ ồ ố ọ ỏ õ ự ữ ử ừ ứ ụ ủ ũ ỵ ỷ ỹ ỳ ý Đỗ đường"

    @Test func `every Vietnamese letter comes back composed, however it was typed`() async throws {
        let typed = Self.letters.decomposedStringWithCanonicalMapping
        let paper = try await render("  - {text: \"{typed}\"}", ["typed": .string(typed)])

        let text = try PaperTools.text(of: paper).split { $0.isWhitespace }.joined(separator: " ")

        #expect(Array(text.unicodeScalars) == Array(Self.letters.unicodeScalars))
    }

    @Test func `the same values give the same bytes`() async throws {
        let blocks = "  - {text: \"{typed}\"}\n  - {qr: \"{code}\", width: 20}"
        let first = try await render(blocks, ["typed": .string(Self.letters)])

        let second = try await PaperPress(threads: 1).render(
            try PaperTemplate.made(blocks), with: ["code": "A1", "typed": .string(Self.letters)], dated: dated)

        #expect(first == second)
    }

    @Test func `the document is whole, tagged, named and in Vietnamese, its fonts embedded in part`() async throws {
        let paper = try await render("  - {text: \"Đề mục\", bold: true, level: 1}\n  - {text: \"chữ thường\"}")

        try PaperTools.with(paper) { file in
            _ = try PaperTools.run("qpdf", ["--check", file])
            let info = try PaperTools.run("pdfinfo", [file])
            #expect(info.contains("Title:") && info.contains("Giấy A1"))
            #expect(info.contains("Tagged:") && info.contains("Tagged:          yes"))
            let structure = try PaperTools.run("pdfinfo", ["-struct-text", file])
            #expect(structure.contains("H1") && structure.contains("Đề mục"))
            let fonts = try PaperTools.run("pdffonts", [file]).split(separator: "\n").dropFirst(2)
            #expect(!fonts.isEmpty)
            for font in fonts {
                // name, type, encoding, emb, sub, uni
                #expect(font.contains("LiberationSerif") && font.contains("yes yes yes"))
            }
        }
        let source = String(decoding: paper.bytes, as: UTF8.self)
        #expect(source.contains("/Lang (vi)"))
        #expect(paper.bytes.count < 200_000)
    }

    @Test(arguments: ["H26.C01.PX01-260105-0012", "https://motcua.hanoi.gov.vn/tra-cuu?ma=H26.C01.PX01-260105-0012"])
    func `a camera reads the code on the picture`(_ said: String) async throws {
        let paper = try await render("  - {qr: \"{said}\", width: 20, align: right}", ["said": .string(said)])

        #expect(try PaperTools.codes(on: paper) == [said])
    }

    @Test func `a name too long for its line goes on in the next, even without a space`() async throws {
        let name = String(repeating: "Nguyễnđạiphátthịnhvượng", count: 12)
        let paper = try await render("  - {line: \"Tên\", value: \"{name}\"}", ["name": .string(name)])

        let text = try PaperTools.text(of: paper).filter { !$0.isWhitespace }

        #expect(text == "Tên:" + name)
        #expect(paper.pages == 1)
    }

    @Test func `a letter the typeface lacks is named, and the paper is printed`() async throws {
        let paper = try await render("  - {text: \"{name}\"}", ["name": "An 中\u{200B}\u{202E} \u{1F600}"])

        #expect(try PaperTools.text(of: paper).contains("An [U+4E2D] [U+1F600]"))
    }

    @Test func `a table goes on over pages, its head with it, and no row is lost`() async throws {
        let rows = (1...120).map { number -> RuleValue in ["name": .string("Hồ sơ \(number)")] }
        let paper = try await render(
            """
              - table: rows
                as: row
                cells:
                  - {title: "STT", width: 1, value: "{index}", align: center}
                  - {title: "Tên", group: "Cả hai", width: 4, value: "{row.name}"}
                  - {title: "Ghi chú", group: "Cả hai", width: 2, value: ""}
            """, ["rows": .list(rows)])

        let text = try PaperTools.text(of: paper)

        #expect(paper.pages > 2)
        #expect(text.ranges(of: "Cả hai").count == paper.pages)
        for number in [1, 60, 120] { #expect(text.contains("Hồ sơ \(number)\n") || text.contains("Hồ sơ \(number) ")) }
    }

    @Test func `a cell taller than a page is parted`() async throws {
        let words = (1...2_500).map { "chữ\($0)" }
        let paper = try await render(
            """
              - table: rows
                as: row
                cells:
                  - {title: "Nội dung", width: 1, value: "{row}"}
            """, ["rows": .list([.string(words.joined(separator: " "))])])

        let text = try PaperTools.text(of: paper)

        #expect(paper.pages > 1)
        #expect(words.allSatisfy { text.contains($0) })
    }

    @Test func `what may not be parted and is taller than a page is refused`() async throws {
        let text = String(repeating: "rất dài ", count: 4_000)

        await #expect(throws: PapersProblem.tooTall) {
            try await render(
                "  - columns:\n      - blocks:\n          - {text: \"{text}\"}", ["text": .string(text)])
        }
    }

    @Test func `a till roll is as long as what stands on it`() async throws {
        let page = "{size: 72mm, margins: [4, 4, 4, 4]}"
        let short = try await render("  - {text: \"một dòng\"}", page: page)
        let long = try await render(
            "  - {list: rows, as: row, item: \"{row}\"}", ["rows": .list((0..<80).map { .int(Int64($0)) })], page: page)

        func height(_ paper: PrintedPaper) throws -> Double {
            let info = try PaperTools.with(paper) { try PaperTools.run("pdfinfo", [$0]) }
            let size = info.split(separator: "\n").first { $0.hasPrefix("Page size:") } ?? ""
            return size.split(separator: " ").compactMap { Double($0) }.last ?? 0
        }
        #expect(short.pages == 1 && long.pages == 1)
        #expect(try height(short) < 60)
        #expect(try height(long) > 700)
    }

    @Test func `where to sign is told, on its page`() async throws {
        let paper = try await render(
            """
              - page_break: true
              - {text: "một"}
              - page_break: true
              - columns:
                  - blocks:
                      - {signature: officer, title: "NGƯỜI KÝ", name: "Trần Văn Đức", height: 20}
            """)

        let place = try #require(paper.signatures.first)
        #expect(place.id == "officer" && place.page == 2 && paper.pages == 2)
        #expect(abs(place.height - 20 * 72 / 25.4) < 0.01)
    }

    @Test func `fonts that are not there stop this paper and say which package is missing`() async throws {
        let poor = PaperPress(fonts: "/nowhere", threads: 1)

        await #expect(throws: PapersProblem.fontMissing("Liberation Serif")) {
            try await poor.render(try PaperTemplate.made("  - {text: \"a\"}"), with: ["code": "A"], dated: dated)
        }
    }

    @Test func `a code that holds too much is refused`() async throws {
        await #expect(throws: PapersProblem.qrTooLong(3_000)) {
            try await render("  - {qr: \"{long}\"}", ["long": .string(String(repeating: "a", count: 3_000))])
        }
    }
}
