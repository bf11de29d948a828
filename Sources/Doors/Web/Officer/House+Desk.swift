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

    /// Those that can be asked for at a counter.
    var counterProcedures: [Procedure] {
        procedures.filter { !$0.isMirrored(.counter) && $0.intake.channels.contains(.counter) }
    }

    /// A reason as it is kept: the ready one in the language of the law, then what the officer adds to it.
    func reason(coded code: String, adding words: String) -> (text: String, code: String?) {
        guard let ready = catalogue.reason(code) else { return (words, nil) }
        return ([ready.text.vi, words].filter { !$0.isEmpty }.joined(separator: " "), ready.id)
    }

    /// The same for a reader: the ready part in his language.
    func text(of item: SupplementItem, _ language: Language) -> String {
        guard let ready = item.code.flatMap(catalogue.reason), item.reason.hasPrefix(ready.text.vi) else {
            return item.reason
        }
        return ready.text[language] + item.reason.dropFirst(ready.text.vi.count)
    }

    /// The procedures this house decides, as it stands today.
    var procedures: [Procedure] { catalogue.modelled.compactMap { catalogue.procedure($0, on: today) } }
}
