import Directory
import Foundation
import HTTPTypes
import Hummingbird

/// Who calls, as far as the request's head tells.
enum Caller {
    /// Whom limits are counted by: the address, or the network of it where one line has a whole network.
    static func address(of request: Request, seenAs peer: String, settings: DoorSettings) -> String {
        network(of: typedAddress(of: request, seenAs: peer, settings: settings))
    }

    /// The first 64 bits of an IPv6 address, which is what one line is given; an IPv4 address as it is, mapped ones too.
    static func network(of address: String) -> String {
        guard address.contains(":") else { return address }
        if address.contains("."), let last = address.split(separator: ":").last { return String(last) }
        let halves = address.components(separatedBy: "::")
        let head = halves[0].split(separator: ":").map { $0.lowercased() }
        let tail = halves.count > 1 ? halves[1].split(separator: ":").map { $0.lowercased() } : []
        let zeros = [String](repeating: "0", count: max(0, 8 - head.count - tail.count))
        let groups = (head + zeros + tail).prefix(4).map { group in
            let digits = group.drop { $0 == "0" }
            return digits.isEmpty ? "0" : String(digits)
        }
        return groups.joined(separator: ":") + "::/64"
    }

    private static func typedAddress(of request: Request, seenAs peer: String, settings: DoorSettings) -> String {
        guard settings.trustsProxy, let list = request.headers.value(of: DoorHeader.forwardedFor),
            let last = list.split(separator: ",").last
        else { return peer }
        let address = last.filter { $0.isHexDigit || $0 == "." || $0 == ":" }
        return address.isEmpty || address.utf8.count > 45 ? peer : String(address)
    }

    /// The id a proxy of ours gave the request, so that both logs speak of it by one name.
    static func requestID(of request: Request, settings: DoorSettings) -> String? {
        guard settings.trustsProxy, let id = request.headers.value(of: DoorHeader.requestID),
            (8...128).contains(id.utf8.count),
            id.utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
            })
        else { return nil }
        return id
    }

    /// A request that a proxy passed on comes from this machine too, and is not of it.
    static func isWatch(_ request: Request, seenAs peer: String, settings: DoorSettings) -> Bool {
        if let token = settings.watchToken {
            guard let header = request.headers[.authorization] else { return false }
            return FormSeal.isSame(header, "Bearer \(token)")
        }
        let wasPassedOn = DoorHeader.ofProxies.contains { request.headers[$0] != nil }
        return !wasPassedOn && (peer == "127.0.0.1" || peer == "::1" || peer == "local")
    }

    static func bearer(of request: Request) -> String? {
        guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
        let token = String(header.dropFirst(7)).filter { $0 != " " }
        return DoorCookie.isToken(token) ? token : nil
    }

    /// What changes something must come from our own pages (or from a program that sends no cookie).
    static func checkOrigin(of request: Request, settings: DoorSettings) throws(DoorProblem) {
        guard ![.get, .head, .options].contains(request.method), bearer(of: request) == nil else { return }
        guard let origin = request.headers.value(of: DoorHeader.origin) else {
            if let site = request.headers.value(of: DoorHeader.fetchSite), site != "same-origin", site != "none" {
                throw .unsealedForm
            }
            return
        }
        let isOurs =
            settings.publicOrigin.map { $0 == origin }
            ?? (origin.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init)
                == request.head.authority)
        guard isOurs else { throw .unsealedForm }
    }

    /// A body is sent whole or in chunks; any other coding is not read here (RFC 9112, 6.1).
    static func checkCoding(of request: Request) throws(DoorProblem) {
        guard let coding = request.headers[.transferEncoding], coding.lowercased() != "chunked" else { return }
        throw .badForm(.encoding)
    }

    static func kind(_ actor: Actor) -> String {
        switch actor.standing {
        case .anyone: "anyone"
        case .resident: "resident"
        case .officer: "officer"
        case .system: "system"
        }
    }
}
