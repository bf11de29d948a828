import Civic
import Directory
import Door
import Hummingbird

/// Addresses of who administers a unit or the city.
struct AdminPages: Sendable {
    let house: House

    /// A unit's administrator only the unit's, the city's everything: each use case asks the policy of the unit.
    static let manages: AccessRule = .officer([.unitAdmin, .cityAdmin])
    static let managesCity: AccessRule = .officer([.cityAdmin])

    func register(on router: GuardedRouter) {
        router.get("/can-bo/quan-tri", for: Self.enters, door: .officer, "administration: what there is to do") {
            request, context in
            try await AdminHub(house: house).show(request, context)
        }
        registerStaff(on: router)
        registerRecoveries(on: router)
        registerAnnouncements(on: router)
        registerImport(on: router)
        ProcedurePages(house: house).register(on: router)
        CalendarPage(house: house).register(on: router)
        CodeListPage(house: house).register(on: router)
        ViewAsPage(house: house).register(on: router)
        PortalPage(house: house).register(on: router)
    }

    /// Whoever finds anything behind the entry.
    static let enters: AccessRule = .officer([.unitAdmin, .cityAdmin, .catalogueOwner])

    private func registerStaff(on router: GuardedRouter) {
        let member = StaffMemberPage(house: house)
        router.get("/can-bo/nhan-su", for: Self.manages, door: .officer, "posts and accounts of a unit") {
            request, context in
            try await StaffPage(house: house).show(request, context)
        }
        let new = NewOfficerPage(house: house)
        router.get("/can-bo/nhan-su/moi", for: Self.manages, door: .officer, "form of a new officer") {
            request, context in
            new.show(nil, PageErrors(), request, context)
        }
        router.post("/can-bo/nhan-su/moi", for: Self.manages, door: .officer, "enters an officer") {
            form, request, context in
            try await new.enter(form, request, context)
        }
        router.get("/can-bo/nhan-su/:officer", for: Self.manages, door: .officer, "one officer") { request, context in
            try await member.show(try officer(context), nil, PageErrors(), request, context)
        }
        let deeds: [(String, String, StaffMemberPage.Deed)] = [
            ("ghi", "describes an officer", member.describe), ("vi-tri", "gives a post", member.givePost),
            ("vi-tri/ket-thuc", "ends a post", member.endPost),
            ("tai-khoan", "opens an officer's account", member.openAccount),
            ("lien-ket", "makes the first link of an account", member.makeLink),
            ("khoa", "closes an officer's account", member.close),
            ("khoi-phuc", "asks for a way back into an account", member.askRecovery),
        ]
        for (path, summary, deed) in deeds {
            router.post("/can-bo/nhan-su/:officer/\(path)", for: Self.manages, door: .officer, summary) {
                form, request, context in
                try await member.run(deed, try officer(context), form, request, context)
            }
        }
    }

    /// Heads of a unit are second pairs of eyes too: which requests an officer sees, the policy says.
    private func registerRecoveries(on router: GuardedRouter) {
        let page = RecoveryPage(house: house)
        router.get("/can-bo/khoi-phuc", for: .anyOfficer, door: .officer, "requests for a way back into an account") {
            request, context in
            try await page.show(nil, request, context)
        }
        router.post("/can-bo/khoi-phuc/da-doc", for: .anyOfficer, door: .officer, "has read what was done to him") {
            _, _, context in
            try await house.directory.markRecoveriesRead(by: context.actor)
            return house.pages.redirect(to: "/can-bo/thong-bao", context: context)
        }
        router.post("/can-bo/khoi-phuc/:recovery/xac-nhan", for: .anyOfficer, door: .officer, "confirms a request") {
            _, request, context in
            try await page.confirm(try recovery(context), request, context)
        }
        router.post("/can-bo/khoi-phuc/:recovery/tu-choi", for: .anyOfficer, door: .officer, "declines a request") {
            _, request, context in
            try await page.decline(try recovery(context), request, context)
        }
    }

    private func registerAnnouncements(on router: GuardedRouter) {
        let page = AnnouncementPage(house: house)
        router.get("/can-bo/quan-tri/thong-bao", for: Self.managesCity, door: .officer, "messages at the head of pages")
        { request, context in
            try await page.show(nil, PageErrors(), request, context)
        }
        router.post("/can-bo/quan-tri/thong-bao", for: Self.managesCity, door: .officer, "announces something") {
            form, request, context in
            try await page.announce(form, request, context)
        }
        router.post(
            "/can-bo/quan-tri/thong-bao/:announcement/ket-thuc", for: Self.managesCity, door: .officer,
            "ends a message before its time"
        ) { _, request, context in
            guard let id = context.parameters.get("announcement").flatMap({ ID<Announcement>($0) }) else {
                throw DoorProblem.notFound
            }
            return try await page.end(id, request, context)
        }
    }

    private func registerImport(on router: GuardedRouter) {
        let page = ImportPage(house: house)
        router.get("/can-bo/quan-tri/nhap", for: Self.manages, door: .officer, "form of a list to bring in") {
            request, context in
            page.show(nil, PageErrors(), request, context)
        }
        router.post(
            "/can-bo/quan-tri/nhap", for: Self.manages, door: .officer, "what a list would do", limits: .lists
        ) { form, request, context in
            try await page.plan(form, request, context)
        }
        router.post(
            "/can-bo/quan-tri/nhap/nhan", for: Self.manages, door: .officer, "takes a list in", limits: .lists
        ) { form, request, context in
            try await page.takeIn(form, request, context)
        }
        router.get("/can-bo/quan-tri/nhap/mau/:list", for: Self.manages, door: .officer, "an empty list as CSV") {
            _, context in
            guard let list = context.parameters.get("list").flatMap({ BroughtList(rawValue: $0) }) else {
                throw DoorProblem.notFound
            }
            return ImportPage.sample(list)
        }
    }

    private func officer(_ context: HouseContext) throws -> ID<Officer> {
        guard let id = context.parameters.get("officer").flatMap({ ID<Officer>($0) }) else {
            throw DoorProblem.notFound
        }
        return id
    }

    private func recovery(_ context: HouseContext) throws -> ID<Recovery> {
        guard let id = context.parameters.get("recovery").flatMap({ ID<Recovery>($0) }) else {
            throw DoorProblem.notFound
        }
        return id
    }
}
