import Civic
import Foundation
import Papers

/// Who says when a signature was there: an authority on the net, or a key of the house's own beside the others (the
/// demonstration's, whom nobody outside believes); nobody where neither is named.
enum HouseTimestamps {
    static func authority(
        _ files: HouseFiles, _ options: CityHouse.Options, _ ids: IDGenerator
    ) throws -> (any TimestampAuthority)? {
        if let address = options.timestamps { return try HTTPTimestampAuthority(address, HouseWebClient()) }
        guard let own = FileManager.default.contents(atPath: file(files)) else { return nil }
        return try LocalTimestampAuthority(file: Array(own), clock: options.clock, ids: ids)
    }

    static func file(_ files: HouseFiles) -> String { files.keys + "/timestamps.pem" }
}
