import Catalogue
import Civic
import Dossiers

extension House {
    var zone: CityZone { pages.settings.zone }
    var today: Day { zone.day(clock.now()) }

    /// The pinned version, or the one in force today.
    func procedure(_ code: String, version: String? = nil) -> Procedure? {
        version.flatMap { catalogue.procedure(code, version: $0) } ?? catalogue.procedure(code, on: today)
    }

    func procedure(of dossier: Dossier) -> Procedure? {
        procedure(dossier.procedure, version: dossier.procedureVersion)
    }

    /// The papers these answers call for; all of the procedure's where a rule of it errs.
    func papersCalledFor(_ view: DossierView, _ procedure: Procedure) -> [DocumentRule] {
        let journey = FormJourney(procedure, FormContext(channel: view.dossier.channel, today: today))
        return ((try? journey.neededDocuments(view.answers)) ?? procedure.documents)
            .filter { $0.hand != .form && $0.at == .intake }
    }

    /// The procedures this house decides, as it stands today.
    var procedures: [Procedure] { catalogue.modelled.compactMap { catalogue.procedure($0, on: today) } }
}
