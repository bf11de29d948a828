package import Civic
package import Directory
import Foundation
import Store
import SwiftASN1
package import X509

/// A signing key in the city's keystore: whose it is and what its certificates say. The key itself stays closed.
package struct StoredKey: Sendable, Hashable {
    package enum Owner: Sendable, Hashable {
        case person(ID<Subject>)
        /// The unit's code. Its seal is set by two holders together.
        case organisation(String)

        var kind: String {
            switch self {
            case .person: "person"
            case .organisation: "organisation"
            }
        }
        var code: String {
            switch self {
            case .person(let officer): String(officer.rawValue)
            case .organisation(let unit): unit
            }
        }

        init?(kind: String, code: String) {
            switch kind {
            case "person":
                guard let officer = ID<Subject>(code) else { return nil }
                self = .person(officer)
            case "organisation": self = .organisation(code)
            default: return nil
            }
        }
    }

    package let id: ID<StoredKey>
    package let owner: Owner
    package let algorithm: SigningAlgorithm
    /// Its own first.
    package let chain: [Certificate]
    package let created: Instant
    package let retired: Instant?

    /// To whom its certificate was issued.
    package var holder: String { chain.first?.holder ?? "" }
    package var issuer: String { chain.first?.issuer.text(.RDNAttributeType.commonName) ?? "" }
    /// The last moment of its certificate.
    package var ends: Instant? {
        chain.first.map { Instant(milliseconds: Int64($0.notValidAfter.timeIntervalSince1970 * 1_000)) }
    }

    /// A row of `KeyStatements`.
    init(row: any Row) throws {
        guard let owner = Owner(kind: row.text(1), code: row.text(2)),
            let algorithm = SigningAlgorithm(rawValue: row.text(3))
        else { throw StoreError.damaged("a signing key has the owner \(row.text(1)) or the algorithm \(row.text(3))") }
        id = row.id(0)
        self.owner = owner
        self.algorithm = algorithm
        chain = try Self.certificates(row.blob(4))
        created = row.instant(5)
        retired = row.optionalInstant(6)
    }

    init(
        id: ID<StoredKey>, owner: Owner, algorithm: SigningAlgorithm, chain: [Certificate], created: Instant
    ) {
        self.id = id
        self.owner = owner
        self.algorithm = algorithm
        self.chain = chain
        self.created = created
        retired = nil
    }

    /// The certificates in DER, one behind another.
    static func der(_ chain: [Certificate]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for certificate in chain { bytes += try certificate.der() }
        return bytes
    }

    private static func certificates(_ bytes: [UInt8]) throws -> [Certificate] {
        var certificates: [Certificate] = []
        var rest = bytes
        while !rest.isEmpty {
            guard let (node, behind) = DERFields.first(in: rest) else {
                throw StoreError.damaged("a signing key's certificates cannot be read")
            }
            certificates.append(try Certificate(derEncoded: node))
            rest = Array(behind)
        }
        return certificates
    }
}
