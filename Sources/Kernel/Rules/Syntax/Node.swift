/// One node of a compiled expression. `offset` is where its operator or name stands, in bytes of the source.
struct Node: Sendable {
    let form: Form
    let offset: Int
    /// Levels below and including this one; bounded, so that walking the tree cannot overflow the stack.
    let depth: Int

    indirect enum Form: Sendable {
        case literal(RuleValue)
        case variable(String)
        /// A variable of an enclosing macro, by its depth among them.
        case local(Int)
        case select(Node, String)
        case has(Node, String)
        case index(Node, Node)
        case list([Node])
        case map([(key: Node, value: Node)])
        case not(Node)
        case negate(Node)
        case binary(Operator, Node, Node)
        /// Operands of a chain of `&&`.
        case every([Node])
        /// Operands of a chain of `||`.
        case some([Node])
        case choose(Node, Node, Node)
        case builtin(Builtin, [Node])
        case call(String, [Node], isMethod: Bool)
        case sweep(Sweep)
    }

    /// A macro over the elements of a list or the keys of a map.
    struct Sweep: Sendable {
        let macro: Macro
        let range: Node
        let slot: Int
        let body: Node
        /// The predicate of a three-argument `map`.
        let filter: Node?
    }

    var children: [Node] {
        switch form {
        case .literal, .variable, .local: []
        case .select(let base, _), .has(let base, _), .not(let base), .negate(let base): [base]
        case .index(let left, let right), .binary(_, let left, let right): [left, right]
        case .list(let items), .every(let items), .some(let items), .builtin(_, let items), .call(_, let items, _):
            items
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .choose(let test, let yes, let no): [test, yes, no]
        case .sweep(let sweep): [sweep.range, sweep.body] + (sweep.filter.map { [$0] } ?? [])
        }
    }
}

enum Operator: String, Sendable {
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case add = "+"
    case subtract = "-"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "=="
    case notEqual = "!="
    case contained = "in"

    /// Higher binds tighter; all are left-associative.
    var precedence: Int {
        switch self {
        case .multiply, .divide, .remainder: 3
        case .add, .subtract: 2
        default: 1
        }
    }
}

enum Macro: String, Sendable {
    case all
    case exists
    case exactlyOne = "exists_one"
    case map
    case filter
}

/// The functions the language itself has. What a city adds is in ``FunctionTable``.
enum Builtin: Sendable, Equatable {
    case size
    case contains
    case startsWith
    case endsWith
    case toInt
    case toDouble
    case toString
    case toBool
    case toTimestamp
    case toDuration
    case dyn
    case reading(TimestampField)

    /// Called as `name(value)`.
    static let functions: [String: Builtin] = [
        "size": .size, "int": .toInt, "double": .toDouble, "string": .toString, "bool": .toBool,
        "timestamp": .toTimestamp, "duration": .toDuration, "dyn": .dyn,
    ]

    /// Called as `value.name(…)`.
    static let methods: [String: Builtin] = {
        var methods: [String: Builtin] = [
            "size": .size, "contains": .contains, "startsWith": .startsWith, "endsWith": .endsWith,
        ]
        for field in TimestampField.allCases { methods[field.rawValue] = .reading(field) }
        return methods
    }()

    var name: String {
        switch self {
        case .size: "size"
        case .contains: "contains"
        case .startsWith: "startsWith"
        case .endsWith: "endsWith"
        case .toInt: "int"
        case .toDouble: "double"
        case .toString: "string"
        case .toBool: "bool"
        case .toTimestamp: "timestamp"
        case .toDuration: "duration"
        case .dyn: "dyn"
        case .reading(let field): field.rawValue
        }
    }

    /// How many arguments a call may have, the receiver included.
    var arguments: ClosedRange<Int> {
        switch self {
        case .contains, .startsWith, .endsWith: 2...2
        case .reading: 1...2
        default: 1...1
        }
    }
}
