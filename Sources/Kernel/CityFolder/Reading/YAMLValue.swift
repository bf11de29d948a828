/// A YAML document as a plain tree with the place of every node. No anchors, tags or aliases: what stands in the file
/// is what is read.
package indirect enum YAMLValue: Sendable {
    case scalar(String, isPlain: Bool, SourcePlace)
    case list([YAMLValue], SourcePlace)
    case map([(key: String, place: SourcePlace, value: YAMLValue)], SourcePlace)

    package var place: SourcePlace {
        switch self {
        case .scalar(_, _, let place), .list(_, let place), .map(_, let place): place
        }
    }

    /// `key:` with nothing, `~` and `null` are the absent value.
    package var isAbsent: Bool {
        if case .scalar(let text, true, _) = self { text.isEmpty || text == "~" || text == "null" } else { false }
    }

    /// For messages: what the value is.
    var kind: (vi: String, en: String) {
        switch self {
        case .scalar: ("một giá trị đơn", "a single value")
        case .list: ("một danh sách", "a list")
        case .map: ("một nhóm khóa", "a group of keys")
        }
    }
}
