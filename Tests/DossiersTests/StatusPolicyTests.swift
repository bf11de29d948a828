import Catalogue
import Civic
import Testing

@testable import Dossiers

/// `domain.md` 1.4: `1→2|3|5|6|7`; `2→4|5|6|7|8`; `4→5|6|7|8|9`; `5→1|4|7|8`; `6→2|4|7|8`; `9→10`; 3, 7, 8, 10 end.
@Suite struct StatusPolicyTests {
    static let national: [DossierStatus: Set<DossierStatus>] = [
        .lodged: [.accepted, .refusedAtIntake, .awaitingSupplement, .awaitingPayment, .withdrawn],
        .accepted: [.working, .awaitingSupplement, .awaitingPayment, .withdrawn, .stopped],
        .working: [.awaitingSupplement, .awaitingPayment, .withdrawn, .stopped, .released],
        .awaitingSupplement: [.lodged, .working, .withdrawn, .stopped],
        .awaitingPayment: [.accepted, .working, .withdrawn, .stopped],
        .released: [.returned],
    ]

    @Test func `every status times every event stays within the national table`() {
        var reached: [DossierStatus: Set<DossierStatus>] = [:]
        for status in DossierStatus.allCases {
            for event in EventName.allCases {
                for (accepted, begun) in [(false, false), (true, false), (true, true)] {
                    guard let next = StatusPolicy.next(after: status, event, wasAccepted: accepted, begun: begun),
                        next != status
                    else { continue }
                    #expect(
                        Self.national[status]?.contains(next) == true, "\(status) –\(event.rawValue)→ \(next)")
                    reached[status, default: []].insert(next)
                }
            }
        }
        #expect(reached == Self.national)
    }

    @Test func `no event moves a dossier that has ended`() {
        for status in DossierStatus.allCases where status.isFinal {
            let possible = EventName.allCases.filter {
                StatusPolicy.next(after: status, $0, wasAccepted: true, begun: true) != nil
            }
            let expected: Set<EventName> =
                status == .returned
                ? [.undone, .noted, .related, .mirrored, .corrected, .resultRevoked]
                : [.undone, .noted, .related, .mirrored]
            let rated: Set<EventName> = status == .withdrawn ? [] : [.rated]
            #expect(Set(possible) == expected.union(rated), "\(status)")
        }
    }

    @Test func `the listed edges are those the function walks`() {
        for edge in StatusPolicy.edges {
            #expect(
                StatusPolicy.next(after: edge.from, edge.event, wasAccepted: true, begun: true) == edge.to,
                "\(edge.from) –\(edge.event.rawValue)→ \(edge.to)")
        }
        for edge in StatusPolicy.branching {
            let ways = [(false, false), (true, false), (true, true)].map {
                StatusPolicy.next(after: edge.from, edge.event, wasAccepted: $0.0, begun: $0.1)
            }
            #expect(ways.contains(edge.to), "\(edge.from) –\(edge.event.rawValue)→ \(edge.to)")
        }
    }

    @Test func `work begins with the first act after acceptance and never before it`() {
        for event in StatusPolicy.begins {
            #expect(StatusPolicy.next(after: .accepted, event, wasAccepted: true, begun: false) == .working)
            let before = StatusPolicy.next(after: .lodged, event, wasAccepted: false, begun: false)
            #expect(before == nil || before == .lodged, "\(event.rawValue)")
        }
    }

    @Test func `every action of the real procedures is an event the engine knows`() throws {
        for procedure in try RealCity.hanoi.get().procedures + RealCity.town.get().procedures {
            for (place, step) in procedure.process.steps {
                for action in step.actions {
                    #expect(
                        EventName(rawValue: action.event) != nil,
                        "\(procedure.code) \(place.text) \(step.id).\(action.id): \(action.event)")
                }
            }
        }
    }
}
