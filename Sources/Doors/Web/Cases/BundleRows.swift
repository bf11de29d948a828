import Civic
import Directory
import Door
import Dossiers

/// What was filed together with a dossier (liên thông): who decides each, and how it stands.
struct BundleRows {
    let house: House
    let context: HouseContext

    /// Empty where it was filed alone.
    func model(of id: ID<Dossier>) async throws -> Model {
        let others = try await house.desk.bundle(of: id, by: context.actor).dossiers.filter { $0.id != id }
        guard !others.isEmpty else { return [:] }
        let rows = others.map { other -> Model in
            [
                "together_href": prefixed("/ho-so/\(other.id)", context),
                "together_name": house.procedureName(other.procedure, context.language),
                "together_unit": house.unitName(other.competent, context.language), "together_label": other.label,
                "together_status": other.status.plainText[context.language],
                "together_tone": TrackingModel.tone(other.status),
            ]
        }
        return ["has_together": true, "together": rows]
    }
}
