package import Store

/// The files a city was published from, kept beside its definitions: what administrators change on the pages is checked
/// and published against them, whatever lies on a node's disk (decision record 0034). What was entered on the pages is a
/// layer of its own, above all others.
package enum CitySources {
    /// The name of the layer that the pages write.
    package static let ownLayer = "administration"
    private static let ownPlace = 1_000

    package static let migrations = [
        Migration(
            "CityFolder.0002_create_source",
            [
                .createTable(
                    Table(
                        "city_source", primaryKey: ["layer", "path"],
                        columns: [
                            Column("layer", .text, .open),
                            Column("path", .text, .open),
                            // Base first.
                            Column("place", .int, .open),
                            Column("bytes", .blob, .open),
                        ]))
            ])
    ]

    package static let statements = [all, own, put, removeOthers]

    private static let all = Statement("SELECT layer, path, bytes FROM city_source ORDER BY place, layer, path")
    private static let own = Statement("SELECT path, bytes FROM city_source WHERE layer = 'administration'")
    private static let put = Statement(
        """
        INSERT INTO city_source (layer, path, place, bytes) VALUES (?, ?, ?, ?)
        ON CONFLICT (layer, path) DO UPDATE SET place = excluded.place, bytes = excluded.bytes
        """)
    private static let removeOthers = Statement("DELETE FROM city_source WHERE layer <> 'administration'")

    /// Every layer as last published, with the pages' own above them; without a layer where nothing was kept yet.
    package static func folder(in tx: any Transaction) throws -> CityFolder {
        var layers: [(name: String, files: [String: [UInt8]])] = []
        try tx.forEach(all, []) { row in
            if layers.last?.name != row.text(0) { layers.append((row.text(0), [:])) }
            layers[layers.count - 1].files[row.text(1)] = row.blob(2)
        }
        return CityFolder(layers: layers.map { CityFolder.Layer(name: $0.name, files: $0.files) })
    }

    /// What was entered on the pages, above a folder read from disk.
    package static func own(in tx: any Transaction) throws -> CityFolder.Layer? {
        let files = try tx.all(own, []) { ($0.text(0), $0.blob(1)) }
        guard !files.isEmpty else { return nil }
        return CityFolder.Layer(name: ownLayer, files: Dictionary(files, uniquingKeysWith: { $1 }))
    }

    /// Keeps the layers of a folder in place of those before; the pages' own stays as the folder has it.
    package static func keep(_ folder: CityFolder, in tx: any Transaction) throws {
        try tx.execute(removeOthers, [])
        for (place, layer) in folder.layers.enumerated() {
            let isOwn = layer.name == ownLayer
            for (path, bytes) in layer.files.sorted(by: { $0.key < $1.key }) {
                try tx.execute(
                    put, [.text(layer.name), .text(path), .int(isOwn ? ownPlace : place), .blob(bytes)])
            }
        }
    }
}

extension CityFolder {
    /// The same city with files of the pages' own layer added or replaced.
    package func administered(_ files: [String: [UInt8]]) -> CityFolder {
        var own = layers.first { $0.name == CitySources.ownLayer }?.files ?? [:]
        own.merge(files) { $1 }
        return CityFolder(
            layers: layers.filter { $0.name != CitySources.ownLayer } + [Layer(name: CitySources.ownLayer, files: own)],
            faults: faults)
    }

    package func isSame(as other: CityFolder) -> Bool {
        layers.count == other.layers.count
            && zip(layers, other.layers).allSatisfy { $0.name == $1.name && $0.files == $1.files }
    }
}
