import Civic
import Dossiers

/// What was typed or scanned into the counter's one box.
enum CounterSearch: Equatable {
    case number(PersonalNumber)
    /// An identity card was scanned: what is printed on it.
    case card(IdentityCard)
    case phone(PhoneNumber)
    /// A code or a lodging reference.
    case code(String)
    case name(String)
    case nothing

    /// The receipt's QR code holds an address that ends with the dossier's code.
    init(_ typed: String) {
        let typed = String(typed.prefix(500))
        if let card = IdentityCard(typed) {
            self = .card(card)
        } else if let number = try? PersonalNumber(typed) {
            self = .number(number)
        } else if let phone = try? PhoneNumber(typed) {
            self = .phone(phone)
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
