import Papers

extension QRSymbol {
    /// A side of the SVG's box, the quiet zone of four squares around the code included.
    var box: Int { side + 8 }

    /// The black squares as the `d` of an SVG path, runs of a row drawn at once.
    var path: String {
        var path = ""
        for row in 0..<side {
            var column = 0
            while column < side {
                guard squares[row * side + column] else {
                    column += 1
                    continue
                }
                let first = column
                while column < side, squares[row * side + column] { column += 1 }
                path += "M\(first + 4) \(row + 4)h\(column - first)v1h-\(column - first)z"
            }
        }
        return path
    }
}
