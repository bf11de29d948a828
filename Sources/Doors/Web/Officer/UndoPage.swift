import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// Taking back what was done from a list: one dossier or all of a press.
struct UndoPage {
    let house: House

    /// The banner on the page one lands on: what may still be taken back of what was just done.
    func banner(
        _ dossiers: [ID<Dossier>], back list: String, _ words: OfficerWords, _ actor: Actor
    ) async throws -> Model? {
        let undoable = try await house.desk.undoable(dossiers, by: actor)
        guard let first = undoable.first else { return nil }
        let what = words.event(first.event)
        return [
            "undo_list": list,
            "undo_dossiers": undoable.map { "\($0.dossier):\($0.version)" }.joined(separator: " "),
            "undo_text": undoable.count == 1
                ? words["undo_one", ["what": what, "code": first.label]]
                : words["undo_many", ["what": what, "n": String(undoable.count)]],
        ]
    }

    func run(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let list = WorklistAddress.list(form.text("ve"))
        let picked = Picked<Dossier>.read(form.text("ho-so"))
        var failed: (any Problem)?
        var undone = 0
        for one in picked {
            do {
                _ = try await house.desk.undo(one.id, expecting: one.version, by: context.actor)
                undone += 1
            } catch let problem as any Problem {
                failed = problem
            }
        }
        if let failed, undone == 0 { throw failed }
        let said = failed == nil ? "hoan-tac" : "hoan-tac-mot-phan"
        return house.pages.redirect(to: WorklistAddress.saying("xong=\(said)", on: list), context: context)
    }
}

/// Things picked on a page, each with the version that was seen: `12:3 15:1`.
struct Picked<Thing> {
    static var most: Int { 500 }

    let id: ID<Thing>
    let version: Int64

    var text: String { "\(id):\(version)" }

    init(id: ID<Thing>, version: Int64) {
        self.id = id
        self.version = version
    }

    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let id = ID<Thing>(parts[0]), let version = Int64(parts[1]) else { return nil }
        self.init(id: id, version: version)
    }

    static func read(_ text: String) -> [Picked] { text.split(separator: " ").prefix(most).compactMap { Picked($0) } }
}
