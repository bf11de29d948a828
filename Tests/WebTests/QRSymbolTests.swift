import Papers
import Testing

@testable import Web

@Suite struct QRSymbolTests {
    @Test func `the drawing has the same squares, four units from every edge`() throws {
        let code = try QRSymbol("https://a.vn/tra-cuu?ma=H26-1")
        let runs = code.path.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/)
        var drawn = [Bool](repeating: false, count: code.side * code.side)
        for run in runs {
            let (column, row, length) = (Int(run.1) ?? 0, Int(run.2) ?? 0, Int(run.3) ?? 0)
            for step in 0..<length { drawn[(row - 4) * code.side + column - 4 + step] = true }
        }

        #expect(drawn == code.squares)
        #expect(code.box == code.side + 8)
    }
}
