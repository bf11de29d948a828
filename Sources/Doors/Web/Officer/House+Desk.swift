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

    /// The procedures this house decides, as it stands today.
    var procedures: [Procedure] { catalogue.modelled.compactMap { catalogue.procedure($0, on: today) } }
}
