/// A statement that one connection keeps prepared, with the types the server found for its parameters.
///
/// Parameters are declared without types: the server takes them from the columns they meet (`WHERE id = ?` makes a
/// bigint), which is what the text means on SQLite too. Declaring a type from the value instead would turn
/// `due < ?` with a null, or an integer meant for a `double precision` column, into an error or a slow comparison. The
/// types are asked for once, when the statement is prepared, and values are then sent as binary of exactly that type.
final class PreparedStatement {
    let name: String
    let parameters: [UInt32]
    let columns: [UInt32]
    /// When it was last asked for, counted in requests; for the statements found by text.
    var lastUse = 0

    init(name: String, parameters: [UInt32], columns: [UInt32]) {
        self.name = name
        self.parameters = parameters
        self.columns = columns
    }

    /// Why a row of it could not be read: an aggregate that was not cast is `numeric`.
    var unreadable: String? {
        guard let type = columns.first(where: { WireType(rawValue: $0) == nil }) else { return nil }
        return "it answers with a type outside the common subset (\(type)): cast it"
    }
}
