/// What Unicode says of each precomposed Latin letter, as three tables over U+00C0…U+024F and U+1E00…U+1EFF.
///
/// Sixty-four code points a row; a dot stands for "nothing". Derived from the canonical decompositions, and from the
/// names for letters that have none (đ, ø, ł).
enum LatinLetters {
    /// The place of a scalar in the tables; nil outside them.
    static func index(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0xC0...0x24F: Int(scalar) - 0xC0
        case 0x1E00...0x1EFF: Int(scalar) - 0x1E00 + 0x190
        default: nil
        }
    }

    /// The plain letter, case kept.
    static let plain = bytes(
        """
        AAAAAA.CEEEEIIIIDNOOOOO.OUUUUY..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y
        AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi..JjKk.LlLlLlL
        lLlNnNnNn...OoOoOo..RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs
        bBBb...Cc.DDd....FfG...IKkl..NnOOo..Pp.....tTtTUu.VYyZz.........
        .............AaIiOoUuUuUuUuUu.AaAa..GgGgKkOoOo..j...Gg..NnAa..Oo
        AaAaEeEeIiIiOoOoRrRrUuUuSsTt..HhNd..ZzAaEeOoOoOoOoYylntj..ACcLTs
        z..B..EeJjQqRrYy
        AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm
        MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv
        WwWwWwWwWwXxXxYyZzZzZzhtwyasss..AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe
        EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy....Yy
        """)

    /// What makes it another letter of the Vietnamese alphabet: `(` breve, `^` circumflex, `+` horn, `/` stroke.
    static let quality = bytes(
        """
        ..^.......^...^.....^......^......^.......^...^.....^......^....
        ..((....^^......//..((......^^((....^^......((......^^..........
        ..............((............^^..............((......^^^^........
        ................................++.............++...............
        ................................................................
        ................................................................
        ................
        ............................((..................................
        ................................................................
        ................^^..................^^^^^^^^^^((((((((((......^^
        ^^^^^^^^........^^^^^^^^^^++++++++++....++++++++++..............
        """)

    /// The tone in dictionary order: 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng.
    static let tone = bytes(
        """
        14.3....14..14...314.3...14..4..14.3....14..14...314.3...14..4..
        ......44................................33...............44.....
        ...44...............44....44............33...............44.....
        ................................................................
        .......................44..11.......................44..11444444
        ............................................33..................
        ................
        ....55..44..55......1144............55........444455..5555....44
        ..55..55....4433114444....5555....5544..55..55..........44..3355
        1144....55........55............55224411223355441122335555223344
        1122335522555522441122335544112233555522441122335511552233......
        """)

    static let nothing = UInt8(ascii: ".")

    /// Letters written as two, and quotation marks and dashes that have an ASCII form.
    static func spelledOut(_ scalar: UInt32) -> StaticString? {
        switch scalar {
        case 0xC6, 0x1E2, 0x1FC: "AE"
        case 0xE6, 0x1E3, 0x1FD: "ae"
        case 0x152: "OE"
        case 0x153: "oe"
        case 0xDE: "TH"
        case 0xFE: "th"
        case 0xDF: "ss"
        case 0x1E9E: "SS"
        case 0x132: "IJ"
        case 0x133: "ij"
        case 0x2018, 0x2019, 0x2032: "'"
        case 0x201C, 0x201D, 0x2033: "\""
        case 0x2010...0x2015, 0x2212: "-"
        case 0x2026: "..."
        default: nil
        }
    }

    private static func bytes(_ rows: String) -> [UInt8] {
        rows.utf8.filter { $0 != UInt8(ascii: "\n") }
    }
}
