package import Civic

/// Why an expression could not be read, is wrong in its environment, or gave no value. The message names the cure.
package struct RuleFault: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// The text is no expression of the subset.
        case parse
        /// The expression cannot hold in the environment it is written for: an unknown name, types that do not fit.
        case check
        /// The expression gave no value for these answers.
        case evaluation(Reason)
    }

    package enum Reason: String, Sendable, Hashable, CaseIterable {
        case noSuchVariable
        case noSuchField
        case noSuchOverload
        case overflow
        case divideByZero
        case outOfBounds
        case notABool
        /// A conversion, time or duration outside its range, or text that is not of the form asked for.
        case range
        case duplicateKey
        case badKey
        /// More steps than one evaluation may take. Never absorbed by `&&`, `||`, `all` or `exists`.
        case budget
    }

    package let kind: Kind
    package let message: String
    package let messageVi: String
    /// Bytes of UTF-8 from the start of the source; nil while the place is not known.
    package private(set) var offset: Int?
    /// From 1; 0 while the place is not known.
    package private(set) var line = 0
    /// Code points of the line, from 1; 0 while the place is not known.
    package private(set) var column = 0

    package init(_ kind: Kind, _ message: String, vi messageVi: String, at offset: Int? = nil) {
        self.kind = kind
        self.message = message
        self.messageVi = messageVi
        self.offset = offset
    }

    package var text: LocalizedText { LocalizedText(vi: messageVi, en: message) }

    /// The reason, when this is a fault of evaluation.
    package var reason: Reason? {
        if case .evaluation(let reason) = kind { reason } else { nil }
    }

    func at(_ offset: Int) -> RuleFault {
        guard self.offset == nil else { return self }
        var fault = self
        fault.offset = offset
        return fault
    }

    /// The same fault with line and column read from the source.
    func located(in source: String) -> RuleFault {
        guard let offset, line == 0 else { return self }
        var fault = self
        let before = source.utf8.prefix(offset)
        let start = before.lastIndex(of: 0x0A).map { before.index(after: $0) } ?? before.startIndex
        fault.line = before.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
        // Bytes that continue a code point are not counted.
        fault.column = before[start...].reduce(1) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        return fault
    }
}

extension RuleFault: CustomStringConvertible {
    package var description: String {
        line == 0 ? message : "\(message) (line \(line), column \(column))"
    }
}
