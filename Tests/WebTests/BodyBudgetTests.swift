import Civic
import Directory
import Testing

@testable import Door

@Suite struct BodyBudgetTests {
    private let budget = BodyBudget(bytes: 256 << 20)

    private func person(_ number: Int64) -> Actor {
        Actor(subject: ID(number), name: "", standing: .resident(account: ID(number), onBehalfOf: nil))
    }

    private func taken(_ actor: Actor, megabytes: Int) -> BodyLoan? {
        let loan = budget.loan(to: actor, most: 60 << 20)
        do throws(DoorProblem) {
            for _ in 0..<megabytes { try loan.take(1 << 20) }
            return loan
        } catch {
            loan.giveBack()
            return nil
        }
    }

    @Test func `one person's papers fit, twice at once they do not, and are given back`() throws {
        let first = try #require(taken(person(7), megabytes: 60))
        #expect(taken(person(7), megabytes: 60) == nil)
        #expect(taken(person(8), megabytes: 60) != nil)

        first.giveBack()

        #expect(taken(person(7), megabytes: 60) != nil)
    }

    @Test func `strangers share an eighth, whatever they send, and people still send theirs`() {
        let strangers = (0..<40).compactMap { _ in taken(.anyone, megabytes: 1) }

        #expect((32...33).contains(strangers.count))
        #expect(taken(person(7), megabytes: 60) != nil)
    }

    @Test func `all together never hold more than the budget`() {
        let people = (10..<20).compactMap { taken(person($0), megabytes: 60) }

        #expect(people.count == 4)
        #expect(budget.total <= 256 << 20)
        for loan in people { loan.giveBack() }
        #expect(budget.total == 0)
    }

    @Test func `signing in fits when everything is spent`() throws {
        let people = (10..<20).compactMap { taken(person($0), megabytes: 60) }
        let strangers = (0..<40).compactMap { _ in taken(.anyone, megabytes: 1) }
        #expect(people.count == 4)

        try budget.loan(to: .anyone, most: 512 << 10).take(BodyBudget.free)
        _ = strangers
    }

    @Test func `what is thrown away beyond a form's limits is not borrowed`() {
        #expect(taken(person(7), megabytes: 200) != nil)
    }
}
