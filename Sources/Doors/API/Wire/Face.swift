import Civic
package import Rules

/// How a value of the domain is written in JSON: its members by name, each with its shape and where it comes from. The
/// answer and its schema are both read from here.
package struct Face<Value: Sendable>: Sendable {
    package struct Member: Sendable {
        let name: String
        let shape: Shape
        let read: @Sendable (Value) -> JSONValue

        init(_ name: String, _ shape: Shape, _ read: @escaping @Sendable (Value) -> JSONValue) {
            self.name = name
            self.shape = shape
            self.read = read
        }
    }

    package let name: String
    let members: [Member]

    init(_ name: String, _ members: [Member]) {
        self.name = name
        self.members = members
    }

    package var shape: Shape {
        .named(name, .object(members.map { Shape.Member($0.name, $0.shape) }))
    }

    package func render(_ value: Value) -> JSONValue {
        var object = JSONObject()
        for member in members { object[member.name] = member.read(value) }
        return .object(object)
    }
}
