/// The types of PostgreSQL that the schema and the common subset can give, by the numbers of their catalogue
/// (`pg_type.dat`; they never change).
enum WireType: UInt32 {
    case bytea = 17
    case int8 = 20
    case int2 = 21
    case int4 = 23
    case text = 25
    case float8 = 701
    case varchar = 1043
    /// An expression without a column behind it, such as `SELECT ?`.
    case unknown = 705
    /// `COUNT(*) = …` and the like do not arise in answers; `pg_is_in_recovery()` does.
    case bool = 16
    /// The catalogue's own names.
    case name = 19
}
