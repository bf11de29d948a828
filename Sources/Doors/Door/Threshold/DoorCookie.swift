import Hummingbird

/// The cookies of the house, all needed for what the person asks, none to follow anybody: no banner is owed for them.
package struct DoorCookie: Sendable {
    let name: String
    let value: String
    let isSecure: Bool
    /// Seconds; nil: until the browser closes; 0: gone.
    let lifetime: Int?

    package static func session(_ token: String, _ settings: DoorSettings) -> DoorCookie {
        DoorCookie(name: settings.sessionCookie, value: token, isSecure: settings.isSecure, lifetime: nil)
    }

    package static func endSession(_ settings: DoorSettings) -> DoorCookie {
        DoorCookie(name: settings.sessionCookie, value: "", isSecure: settings.isSecure, lifetime: 0)
    }

    /// Marks of earlier sign-ins, for half a year; they tell nobody who signed in.
    package static func device(_ marks: String, _ settings: DoorSettings) -> DoorCookie {
        DoorCookie(
            name: settings.deviceCookie, value: marks, isSecure: settings.isSecure, lifetime: 180 * 24 * 60 * 60)
    }

    /// A sign-in begun at the identity provider, for ten minutes.
    package static func journey(_ ticket: String, _ settings: DoorSettings) -> DoorCookie {
        DoorCookie(name: settings.journeyCookie, value: ticket, isSecure: settings.isSecure, lifetime: 600)
    }

    package static func endJourney(_ settings: DoorSettings) -> DoorCookie {
        DoorCookie(name: settings.journeyCookie, value: "", isSecure: settings.isSecure, lifetime: 0)
    }

    static func form(_ nonce: String, _ settings: DoorSettings) -> DoorCookie {
        DoorCookie(name: settings.formCookie, value: nonce, isSecure: settings.isSecure, lifetime: nil)
    }

    package var text: String {
        var text = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
        if let lifetime { text += "; Max-Age=\(lifetime)" }
        return isSecure ? text + "; Secure" : text
    }

    /// Tokens are ours: letters, digits, `-` and `_`, of a sane length.
    static func isToken(_ text: String) -> Bool {
        (16...200).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
