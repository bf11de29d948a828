import Civic
import SwiftASN1

/// A timestamp token whose signature holds (RFC 3161, 2.4.2).
struct ReadTimestamp {
    let message: ReadMessage
    let time: Instant
    let nonce: UInt64?

    /// - Parameter imprint: what it must speak of, by the hash it names; nil: a hash that is not wanted.
    /// - Returns: nil when it cannot be read, is not signed, or speaks of something else.
    init?(_ token: [UInt8], imprint: (TrustedHash) -> [UInt8]?) {
        guard let message = ReadMessage(token), message.contentType == .CMS.timestampInfo,
            let content = message.content, message.isValid(over: [content[...]]),
            let node = try? DER.parse(content), var fields = DERFields(node, .sequence), fields.next(.integer) != nil,
            fields.identifier() != nil, let spoken = fields.next(.sequence),
            var imprinted = DERFields(spoken, .sequence), let algorithm = imprinted.next(.sequence),
            var named = DERFields(algorithm, .sequence), let hash = named.identifier().flatMap(TrustedHash.init),
            let wanted = imprint(hash), imprinted.octets() == wanted, fields.next(.integer) != nil,
            let time = fields.next(.generalizedTime).flatMap(Instant.init(der:))
        else { return nil }
        self.message = message
        self.time = time
        // How exact it is, and whether it orders, may stand before it.
        _ = fields.next(.sequence)
        _ = fields.next(.boolean)
        nonce = fields.next(.integer).flatMap { try? UInt64(derEncoded: $0) }
    }
}
