import Civic
import Foundation
import Testing
import X509

@testable import Papers

/// Documents with packed objects and tables in streams, as office programs and scanners write them since PDF 1.5.
@Suite struct PackedDocumentTests {
    private let fixture: SigningFixture
    private let now = SigningFixture.today.adding(hours: 24)

    init() throws { fixture = try SigningFixture() }

    private func verdict(_ bytes: [UInt8]) async throws -> PaperVerdict {
        let week = SigningFixture.today.adding(hours: 24 * 7)
        let lists = [
            try fixture.issuing.revocationList([], number: 2, at: now, next: week),
            try fixture.root.revocationList([], number: 1, at: now, next: week),
        ]
        return await PaperVerifier(trusting: TrustStore(roots: [fixture.root.certificate], lists: lists))
            .verdict(on: bytes, at: now)
    }

    private func changes(_ verdict: PaperVerdict) -> [DocumentChange] {
        verdict.signatures.flatMap(\.findings).flatMap { finding -> [DocumentChange] in
            if case .changedAfter(let changes) = finding { changes } else { [] }
        }
    }

    /// A paper as qpdf writes it anew.
    private func rewritten(_ options: [String]) async throws -> [UInt8] {
        let paper = try await fixture.paper()
        return try PaperTools.with(paper) { file in
            _ = try PaperTools.run("qpdf", options + [file, file + ".new"])
            return try Array(Data(contentsOf: URL(filePath: file + ".new")))
        }
    }

    private func sign(_ bytes: [UInt8], _ field: String) async throws -> [UInt8] {
        let picture = try await fixture.paper("ảnh chữ ký").bytes
        let place = SignatureRectangle(page: 1, x: 60, y: 60, width: 120, height: 50)
        return try await PaperSigning.signed(
            bytes, fixture.request(field, "Trần Văn Đức", look: .init(place: place, picture: picture)),
            by: try fixture.signer("Trần Văn Đức"), timestamps: fixture.stamps)
    }

    // MARK: - Reading and signing

    @Test(arguments: [
        ["--object-streams=generate"], ["--object-streams=generate", "--linearize"],
        ["--object-streams=disable", "--linearize"], ["--object-streams=generate", "--compress-streams=n"],
    ])
    func `what qpdf packs is signed twice, and every reader takes both signatures`(_ options: [String]) async throws {
        let packed = try await rewritten(options)
        #expect(try PDFDocument(packed).pages().count == 1)

        let signed = try await sign(try await sign(packed, "sign-1"), "sign-2")

        #expect(signed.starts(with: packed))
        let own = try await verdict(signed)
        #expect(own.standing == .valid && own.signatures.map(\.coversWhole) == [false, true], "\(own)")
        let judged = try PaperTools.pyHanko(signed, root: fixture.root)
        #expect(judged.map(\.bottom_line) == [true, true] && judged.last?.coverage == "ENTIRE_FILE", "\(judged)")
        try PaperTools.with(PrintedPaper(bytes: signed, pages: 1, signatures: [])) { file in
            #expect(try PaperTools.run("qpdf", ["--check", file]).contains("No syntax or stream encoding errors"))
            let said = try PaperTools.run("pdfsig", ["-nocert", file])
            #expect(said.ranges(of: "Signature is Valid.").count == 2 && said.contains("Total document signed"))
        }
    }

    @Test(arguments: [["--object-streams=generate"], ["--object-streams=generate", "--linearize"]])
    func `what pyHanko signs in a packed document is verified, and one changed byte is not`(
        _ options: [String]
    ) async throws {
        let packed = try await rewritten(options)
        let key = try SigningKey.new(.ecdsaP256)
        let own = try fixture.issuing.issued(
            to: fixture.holder("Nguyễn Văn Ngoài"), key.certificateKey.publicKey, for: .papers)

        let signed = try PaperTools.signedByPyHanko(packed, key, own, issuer: fixture.issuing, field: "outside")

        let verdict = try await verdict(signed)
        #expect(verdict.standing == .validWithWarnings, "\(verdict)")
        #expect(verdict.signatures.first?.findings == [.noTimestamp])
        #expect(verdict.signatures.first?.coversWhole == true)
        var random = SeededBytes(seed: 5)
        for _ in 0..<40 {
            var changed = signed
            let place = Int(random.next() % UInt64(packed.count))
            changed[place] ^= UInt8(1 << (random.next() % 8))
            #expect(try await self.verdict(changed).standing == .invalid)
        }
    }

    @Test(arguments: [false, true])
    func `a table in a stream is read, its rows as differences too`(_ rows: Bool) throws {
        let document = try PDFDocument(HandmadePDF.whole(rows: rows))

        #expect(try document.pages().map(\.number) == [3])
        #expect(document.hasTableStream)
    }

    @Test func `what a plain table hides in a stream is read, what both say differently is refused`() throws {
        func hybrid(_ line: HandmadePDF.Line) -> [UInt8] {
            var document = HandmadePDF()
            let catalog = document.object(1, HandmadePDF.catalog)
            let pages = document.object(2, HandmadePDF.pages)
            let objects = document.packed(4, [(3, HandmadePDF.page)])
            let hidden = document.table(5, [2: line, 3: .inside(4, 0), 4: .at(objects)], "/Size 6")
            let table = document.lines(
                [(0, nil), (1, catalog), (2, pages), (3, nil)], "/Size 6 /Root 1 0 R /XRefStm \(hidden)")
            return document.ended(at: table)
        }
        // The offset of the pages: behind the head of 15 bytes and the catalogue.
        let right = hybrid(.at(15 + "1 0 obj\n\(HandmadePDF.catalog)\nendobj\n".utf8.count))

        #expect(try PDFDocument(right).pages().map(\.number) == [3])
        #expect(throws: PDFReader.Fault.self) { try PDFDocument(hybrid(.at(15))) }
    }

    @Test func `a plain table behind one in a stream is read, and signed with one of its own kind`() async throws {
        var document = HandmadePDF()
        let objects = document.packed(
            4, [(1, HandmadePDF.catalog), (2, HandmadePDF.pages), (3, HandmadePDF.page)])
        let first = document.table(
            5, [0: .free, 1: .inside(4, 0), 2: .inside(4, 1), 3: .inside(4, 2), 4: .at(objects)],
            "/Root 1 0 R /Size 6")
        _ = document.add("startxref\n\(first)\n%%EOF")
        let page = document.object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] >>")
        let table = document.lines([(3, page)], "/Root 1 0 R /Size 6 /Prev \(first)")
        let bytes = document.ended(at: table)

        let signed = try await PaperSigning.signed(
            bytes, fixture.request("s", "A"), by: try fixture.signer("A"), timestamps: fixture.stamps)

        #expect(try PDFDocument(bytes).pages().first?.box == [0, 0, 300, 300])
        #expect(try !PDFDocument(signed).hasTableStream)
        #expect(try await verdict(signed).standing == .valid)
    }

    // MARK: - Attacks

    @Test func `a stream of packed objects exchanged behind the signature is named`() async throws {
        let signed = try await sign(HandmadePDF.whole(), "sign-1")
        let document = try PDFDocument(signed)
        var update = try PDFUpdate(document)
        let (first, content) = HandmadePDF.packing([
            (1, HandmadePDF.catalog), (2, "<< /Type /Pages /Kids [3 0 R] /Count 1 /Rotate 180 >>"),
            (3, HandmadePDF.page),
        ])
        update.put(4, ["Type": .name("ObjStm"), "N": .int(3), "First": .int(first)], stream: content)

        let verdict = try await verdict(update.written().bytes)

        #expect(verdict.standing == .invalid)
        #expect(changes(verdict) == [.object(2), .object(4), .unsigned])
    }

    @Test func `a packed object replaced behind the signature is named, even under a second one`() async throws {
        let signed = try await sign(HandmadePDF.whole(), "sign-1")
        var update = try PDFUpdate(try PDFDocument(signed))
        update.put(
            3, ["Type": .name("Page"), "Parent": .reference(2), "MediaBox": .array([0, 0, 9, 9].map(PDFValue.int))])

        let again = try await PaperSigning.signed(
            update.written().bytes, fixture.request("sign-2", "B"), by: try fixture.signer("B"),
            timestamps: fixture.stamps)
        let verdict = try await verdict(again)

        #expect(verdict.signatures.map(\.standing) == [.invalid, .valid])
        #expect(changes(verdict).contains(.page(1)))
    }

    @Test func `a signature among packed objects covers nothing`() async throws {
        var document = HandmadePDF()
        let form = "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] /SigFlags 3 >> >>"
        let field = "<< /FT /Sig /T (s) /V 7 0 R >>"
        let signature = "<< /Type /Sig /ByteRange [0 20 40 60] /Contents <00> >>"
        let objects = document.packed(
            4, [(1, form), (2, HandmadePDF.pages), (3, HandmadePDF.page), (6, field), (7, signature)])
        let table = document.table(
            5,
            [
                0: .free, 1: .inside(4, 0), 2: .inside(4, 1), 3: .inside(4, 2), 4: .at(objects), 6: .inside(4, 3),
                7: .inside(4, 4),
            ], "/Root 1 0 R /Size 8")

        let verdict = try await verdict(document.ended(at: table))

        #expect(verdict.signatures.first?.findings == [.coversPart])
    }

    @Test func `a script among packed objects is found, at verification and when it is handed in`() async throws {
        let bytes = HandmadePDF.whole(
            page: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /AA << /O << /S /J#61vaScript >> >> >>")

        let verdict = try await verdict(bytes)

        #expect(verdict.findings == [.unreadableDocument(PapersProblem.activePDF.code)])
        #expect(throws: PapersProblem.activePDF) { try PaperSniffer.sniff(bytes) }
    }

    // MARK: - Bad input

    @Test func `a bomb is refused by its size, in packed objects and in the table`() async throws {
        let bomb = HandmadePDF.deflated([UInt8](repeating: 0, count: 40 << 20))
        var objects = HandmadePDF()
        let stream = objects.stream(4, "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", bomb)
        let table = objects.table(5, [1: .inside(4, 0), 4: .at(stream)], "/Root 1 0 R /Size 6")
        var lines = HandmadePDF()
        let large = lines.stream(5, "/Type /XRef /W [1 4 2] /Size 6 /Root 1 0 R /Filter /FlateDecode", bomb)

        for bytes in [objects.ended(at: table), lines.ended(at: large)] {
            #expect(bytes.count < 100_000)
            #expect(try await verdict(bytes).findings == [.unreadableDocument("the document unpacks to too much")])
        }
    }

    @Test func `a table of more objects than any paper has is refused`() throws {
        var document = HandmadePDF()
        let lines = HandmadePDF.deflated([UInt8](repeating: 0, count: 2_000_000))
        let table = document.stream(
            5, "/Type /XRef /W [1 1 0] /Size 1000000 /Root 1 0 R /Filter /FlateDecode", lines)

        #expect(throws: PDFReader.Fault.self) { try PDFDocument(document.ended(at: table)) }
    }

    @Test(arguments: [
        "/Root 1 0 R /Size 6 /Prev 9 0 R", "/Root 1 0 R /Size 6 /Prev 20", "/Root 1 0 R /Size 6 /Prev 99999999",
        "/Root 1 0 R /Size 6 /Encrypt 4 0 R", "/Root 1 0 R", "/Root 1 0 R /Size 6 /F (elsewhere)",
    ])
    func `a table that leads astray is refused`(_ trailer: String) throws {
        #expect(throws: PDFReader.Fault.self) { try PDFDocument(HandmadePDF.whole(trailer: trailer)) }
    }

    @Test func `tables in a circle, packed objects in packed ones, and other filters are refused`() throws {
        var circle = HandmadePDF()
        let page = circle.object(3, HandmadePDF.page)
        let table = circle.table(5, [3: .at(page)], "/Root 1 0 R /Size 6 /Prev \(circle.bytes.count)")
        var nested = HandmadePDF()
        let inner = nested.packed(4, [(6, HandmadePDF.page)])
        let outer = nested.table(5, [4: .at(inner), 6: .inside(4, 0), 7: .inside(6, 0)], "/Root 1 0 R /Size 8")
        let filtered = HandmadePDF.whole(packing: "/DecodeParms << /Predictor 12 /Columns 999999 >>")

        var mirror = HandmadePDF()
        let hidden = mirror.lines([(0, nil)], "/Size 6 /Root 1 0 R /XRefStm \(mirror.bytes.count)")

        for bytes in [circle.ended(at: table), nested.ended(at: outer), filtered, mirror.ended(at: hidden)] {
            #expect(throws: PDFReader.Fault.self) { try PDFDocument(bytes) }
        }
    }

    @Test func `noise in packed documents crashes nothing`() async throws {
        let whole = try await rewritten(["--object-streams=generate"])
        var random = SeededBytes(seed: 13)
        for bytes in [whole, HandmadePDF.whole(rows: true)] {
            for _ in 0..<200 {
                var noisy = bytes
                for _ in 0..<(1 + random.next() % 8) {
                    noisy[Int(random.next() % UInt64(noisy.count))] = UInt8(truncatingIfNeeded: random.next())
                }
                _ = try await verdict(noisy)
                _ = try? PaperSniffer.sniff(noisy)
            }
        }
    }

    // MARK: - Rows

    @Test(arguments: 0...4, [1, 3])
    func `rows written as differences of any kind come out as they went in`(_ kind: Int, colours: Int) throws {
        var random = SeededBytes(seed: UInt64(kind * 10 + colours))
        let width = 5 * colours
        let plain = (0..<(4 * width)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        var rows: [UInt8] = []
        for row in 0..<4 {
            rows.append(UInt8(kind))
            for column in 0..<width {
                func byte(_ row: Int, _ column: Int) -> Int {
                    row < 0 || column < 0 ? 0 : Int(plain[row * width + column])
                }
                let (left, above) = (byte(row, column - colours), byte(row - 1, column))
                let corner = byte(row - 1, column - colours)
                let nearest = [left, above, corner].min {
                    abs(left + above - corner - $0) < abs(left + above - corner - $1)
                }
                let guess = [0, left, above, (left + above) / 2, nearest ?? 0][kind]
                rows.append(UInt8((byte(row, column) - guess) & 0xFF))
            }
        }

        let predictor = try PDFPredictor([
            "Predictor": .int(15), "Columns": .int(5), "Colors": .int(colours),
        ])

        #expect(try predictor.undone(rows) == plain)
        #expect(throws: PDFReader.Fault.self) { try predictor.undone(Array(rows.dropLast())) }
    }

    @Test func `differences in the manner of TIFF are undone`() throws {
        let predictor = try PDFPredictor(["Predictor": .int(2), "Columns": .int(3)])

        #expect(try predictor.undone([1, 1, 1, 5, 0, 255]) == [1, 2, 3, 5, 5, 4])
    }
}
