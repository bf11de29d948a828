import Civic
import Door
import Papers

extension House {
    /// The picture that leads a telephone to where a dossier is followed, `/tra-cuu?ma=…`. It names the code and never
    /// the secret: a slip is seen by many.
    ///
    /// Whose address stands in the picture is the configuration's to say: a request's `Host` may be anybody's.
    func trackingCode(of label: String, _ context: HouseContext) -> Model {
        guard let origin = pages.settings.publicOrigin else { return [:] }
        let address = origin + prefixed("/tra-cuu", context) + "?ma=" + URLEncodedForm.encode(label)
        guard let code = try? QRSymbol(address) else { return [:] }
        return [
            "qr_path": code.path, "qr_box": "0 0 \(code.box) \(code.box)",
            "qr_alt": pages.words(context)["qr_alt", ["code": label]],
        ]
    }
}
