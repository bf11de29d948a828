import Testing

struct PlanTests {
    private let house = House.here

    @Test func `every room of the sources has its place in the plan`() {
        let built = Set(house.sources.map { "\($0.floor)/\($0.target)" })
        let drawn = Set(HousePlan.rooms.map { "\($0.value.floor)/\($0.key)" })

        #expect(built == drawn)
    }

    @Test func `imports follow the arrows of the plan`() {
        for file in house.sources {
            guard let room = HousePlan.rooms[file.target] else { continue }
            let allowed = room.rooms.union(room.outside).union(HousePlan.toolchain)

            for module in file.imports {
                #expect(allowed.contains(module), "\(file.path) imports \(module), which the plan does not allow")
            }
        }
    }

    @Test func `arrows never go up, and no two rooms import each other`() {
        for (name, room) in HousePlan.rooms {
            for lower in room.rooms {
                let below = HousePlan.rooms[lower]
                #expect(height(below) <= height(room), "\(name) → \(lower)")
                #expect(below?.rooms.contains(name) == false, "\(name) ⇄ \(lower)")
            }
        }
    }

    @Test func `below the doors nobody knows a server, and only the root names an engine`() {
        for file in house.sources {
            for module in file.imports {
                if file.floor != "Doors" {
                    #expect(!module.hasPrefix("NIO") && module != "Hummingbird", "\(file.path) imports \(module)")
                }
                if ["StoreSQLite", "StorePostgres"].contains(module) {
                    #expect(file.target == "City", "\(file.path) names an engine")
                }
                if module == "CPostgres" { #expect(file.target == "StorePostgres", "\(file.path) names a driver") }
                if module.hasPrefix("GRDB") { #expect(file.target == "StoreSQLite", "\(file.path) names a driver") }
            }
        }
    }

    @Test func `a route can only be registered through the guarded router`() {
        let places = house.sources.filter { $0.path != "Sources/Doors/Door/GuardedRouter.swift" }
            .flatMap { $0.places(of: "Router(context:") }

        #expect(places == [], "a router of Hummingbird's own takes routes without an access rule")
    }

    private func height(_ room: HousePlan.Room?) -> Int { HousePlan.heights[room?.floor ?? ""] ?? -1 }
}
