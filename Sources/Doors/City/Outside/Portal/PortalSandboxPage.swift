import Foundation
import Rules

/// The sandbox's one page: what it was told, and a form that files at it. Bare HTML, for testers.
enum PortalSandboxPage {
    static func html(_ dossiers: [JSONValue], _ behaviour: PortalSandboxBook.Behaviour) -> String {
        let rows = dossiers.reversed().map { dossier -> String in
            let data = dossier["data"] ?? .null
            let statuses = (dossier["statuses"]?.arrayValue ?? []).compactMap(\.stringValue).joined(separator: " → ")
            let results = (data["DanhSachGiayToKetQua"]?.arrayValue ?? []).map { result in
                link(result["DuongDanTepTinKetQua"]?.stringValue ?? "", result["TenGiayTo"]?.stringValue ?? "")
            }.joined(separator: ", ")
            let cells =
                ["MaHoSo", "TrangThai"].map { safe(dossier[$0]?.stringValue ?? "") } + [safe(statuses)]
                + ["SoBienNhan", "TenTTHC", "ChuHoSo", "NgayHenTra"].map { safe(data[$0]?.stringValue ?? "") }
                + [String(data["DanhSachHoSoBoSung"]?.arrayValue?.count ?? 0), results]
            return "<tr>" + cells.map { "<td>\($0)</td>" }.joined() + "</tr>"
        }
        let heads = [
            "MaHoSo", "TrangThai", "…", "SoBienNhan", "TenTTHC", "ChuHoSo", "NgayHenTra", "HoSoBoSung", "KetQua",
        ].map { "<th scope=\"col\">\($0)</th>" }
        return """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sandbox of the national portal</title>
            </head><body><h1>Sandbox of the national portal</h1>
            <p>Down: \(behaviour.isDown) · slow: \(behaviour.slow) · loses answers: \(behaviour.losesAnswers) · \
            repeats: \(behaviour.repeats) · reorders: \(behaviour.reorders)</p>
            <table border="1"><thead><tr>\(heads.joined())</tr></thead><tbody>\(rows.joined())</tbody></table>
            <h2>File a dossier here</h2>
            <form method="post" action="/form">
            \(fields.map { "<p><label>\($0) <input name=\"\($0)\"></label></p>" }.joined())
            <p><label>ThongTinKhac (answers as JSON)<br><textarea name="ThongTinKhac" rows="8" cols="80"></textarea>
            </label></p><p><button>File</button></p></form>
            <p><a href="/dossiers">/dossiers</a> · <a href="/deliveries">/deliveries</a></p></body></html>
            """
    }

    /// The last four: what another system says of one of its own; empty for a filing.
    private static let fields = [
        "MaTTHC", "ChuHoSo", "MaDoiTuong", "NgaySinh", "SoDienThoai", "DonViXuLy", "MaHoSo", "TrangThaiHoSo",
        "ThoiDiemXuLy", "NoiDungXuLy",
    ]

    /// - Parameter form: as a browser sends it.
    static func file(_ form: String, in book: PortalSandboxBook) {
        var data = JSONObject([("LoaiDoiTuong", .string("1")), ("KenhThucHien", .string("2"))])
        for pair in form.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            let text = parts[1].replacing("+", with: " ").removingPercentEncoding ?? ""
            if !text.isEmpty, fields.contains(parts[0]) || parts[0] == "ThongTinKhac" { data[parts[0]] = .string(text) }
        }
        _ = book.file(data, at: .now)
    }

    private static func link(_ address: String, _ name: String) -> String {
        address.hasPrefix("http") ? "<a href=\"\(safe(address))\">\(safe(name))</a>" : safe(name)
    }

    private static func safe(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
