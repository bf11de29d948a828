import Catalogue
import Civic
import Dossiers
import Foundation

/// The rooms and outside systems behind a step's effects. Outside systems are their sandboxes until the exchange comes.
struct HouseEffects: CaseEffects {
    func prepare(_ effect: EffectRef, for dossier: Dossier) async throws -> PreparedEffect {
        switch effect.port {
        case "personal_number":
            // An answer received once stays: a repeated step asks for no second number.
            if dossier.facts["personal_number"] != nil { return PreparedEffect() }
            return PreparedEffect(facts: ["personal_number": PopulationSandbox.number(for: dossier)])
        case EffectPort.taxCode.rawValue:
            // The owner's personal number is the code; the sandbox gives one of the same form that belongs to nobody.
            if dossier.facts["tax_code"]?.isEmpty == false { return PreparedEffect() }
            return PreparedEffect(facts: ["tax_code": PopulationSandbox.number(for: dossier)])
        default:
            return PreparedEffect()
        }
    }
}

/// Stands for the national population database: gives a number of the right form that belongs to nobody. The province
/// code 000 is never issued, so that it cannot be taken for a real one.
enum PopulationSandbox {
    static func number(for dossier: Dossier) -> String {
        let year = 2_000 + Int(dossier.lodgedAt.milliseconds / 31_556_952_000) - 30
        let digits = String(year % 100)
        let serial = String(UInt64(bitPattern: dossier.id.rawValue) % 1_000_000)
        return "0002" + String(repeating: "0", count: 2 - digits.count) + digits
            + String(repeating: "0", count: 6 - serial.count) + serial
    }
}
