package import Catalogue
package import Civic
package import Directory
import Dossiers
import Journal
import Papers
import Rules

/// Puts a dossier into the national portal's fields and codes (`DongBoHoSoMC`, `CapNhatTienDoHoSoMC`).
package struct PortalWriter: Sendable {
    private let zone: CityZone
    private let fields: [GovernmentField]
    private let directory: DirectoryBook
    /// Where the city's door is on the net; nil: results are named without a link.
    private let address: String?

    package init(zone: CityZone, fields: [GovernmentField], directory: DirectoryBook, address: String?) {
        self.zone = zone
        self.fields = fields
        self.directory = directory
        self.address = address
    }

    /// All that is said of one dossier beside its events.
    struct Matter: Sendable {
        let dossier: Dossier
        let procedure: Procedure
        let kind: PartyPerson.Kind
        let number: String
        let ledger: [DeadlineEntry]
        let payments: [PaymentLine]
        let results: [SignedResult]
    }

    func call(_ news: PortalNews, _ kind: PortalNews.Kind, _ matter: Matter) -> PortalCall {
        switch kind {
        case .progress: PortalCall(.progress, progress(news, matter))
        case .dossier(let isNew):
            PortalCall(
                .dossiers,
                [
                    // What was filed there is known there.
                    ("isUpdating", .string(isNew && !matter.dossier.isFromPortal ? "False" : "True")),
                    ("data", .array([.object(JSONObject(dossier(news, matter)))])),
                ])
        }
    }

    /// What was filed there is not taken: its code, and why in both languages.
    func refusal(_ refusal: PortalInbox.Refusal, at now: Instant) -> PortalCall {
        PortalCall(
            .progress,
            [
                ("MaHoSo", .string(refusal.code)),
                ("NguoiXuLy", .string("")),
                ("ThoiDiemXuLy", moment(now)),
                ("NoiDungXuLy", .string("\(refusal.reason.vi) / \(refusal.reason.en)")),
                ("TrangThai", .string(String(DossierStatus.refusedAtIntake.rawValue))),
                // The interface has no room for a reason that programs know.
                ("MaLyDo", .string(refusal.problem)),
            ])
    }

    private func progress(_ news: PortalNews, _ matter: Matter) -> [(String, JSONValue)] {
        [
            ("MaHoSo", .string(matter.dossier.reference)),
            ("NguoiXuLy", .string(news.actor)),
            ("ThoiDiemXuLy", moment(news.header.effective)),
            ("PhongBanXuLy", .string(unit(news.header.unit ?? matter.dossier.competent.text))),
            ("NoiDungXuLy", .string(news.text.isEmpty ? news.after.status.plainText.vi : news.text)),
            ("TrangThai", status(news.after)),
            ("NgayKetThucTheoQuyDinh", moment(news.after.due)),
        ]
    }

    private func dossier(_ news: PortalNews, _ matter: Matter) -> [(String, JSONValue)] {
        let (dossier, procedure, now) = (matter.dossier, matter.procedure, news.after)
        var members: [(String, JSONValue)] = [
            ("MaHoSo", .string(dossier.reference)),
            ("MaTTHC", .string(procedure.code)),
            ("TenTTHC", .string(procedure.name.vi)),
            ("MaLinhVuc", .string(procedure.field)),
            ("TenLinhVuc", .string(fields.first { $0.id == procedure.field }?.name.vi ?? "")),
            ("SoBienNhan", .string(now.acceptedAt == nil ? "" : dossier.code ?? "")),
            ("ChuHoSo", .string(dossier.applicantName)),
            ("LoaiDoiTuong", .string(matter.kind == .person ? "1" : "2")),
            ("MaDoiTuong", .string(matter.number)),
            // Who owns the dossier is told by the city itself; the portal has the addresses that its own people gave it.
            ("Email", .string("")),
            ("SoDienThoai", .string("")),
            ("TrichYeuHoSo", .string(procedure.name.vi)),
            ("NgayTiepNhan", moment(now.acceptedAt)),
            ("NgayHenTra", moment(now.due)),
            ("TrangThaiHoSo", status(now)),
            ("NgayTra", moment(now.returnedAt)),
            ("HinhThuc", .string(dossier.channel == .post ? "1" : "0")),
            ("KenhThucHien", .string(String(dossier.channel.nationalCode))),
            ("NgayKetThucXuLy", moment(now.endedAt)),
            ("DonViXuLy", .string(unit(dossier.competent.text))),
            ("GhiChu", .string(news.text)),
            ("DanhSachLePhi", .array(matter.payments.map(fee))),
            ("DanhSachHoSoBoSung", .array(supplements(now, dossier))),
            ("DanhSachGiayToKetQua", .array(now.endedAt == nil ? [] : matter.results.map(result))),
        ]
        if let (from, to) = news.movedDue {
            // The interface has room for a moved date in a supplement alone; elsewhere it stands beside the date.
            members.append(("NgayHenTraTruoc", moment(from)))
            members.append(("NgayHenTraMoi", moment(to)))
            let ground = matter.ledger.last { $0.due == to }?.ground ?? ""
            members.append(("LyDoThayDoiNgayHenTra", .string(ground.isEmpty ? news.text : ground)))
        }
        return members
    }

    private func supplements(_ now: PortalCase, _ dossier: Dossier) -> [JSONValue] {
        now.supplements.enumerated().map { index, one in
            .object(
                JSONObject([
                    ("HoSoBoSungId", .string("\(dossier.reference)-\(index + 1)")),
                    ("NguoiYeuCauBoSung", .string(one.askedBy)),
                    ("NoiDungBoSung", .string(one.asked)),
                    ("NgayBoSung", moment(one.askedAt)),
                    ("NguoiTiepNhanBoSung", .string(one.answeredBy)),
                    ("ThongTinTiepNhan", .string(one.answer)),
                    ("NgayTiepNhanBoSung", moment(one.answeredAt)),
                    ("TrangThaiBoSung", .string(one.answeredAt == nil ? "0" : "1")),
                    ("DanhSachGiayToBoSung", .array([])),
                    ("DanhSachLePhiBoSung", .array([])),
                    ("NgayHenTraTruoc", moment(one.dueBefore)),
                    ("NgayHenTraMoi", moment(one.dueAfter)),
                ]))
        }
    }

    private func fee(_ line: PaymentLine) -> JSONValue {
        .object(
            JSONObject([
                ("TenPhiLePhi", .string(line.name.vi)),
                ("MaPhiLePhi", .string(line.fee)),
                ("HinhThucThu", .string("1")),
                ("Gia", .string(String(line.toPay.amount))),
                ("LoaiPhiLePhi", .string("1")),
            ]))
    }

    private func result(_ result: SignedResult) -> JSONValue {
        .object(
            JSONObject([
                ("TenGiayTo", .string(result.name.vi)),
                ("MaThanhPhanHoSo", .string(result.paper)),
                ("GiayToId", .string("\(result.code)")),
                ("DuongDanTepTinKetQua", .string(address.map { "\($0)/kiem-tra/\(result.code)" } ?? "")),
            ]))
    }

    private func status(_ state: PortalCase) -> JSONValue { .string(String(state.status.rawValue)) }

    private func unit(_ code: String) -> String {
        (try? UnitCode(code)).flatMap { directory.tree.latest($0)?.name.vi } ?? code
    }

    /// Empty where there is no such moment.
    private func moment(_ instant: Instant?) -> JSONValue { .string(instant.map(zone.portalText) ?? "") }
}
