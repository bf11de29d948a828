import Civic
import Foundation

/// The state a reversible action found, kept in its event's body so that undo can restore it.
package struct BeforeImage: Sendable, Codable {
    package let dossier: Dossier
    package let tasks: [WorkTask]

    package init(dossier: Dossier, tasks: [WorkTask]) {
        self.dossier = dossier
        self.tasks = tasks
    }

    package init?(json: [UInt8]) {
        guard let image = try? JSONDecoder().decode(BeforeImage.self, from: Data(json)) else { return nil }
        self = image
    }
}

/// Undo is not a transition: it restores what the action found, for thirty seconds and only while it is the last word.
package enum UndoPolicy {
    package static let seconds: Int64 = 30
}
