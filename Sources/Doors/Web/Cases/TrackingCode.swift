import Civic
import Door
import HTTPTypes
import Hummingbird

extension House {
    /// The picture that leads a telephone to where a dossier is followed, `/tra-cuu?ma=…`. It names the code and never
    /// the secret: a slip is seen by many.
    func trackingCode(of label: String, _ request: Request, _ context: HouseContext) -> Model {
        let origin = pages.settings.publicOrigin ?? request.head.authority.map { "http://" + $0 }
        guard let origin else { return [:] }
        let address = origin + prefixed("/tra-cuu", context) + "?ma=" + URLEncodedForm.encode(label)
        guard let code = QRCode(address) else { return [:] }
        return [
            "qr_path": code.path, "qr_box": "0 0 \(code.size + 8) \(code.size + 8)",
            "qr_alt": pages.words(context)["qr_alt", ["code": label]],
        ]
    }
}
