import Catalogue
import Civic
import Crypto
import Dossiers
import Rules

/// One line of what the portal hands out (`TraCuuHoSo`): a dossier that was filed there, or another system's word on one
/// of its own. In the fields of `DongBoHoSoMC`, with `ThoiDiemXuLy` and `NoiDungXuLy` of `CapNhatTienDoHoSoMC`.
struct PortalItem: Sendable {
    let fields: JSONValue

    /// Where a paper lies at the portal, and of which document it is.
    struct Paper: Sendable {
        let document: String
        let name: String
        let path: String
    }

    /// A text or whole number as text; empty where there is none that could be kept.
    subscript(_ name: String) -> String {
        switch fields[name] {
        case .string(let text)? where VietnameseText.isCleanText(text): VietnameseText.nfc(text)
        case .int(let number)?: String(number)
        default: ""
        }
    }

    /// Said twice, an item is the same in every byte.
    var digest: [UInt8] { Array(SHA256.hash(data: JSONText.bytes(fields))) }

    var code: String { self["MaHoSo"] }
    var procedure: String { self["MaTTHC"] }

    /// Unless said otherwise, what the portal hands out came to it online.
    var channel: Channel {
        let said = Int(self["KenhThucHien"])
        return Channel.allCases.first { $0.nationalCode == said } ?? .online
    }

    var status: DossierStatus? { Int(self["TrangThaiHoSo"]).flatMap(DossierStatus.init) }

    /// When it became so there.
    func moment(_ zone: CityZone) -> Instant? {
        zone.portalInstant(self["ThoiDiemXuLy"]) ?? zone.portalInstant(self["NgayNop"])
    }

    /// Capitals, digits, `.`, `-` and `_`: what a page, a slip and a search can hold.
    var hasSoundCode: Bool {
        (1...64).contains(code.utf8.count)
            && code.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || [0x2D, 0x2E, 0x5F].contains(byte)
            }
    }

    /// The answers of the form by our field ids: `ThongTinKhac`, an object or the text of one.
    var answers: Answers? {
        var said = fields["ThongTinKhac"] ?? .string("")
        if case .string(let text) = said {
            guard let read = try? JSONText.read(text.isEmpty ? "{}" : text) else { return nil }
            said = read
        }
        guard case .object(let object) = said else { return nil }
        var answers = Answers()
        // Null says that nothing was answered.
        for member in object.members where member.value != .null {
            guard let value = AnswerValue(Self.composed(member.value)) else { return nil }
            answers[member.name] = value
        }
        return answers
    }

    var papers: [Paper] {
        guard case .array(let items)? = fields["TaiLieuNop"] else { return [] }
        return items.map(PortalItem.init).filter { !["1", "true", "True"].contains($0["IsDeleted"]) }.map {
            Paper(document: $0["MaThanhPhanHoSo"], name: $0["TenTepDinhKem"], path: $0["DuongDanTaiTepTin"])
        }
    }

    private static func composed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(VietnameseText.nfc(text))
        case .array(let values): .array(values.map(composed))
        default: value
        }
    }

    var isOrganisation: Bool { self["LoaiDoiTuong"] == "2" }
}
