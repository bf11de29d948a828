/// The parameters after the first `;` of a header: `form-data; name="a\"b"; filename="x.png"`.
struct HeaderParameters {
    private var values: [String: String] = [:]

    init(_ header: some StringProtocol) {
        var rest = Array(header.unicodeScalars)[...]
        guard let start = rest.firstIndex(of: ";") else { return }
        rest = rest[(start + 1)...]
        while let equals = rest.firstIndex(of: "=") {
            let name = Self.trimmed(rest[..<equals]).lowercased()
            rest = rest[(equals + 1)...]
            var value = String.UnicodeScalarView()
            if rest.first == "\"" {
                rest = rest.dropFirst()
                while let scalar = rest.first, scalar != "\"" {
                    rest = rest.dropFirst()
                    // Browsers write a quote as %22; only older clients escape it.
                    if scalar == "\\", rest.first == "\"" {
                        value.append("\"")
                        rest = rest.dropFirst()
                    } else {
                        value.append(scalar)
                    }
                }
                rest = rest.dropFirst()
            } else {
                while let scalar = rest.first, scalar != ";" {
                    value.append(scalar)
                    rest = rest.dropFirst()
                }
            }
            if values[name] == nil { values[name] = String(value) }
            guard let next = rest.firstIndex(of: ";") else { return }
            rest = rest[(next + 1)...]
        }
    }

    subscript(_ name: String) -> String? { values[name] }

    private static func trimmed(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars.filter { $0 != " " && $0 != "\t" })
        return String(view)
    }
}
