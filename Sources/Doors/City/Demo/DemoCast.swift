package import Civic
import Directory

/// The people of the tour (`docs/demo.md`). Invented; their passwords are all the same and the server keeps to loopback.
package struct DemoPerson: Sendable {
    package let login: String
    package let name: String
    package let who: LocalizedText
    let seats: [(Role, String)]
    let home: String?

    package static let password = "motcua-demo"

    init(_ login: String, _ name: String, _ vi: String, _ en: String, home: String? = nil, _ seats: [(Role, String)] = []) {
        self.login = login
        self.name = name
        who = LocalizedText(vi: vi, en: en)
        self.home = home
        self.seats = seats
    }
}

package enum DemoCast {
    static let point = "H26.C01.PX04"
    static let ward = "H26.X04"
    static let wardArea = "00070"
    static let farWard = "H26.X80"
    static let farArea = "09700"

    package static let residents: [DemoPerson] = [
        DemoPerson("me", "Nguyễn Thị Ánh Tuyết", "Người mẹ trẻ, phường Hoàn Kiếm", "Young mother, Hoàn Kiếm ward"),
        DemoPerson("bo", "Trần Quốc Bảo", "Người cha", "Father"),
        DemoPerson("cty", "Lê Minh Đức", "Giám đốc một công ty nhỏ", "Director of a small firm"),
    ]

    package static let officers: [DemoPerson] = [
        DemoPerson(
            "quay", "Phạm Thu Hà", "Cán bộ tiếp nhận, Điểm phục vụ Hoàn Kiếm", "Counter officer, service point Hoàn Kiếm",
            home: point, [(.counterOfficer, point)]),
        DemoPerson(
            "truongdiem", "Vũ Đình Long", "Trưởng điểm phục vụ", "Head of the service point", home: point,
            [(.deskHead, point), (.counterOfficer, point)]),
        DemoPerson(
            "hotich", "Đỗ Thị Mai", "Công chức tư pháp – hộ tịch", "Civil-status officer", home: ward,
            [(.civilStatusOfficer, ward), (.verifier, ward)]),
        DemoPerson(
            "xaydung", "Hoàng Văn Nam", "Chuyên viên xây dựng", "Construction specialist", home: ward,
            [(.specialist, ward)]),
        DemoPerson(
            "truongphong", "Bùi Thị Lan", "Trưởng phòng Kinh tế, Hạ tầng và Đô thị", "Division head", home: ward,
            [(.divisionHead, ward)]),
        DemoPerson(
            "chutich", "Nguyễn Thanh Bình", "Chủ tịch Ủy ban nhân dân phường", "Chairwoman of the ward", home: ward,
            [(.signer, ward)]),
        DemoPerson("phoct", "Trịnh Công Sơn Hải", "Phó Chủ tịch", "Deputy chairman", home: ward, []),
        DemoPerson("vanthu", "Ngô Thị Hồng", "Văn thư", "Clerk", home: ward, [(.clerk, ward)]),
        DemoPerson(
            "hotich2", "Phùng Văn Tiến", "Công chức hộ tịch xã Ba Vì", "Civil-status officer, Ba Vì commune",
            home: farWard, [(.civilStatusOfficer, farWard), (.verifier, farWard)]),
        DemoPerson(
            "quyhoach", "Lương Thị Thảo", "Chuyên viên Sở Quy hoạch – Kiến trúc", "Planning department, consulted",
            home: "H26.S15", [(.consultedOfficer, "H26.S15")]),
        DemoPerson(
            "giamdoc", "Đặng Quang Vinh", "Giám đốc Trung tâm Phục vụ hành chính công", "Director of the service centre",
            home: "H26.C01", [(.deskHead, "H26.C01"), (.catalogueOwner, "H26.C01")]),
        DemoPerson("thanhtra", "Mai Xuân Trường", "Thanh tra", "Inspector", home: "H26", [(.inspector, "H26")]),
        DemoPerson("dpo", "Cao Thị Yến", "Cán bộ bảo vệ dữ liệu", "Data-protection officer", home: "H26", [(.dpo, "H26")]),
        DemoPerson("admin", "Tạ Hữu Phúc", "Quản trị", "Administrator", home: "H26", [(.cityAdmin, "H26"), (.unitAdmin, ward)]),
    ]

    package static var all: [DemoPerson] { residents + officers }
}
