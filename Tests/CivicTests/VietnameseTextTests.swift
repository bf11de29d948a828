import Civic
import Foundation
import TestEngines
import Testing

@Suite struct `Vietnamese text` {
    @Test(arguments: [
        ("Đăng ký khai sinh", "dang ky khai sinh"), ("ĐĂNG KÝ KHAI SINH", "dang ky khai sinh"),
        ("dang ky khai sinh", "dang ky khai sinh"), ("  Nguyễn\tThị \n  Ánh\u{A0}Tuyết ", "nguyen thi anh tuyet"),
        ("Phường Ô Chợ Dừa", "phuong o cho dua"), ("Ứng Hòa, Quảng Bị", "ung hoa, quang bi"),
        ("Kiều Phú — Ngoại", "kieu phu - ngoai"), ("Ærøskøbing Łódź Straße", "aeroskobing lodz strasse"),
        ("ÀẢÃÁẠ ẰẲẴẮẶ ẦẨẪẤẬ ỲỶỸÝỴ", "aaaaa aaaaa aaaaa yyyyy"), ("ỜỞỠỚỢ ỪỬỮỨỰ ỒỔỖỐỘ Ĩ Ũ", "ooooo uuuuu ooooo i u"),
        ("МОСКВА Й", "москва й"), ("東京", "東京"), ("Ａ１", "a1"), ("zero\u{200B}width", "zerowidth"), ("", ""),
        (" \n ", ""),
    ])
    func `folds to what search compares`(text: String, folded: String) {
        #expect(VietnameseText.fold(text) == folded)
        #expect(VietnameseText.fold(text.decomposedStringWithCanonicalMapping) == folded)
        #expect(VietnameseText.fold(folded) == folded)
    }

    @Test func `every letter of the tables folds alike composed and decomposed`() throws {
        for value in [UInt32](0xC0...0x24F) + [UInt32](0x1E00...0x1EFF) {
            let letter = String(try #require(Unicode.Scalar(value)))

            #expect(
                VietnameseText.fold(letter) == VietnameseText.fold(letter.decomposedStringWithCanonicalMapping),
                "\(letter)")
            #expect(VietnameseText.collationKey(letter) == VietnameseText.collationKey(VietnameseText.nfc(letter)))
        }
    }

    @Test func `no character of the basic plane folds to something that folds further`() {
        var further: [UInt32] = []
        for scalar in (UInt32(0)...0xFFFF).lazy.compactMap(Unicode.Scalar.init) {
            let folded = VietnameseText.fold(String(scalar))
            if VietnameseText.fold(folded) != folded { further.append(scalar.value) }
        }

        #expect(further.isEmpty)
    }

    @Test func `folding twice changes nothing, whatever the text`() {
        var random = Seeded(11)
        for _ in 0..<600 {
            var text = ""
            for _ in 0..<random.int(0...20) {
                let range = random.pick([
                    0x20...0x7E, 0xC0...0x24F, 0x300...0x36F, 0x1E00...0x1EFF, 0x400...0x4FF, 0x1F600...0x1F64F,
                ])
                if let scalar = Unicode.Scalar(UInt32(random.int(range))) { text.unicodeScalars.append(scalar) }
            }
            let folded = VietnameseText.fold(text)

            #expect(VietnameseText.fold(folded) == folded)
            #expect(VietnameseText.fold(VietnameseText.nfc(text)) == folded, "\(text.unicodeScalars.map(\.value))")
        }
    }

    @Test func `the unaccented form keeps case and spacing`() {
        #expect(
            VietnameseText.withoutMarks("Đã tiếp nhận  hồ sơ “H26” của ÔNG Đỗ…")
                == "Da tiep nhan  ho so \"H26\" cua ONG Do...")
        #expect(VietnameseText.withoutMarks("Nguye\u{302}\u{303}n") == "Nguyen")
    }

    @Test func `composition is form C byte for byte`() {
        for text in ["Nguye\u{302}\u{303}n Thi\u{323} A\u{301}nh", "Ơ\u{301}", "sach", "Đường", "a\u{323}\u{306}", "각"]
        {
            #expect(Array(VietnameseText.nfc(text).utf8) == Array(text.precomposedStringWithCanonicalMapping.utf8))
        }
        #expect(VietnameseText.nfc("Nguye\u{302}\u{303}n").unicodeScalars.count == 6)
    }

    @Test func `control characters are refused except new line and tab`() {
        #expect(VietnameseText.isCleanText("Họ và tên:\n\tNguyễn Văn A"))
        for dirty in ["a\u{0}b", "a\r\nb", "\u{1B}[0m", "\u{7F}", "\u{85}"] {
            #expect(!VietnameseText.isCleanText(dirty))
        }
    }
}

@Suite struct `Vietnamese dictionary order` {
    private func sorted(_ words: [String]) -> [String] {
        words.sorted { VietnameseText.collationKey($0).lexicographicallyPrecedes(VietnameseText.collationKey($1)) }
    }

    @Test(arguments: [
        ["An", "Ân", "Bình", "Dũng", "Đào", "Ơn"],
        ["a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "ặ", "â", "ầ", "ậ", "b"],
        ["d", "đ", "e", "ê", "g", "o", "ô", "ơ", "p", "u", "ư", "v"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "man", "măn", "mân"],
        ["An", "An Bình", "An Dương", "Anh", "Ánh"],
        ["an", "An", "Ba Vì", "Bạch Mai"],
        ["Quốc lộ 1", "Quốc lộ 9", "Quốc lộ A", "Мир", "東"],
    ])
    func `letters, then tones, then case`(ordered: [String]) {
        #expect(sorted(ordered.reversed()) == ordered)
        #expect(sorted(ordered.map(\.decomposedStringWithCanonicalMapping)).map(VietnameseText.nfc) == ordered)
    }

    @Test func `a key does not depend on how marks were typed`() {
        for word in ["Nguyễn Thị Ánh Tuyết", "Ứng Hòa", "Đặng Ngọc Ẩn", "Phượng Dực"] {
            #expect(
                VietnameseText.collationKey(word)
                    == VietnameseText.collationKey(word.decomposedStringWithCanonicalMapping))
        }
    }
}
