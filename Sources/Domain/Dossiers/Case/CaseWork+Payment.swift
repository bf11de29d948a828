package import Civic

/// Money at the counter. The ledger of entries comes with its own room; here are amounts, receipts and the clock.
extension CaseWork {
    /// Asks for what is to be paid before the work goes on: the clock stands (`domain.md` 1.6).
    package mutating func askPayment() throws(DossierProblem) {
        // Before acceptance there is nothing to go on with: what is paid then is paid at the counter's check.
        guard dossier.acceptedAt != nil else { throw .notNow(.paymentAsked, dossier.status) }
        try happen(.paymentAsked, unit: dossier.receiving)
        change.timers.append(.set(.closing, due: closing, task: nil))
        pauseClock(ground: "financial_obligation")
        change.taskSleep = .sleep
    }

    package mutating func receivePayment(_ lines: [PaymentLine], receipt: String) throws(DossierProblem) {
        guard !receipt.isEmpty else { throw .reasonMissing }
        let wasWaiting = dossier.status == .awaitingPayment
        // Money that was asked for beside the fees may come without a line of its own.
        guard wasWaiting || lines.contains(where: { $0.toPay > .zero && $0.receiptNumber == nil }) else {
            throw .nothingToPay
        }
        let paid = lines.map { line in
            var line = line
            if line.toPay > .zero, line.receiptNumber == nil {
                line.receiptNumber = receipt
                line.paidAt = now
            }
            return line
        }
        change.payments = paid
        change.dossier.facts["unpaid"] = nil
        try happen(.paymentReceived, receipt, unit: dossier.receiving)
        if wasWaiting {
            if !isHeldByStep { resumeClock(ground: "financial_obligation") }
            change.timers.append(.cancel(.closing, task: nil))
            change.taskSleep = .wake
        }
    }

    /// Within one press at the counter: what is due is paid there and then.
    package mutating func payAll(receipt: String) {
        change.payments = change.payments.map { line in
            var line = line
            if line.toPay > .zero {
                line.receiptNumber = receipt
                line.paidAt = now
            }
            return line
        }
        change.dossier.facts["unpaid"] = nil
    }
}

package enum PaymentText {
    package static let payFirst = LocalizedText(
        vi: "Còn khoản phải nộp. Hãy thu và ghi số biên lai trước khi trả kết quả.",
        en: "There is still something to pay. Take it and record the receipt number before handing over.")
}
