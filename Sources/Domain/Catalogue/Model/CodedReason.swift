package import Civic

/// A ready reason for asking again or for refusing: chosen by its code, so that it is said the same way everywhere, in
/// both languages, and can be counted.
package struct CodedReason: Sendable, Hashable, Codable {
    /// What it is said of.
    package enum Place: String, Sendable, Hashable, Codable, CaseIterable {
        case document, answer
        /// The whole request, before acceptance.
        case refusal
    }

    package var id: String
    package var on: Place
    /// Codes of procedures or ids of fields of government it is for; empty for all.
    package var of: [String]
    package var text: LocalizedText

    package func applies(to procedure: Procedure) -> Bool {
        of.isEmpty || of.contains(procedure.code) || of.contains(procedure.field)
    }
}
