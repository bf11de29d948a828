extension Migration {
    /// Compares the migration with the one that ran under its number.
    /// - Parameter number: counted from 1, for the message.
    /// - Throws: `StoreError.schema`, saying what was changed.
    package func check(appliedAs name: String, _ hash: String, number: Int) throws {
        guard name == self.name else {
            throw StoreError.schema(
                "migration \(number) was \(name) when it ran and is \(self.name) now: the list only grows at its end")
        }
        guard hash == fingerprint else {
            throw StoreError.schema("migration \(name) was edited after it ran: undo the edit and add a new one")
        }
    }

    /// - Parameter applied: the names of all that ran.
    /// - Throws: `StoreError.schema` when a newer program made the database.
    package static func check(applied: [String], against migrations: [Migration]) throws {
        guard applied.count <= migrations.count else {
            throw StoreError.schema(
                "the database was made by a newer version (it knows \(applied[migrations.count])): run that one, "
                    + "or restore a backup made before it")
        }
    }
}
