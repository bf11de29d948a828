import Civic
import Dossiers

/// What was typed or scanned into the counter's one box.
enum CounterSearch: Equatable {
    case number(PersonalNumber)
    /// A code or a lodging reference.
    case code(String)
    case name(String)
    case nothing

    /// The QR code of an identity card is `number|old number|name|ddmmyyyy|sex|address|issued`; the receipt's code holds
    /// an address that ends with the dossier's code.
    init(_ typed: String) {
        let typed = String(typed.prefix(500))
        let first = typed.split(separator: "|", omittingEmptySubsequences: false).first.map(String.init) ?? typed
        if let number = try? PersonalNumber(first) {
            self = .number(number)
        } else if let code = Self.code(in: typed) {
            self = .code(code)
        } else if VietnameseText.fold(typed).count >= 2 {
            self = .name(typed)
        } else {
            self = .nothing
        }
    }

    private static func code(in typed: String) -> String? {
        let last = typed.split(whereSeparator: { "/?=& ".contains($0) }).last.map(String.init) ?? typed
        if let code = try? DossierCode(last) { return code.text }
        // A lodging reference has no spaces and holds a digit.
        return typed.contains(" ") || !typed.contains(where: \.isNumber) ? nil : last
    }
}
