import Catalogue
import Civic

/// What is owed after the answers changed (a supplement): what was paid stays as its receipt says, what was not is asked
/// by the new answers, and what they cost more is a further line.
enum PaymentPolicy {
    /// - Returns: the lines that change, and those that are new.
    static func revised(_ lines: [PaymentLine], to quote: [PaymentLine]) -> [PaymentLine] {
        quote.compactMap { asked in
            let ofFee = lines.filter { $0.fee == asked.fee || $0.fee.hasPrefix(asked.fee + mark) }
            let paid = ofFee.filter { $0.receiptNumber != nil }
            let open = ofFee.first { $0.receiptNumber == nil }
            let revised: PaymentLine
            if paid.isEmpty {
                revised = PaymentLine(
                    fee: open?.fee ?? asked.fee, name: asked.name, due: asked.due, borne: asked.borne,
                    toPay: asked.toPay)
            } else {
                // What was paid too much is given back by decision, not by a line that asks for less than nothing.
                let more = max(.zero, asked.toPay - paid.reduce(.zero) { $0 + $1.toPay })
                guard open != nil || more > .zero else { return nil }
                let due = max(more, asked.due - paid.reduce(.zero) { $0 + $1.due })
                revised = PaymentLine(
                    fee: open?.fee ?? "\(asked.fee)\(mark)\(ofFee.count)", name: increase(asked.name), due: due,
                    borne: due - more, toPay: more)
            }
            return revised == open ? nil : revised
        }
    }

    private static let mark = "+"

    private static func increase(_ name: LocalizedText) -> LocalizedText {
        LocalizedText(vi: "\(name.vi) (phần tăng thêm)", en: "\(name.en) (increase)")
    }
}

extension CaseWork {
    /// The answers changed: so may what is to be paid.
    mutating func revisePayments(_ lines: [PaymentLine], to quote: [PaymentLine]) {
        let revised = PaymentPolicy.revised(lines, to: quote)
        change.payments = revised
        let after = lines.filter { line in !revised.contains { $0.fee == line.fee } } + revised
        change.dossier.facts["unpaid"] = after.contains { $0.toPay > .zero && $0.receiptNumber == nil } ? "1" : nil
    }
}

extension FeeQuote {
    var payments: [PaymentLine] {
        lines.map { PaymentLine(fee: $0.id, name: $0.name, due: $0.due, borne: $0.borne, toPay: $0.toPay) }
    }
}
