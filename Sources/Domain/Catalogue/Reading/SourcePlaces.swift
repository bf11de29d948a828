import CityFolder

/// Where every key of a YAML file stands, so that a lint can point at the line.
struct SourcePlaces: Sendable {
    let file: String
    private var places: [String: SourcePlace] = [:]

    init(_ root: YAMLValue, file: String) {
        self.file = file
        gather(root, path: "")
    }

    /// The place of `pages/0/fields/1/show_if`, or of the nearest key around it.
    subscript(_ path: String) -> SourcePlace {
        var path = path[...]
        while !path.isEmpty {
            if let place = places[String(path)] { return place }
            path = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
        }
        return SourcePlace(file: file, line: 1, column: 1)
    }

    private mutating func gather(_ value: YAMLValue, path: String) {
        if !path.isEmpty { places[path] = value.place }
        let prefix = path.isEmpty ? "" : path + "/"
        switch value {
        case .scalar: break
        case .list(let items, _):
            for (index, item) in items.enumerated() { gather(item, path: prefix + String(index)) }
        case .map(let pairs, _):
            for pair in pairs { gather(pair.value, path: prefix + pair.key) }
        }
    }
}
