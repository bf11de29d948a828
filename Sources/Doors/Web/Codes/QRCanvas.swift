/// The square on which a QR code is drawn: the patterns that readers look for, then the words in their zigzag, masked
/// (ISO/IEC 18004, 6.3, 7.7 to 7.10).
struct QRCanvas {
    let size: Int
    private(set) var dark: [[Bool]]
    /// Modules that are no data.
    private var isPattern: [[Bool]]

    /// Centres of the alignment patterns by version.
    private static let alignment: [[Int]] = [
        [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46],
    ]

    init(version: Int) {
        size = 17 + 4 * version
        dark = [[Bool]](repeating: [Bool](repeating: false, count: size), count: size)
        isPattern = dark
        for index in 0..<size {
            set(6, index, index % 2 == 0)
            set(index, 6, index % 2 == 0)
        }
        for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] { finder(row, column) }
        let centres = Self.alignment[version - 1]
        for row in centres {
            for column in centres where !isFinder(row, column) {
                square(row, column, radius: 2) { $0 != 1 }
            }
        }
        format(mask: 0)
        if version >= 7 { put(version: version) }
    }

    /// The words drawn under a mask.
    func filled(with bits: [Bool], mask: Int) -> QRCanvas {
        var canvas = self
        var rest = bits[...]
        var isUpward = true
        var right = size - 1
        while right > 0 {
            // The column of the timing pattern is no pair's.
            if right == 6 { right = 5 }
            for step in 0..<size {
                let row = isUpward ? size - 1 - step : step
                for column in [right, right - 1] where !isPattern[row][column] {
                    let bit = rest.popFirst() ?? false
                    canvas.dark[row][column] = bit != Self.flips(mask, row, column)
                }
            }
            isUpward.toggle()
            right -= 2
        }
        canvas.format(mask: mask)
        return canvas
    }

    /// How much the picture resembles what readers look for elsewhere, by the four rules of 7.8.3.
    var penalty: Int {
        let columns = (0..<size).map { column in dark.map { $0[column] } }
        var penalty = (dark + columns).reduce(0) { $0 + Self.runs($1) + Self.finderLike($1) }
        for row in 1..<size {
            for column in 1..<size {
                let module = dark[row][column]
                let others = [dark[row - 1][column], dark[row][column - 1], dark[row - 1][column - 1]]
                if others.allSatisfy({ $0 == module }) { penalty += 3 }
            }
        }
        let share = 100 * dark.joined().count { $0 } / (size * size)
        return penalty + abs(share - 50) / 5 * 10
    }

    private static func runs(_ line: [Bool]) -> Int {
        var penalty = 0
        var length = 0
        for (index, module) in line.enumerated() {
            length = index > 0 && module == line[index - 1] ? length + 1 : 1
            if length == 5 { penalty += 3 } else if length > 5 { penalty += 1 }
        }
        return penalty
    }

    private static let finderRow = [true, false, true, true, true, false, true]
    private static let quiet = [false, false, false, false]

    private static func finderLike(_ line: [Bool]) -> Int {
        (0...(line.count - 11)).count { start in
            let part = Array(line[start..<(start + 11)])
            return part == finderRow + quiet || part == quiet + finderRow
        } * 40
    }

    private static func flips(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
        switch mask {
        case 0: (row + column) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (row + column) % 3 == 0
        case 4: (row / 2 + column / 3) % 2 == 0
        case 5: row * column % 2 + row * column % 3 == 0
        case 6: (row * column % 2 + row * column % 3) % 2 == 0
        default: ((row + column) % 2 + row * column % 3) % 2 == 0
        }
    }

    // MARK: - Patterns

    private mutating func set(_ row: Int, _ column: Int, _ isDark: Bool) {
        dark[row][column] = isDark
        isPattern[row][column] = true
    }

    private mutating func square(_ row: Int, _ column: Int, radius: Int, _ isDark: (Int) -> Bool) {
        for down in -radius...radius {
            for across in -radius...radius {
                let (row, column) = (row + down, column + across)
                guard (0..<size).contains(row), (0..<size).contains(column) else { continue }
                set(row, column, isDark(max(abs(down), abs(across))))
            }
        }
    }

    /// With the light line around it.
    private mutating func finder(_ row: Int, _ column: Int) {
        square(row, column, radius: 4) { $0 != 2 && $0 != 4 }
    }

    private func isFinder(_ row: Int, _ column: Int) -> Bool {
        (row == 6 && (column == 6 || column == size - 7)) || (row == size - 7 && column == 6)
    }

    /// Level M is 00; five bits with ten of a BCH code, twice, and the module that is always dark.
    private mutating func format(mask: Int) {
        var rest = mask
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9 & 1) * 0x537 }
        let bits = (mask << 10 | rest) ^ 0x5412
        func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
        for index in 0..<6 { set(index, 8, bit(index)) }
        set(7, 8, bit(6))
        set(8, 8, bit(7))
        set(8, 7, bit(8))
        for index in 9..<15 { set(8, 14 - index, bit(index)) }
        for index in 0..<8 { set(8, size - 1 - index, bit(index)) }
        for index in 8..<15 { set(size - 15 + index, 8, bit(index)) }
        set(size - 8, 8, true)
    }

    /// Six bits with twelve of a Golay code, twice.
    private mutating func put(version: Int) {
        var rest = version
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11 & 1) * 0x1F25 }
        let bits = version << 12 | rest
        for index in 0..<18 {
            let isDark = bits >> index & 1 == 1
            set(index / 3, size - 11 + index % 3, isDark)
            set(size - 11 + index % 3, index / 3, isDark)
        }
    }
}
