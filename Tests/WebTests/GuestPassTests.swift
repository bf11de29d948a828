import Civic
import Directory
import Testing

@testable import Door

@Suite struct GuestPassTests {
    private let settings = DoorSettings(isSecure: true, formKey: [UInt8](repeating: 7, count: 32))
    private let now = Instant(milliseconds: 1_795_050_000_000)
    private var pass: GuestPass { GuestPass(subject: ID(912_203), expires: now.adding(hours: 1)) }

    private func value(_ pass: GuestPass) -> String { pass.cookie(settings, at: now).value }

    @Test func `it is read back until it expires`() {
        let text = value(pass)

        #expect(GuestPass(text, settings: settings, at: now) == pass)
        #expect(GuestPass(text, settings: settings, at: now.adding(hours: 1)) == nil)
        let cookie = pass.cookie(settings, at: now).text
        for part in ["__Host-nhap=", "HttpOnly", "SameSite=Lax", "Secure", "Max-Age=3600"] {
            #expect(cookie.contains(part))
        }
    }

    @Test func `nobody makes one, and none is made longer or another's`() throws {
        let parts = value(pass).split(separator: ".").map(String.init)
        try #require(parts.count == 3)
        let strange = DoorSettings(formKey: [UInt8](repeating: 8, count: 32))
        #expect(GuestPass(value(pass), settings: strange, at: now) == nil)
        for forged in [
            "912204.\(parts[1]).\(parts[2])", "\(parts[0]).\(Int64.max).\(parts[2])", "\(parts[0]).\(parts[1]).",
            "\(parts[0]).\(parts[1])", "", "..", "\(parts[0]).\(parts[1]).YQ==",
        ] {
            #expect(GuestPass(forged, settings: settings, at: now) == nil, "\(forged)")
        }
        #expect(GuestPass(nil, settings: settings, at: now) == nil)
    }

    @Test func `a guest passes where guests do, and nowhere else`() {
        let guest = Actor.guest(pass.subject)
        #expect(AccessRule.guest.admits(guest) && AccessRule.anyone.admits(guest))
        #expect(!AccessRule.resident.admits(guest) && !AccessRule.signedIn.admits(guest))
        #expect(!AccessRule.guest.admits(.anyone))
    }
}
