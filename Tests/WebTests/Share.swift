import Civic
import Door
import Foundation
import Hummingbird
import Logging

@testable import Web

/// The repository's own share folder, found from this file.
enum Share {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("share").path

    static func texts() throws -> Texts { try Texts.load(folder: folder + "/text") }

    static func pages(seal: FormSeal = FormSeal(key: [1, 2, 3])) throws -> Pages {
        try Pages(
            settings: WebSettings(
                cityName: LocalizedText(vi: "Thành phố Thử", en: "Test City"),
                clock: ManualClock(Instant(milliseconds: 1_764_000_000_000)), shareFolder: folder),
            texts: texts(), seal: seal)
    }
}
