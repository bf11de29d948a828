import Civic
import Directory

/// Codes of the real city folder that the tests use.
enum Offices {
    static let point = code("H26.C01.PX04")
    static let otherPoint = code("H26.C01.PX01")
    static let centre = code("H26.C01")
    static let ward = code("H26.X04")
    static let otherWard = code("H26.X01")
    static let construction = code("H26.S07")
    static let culture = code("H26.S09")
    static let zones = code("H26.S16")
    static let wardArea = "00070"
    static let otherArea = "00004"

    static func code(_ text: String) -> UnitCode {
        guard let code = try? UnitCode(text) else { preconditionFailure("a test's code: \(text)") }
        return code
    }
}

/// Who acts in the tests, as values.
struct Cast: Sendable {
    let counter: Actor
    let otherCounter: Actor
    let head: Actor
    let civil: Actor
    let verifier: Actor
    let signer: Actor
    let clerk: Actor
    let divisionHead: Actor
    let specialist: Actor
    let colleague: Actor
    let consulted: Actor
    let inspector: Actor
    let resident: Actor
    let stranger: Actor

    private let ids: IDGenerator

    init(_ ids: IDGenerator, _ directory: DirectoryBook) async throws {
        self.ids = ids
        counter = Self.officer(ids, "Quầy 1", .counterOfficer, Offices.point)
        otherCounter = Self.officer(ids, "Quầy 2", .counterOfficer, Offices.otherPoint)
        head = Self.officer(ids, "Trưởng điểm", .deskHead, Offices.point)
        civil = Self.officer(ids, "Hộ tịch", .civilStatusOfficer, Offices.ward)
        verifier = Self.officer(ids, "Hộ tịch phường khác", .civilStatusOfficer, Offices.otherWard)
        signer = Self.officer(ids, "Chủ tịch", .signer, Offices.ward)
        clerk = Self.officer(ids, "Văn thư", .clerk, Offices.ward)
        divisionHead = Self.officer(ids, "Trưởng phòng", .divisionHead, Offices.ward)
        specialist = Self.officer(ids, "Chuyên viên", .specialist, Offices.ward)
        colleague = Self.officer(ids, "Chuyên viên 2", .specialist, Offices.ward)
        consulted = Self.officer(ids, "Sở Xây dựng", .consultedOfficer, Offices.construction)
        inspector = Self.officer(ids, "Thanh tra", .inspector, Offices.ward)
        resident = try await Self.resident(ids, directory, "Nguyễn Thị Hương")
        stranger = try await Self.resident(ids, directory, "Trần Văn Nam")
    }

    func officer(
        _ posts: [(Role, UnitCode)], mandates: [GrantedMandate] = [], name: String = "Cán bộ"
    ) -> Actor {
        Self.officer(ids, name, posts, mandates)
    }

    /// The power to certify copies at the ward, from the morning of 2026-11-01.
    func certifying(
        to end: Instant? = nil, power: String = "certify_copies", procedures: Set<String> = []
    ) -> GrantedMandate {
        GrantedMandate(
            id: ids.next(), power: power, unit: Offices.ward, from: instant("2026-11-01T08:00"), to: end,
            decision: "12/QĐ-UBND", procedures: procedures)
    }

    private static func officer(_ ids: IDGenerator, _ name: String, _ role: Role, _ unit: UnitCode) -> Actor {
        officer(ids, name, [(role, unit)], [])
    }

    private static func officer(
        _ ids: IDGenerator, _ name: String, _ posts: [(Role, UnitCode)], _ mandates: [GrantedMandate]
    ) -> Actor {
        Actor(
            subject: ids.next(), name: name,
            standing: .officer(
                OfficerStanding(
                    officer: ids.next(), unit: posts.first?.1 ?? Offices.point,
                    posts: posts.map { Post(role: $0.0, unit: $0.1) }, mandates: mandates)))
    }

    private static func resident(
        _ ids: IDGenerator, _ directory: DirectoryBook, _ name: String
    ) async throws -> Actor {
        let subject = try await directory.createPerson(NewPerson(name: name, birthYear: 1990))
        return Actor(subject: subject, name: name, standing: .resident(account: ids.next(), onBehalfOf: nil))
    }
}

extension Actor {
    /// As a party of a dossier.
    var officerID: ID<Officer> { officer?.officer ?? ID(0) }
}

extension DeskFixture {
    /// An officer the Directory knows.
    func employ(_ role: Role, at unit: UnitCode) async throws -> ID<Officer> {
        let officer = try await directory.createOfficer(
            name: "Cán bộ \(role.rawValue)", title: LocalizedText(vi: "Cán bộ", en: "Officer"), unit: unit,
            by: .system("test")
        ).officer
        try await directory.givePost(role, at: unit, to: officer, from: day("2026-11-01"), by: .system("test"))
        return officer
    }
}
