/// What is wrong with a page's form: the summary at its head, and each field's own line.
struct PageErrors {
    private var entries: [(field: String, text: String)]

    init(_ entries: (field: String, text: String)...) {
        self.entries = entries
    }

    var isEmpty: Bool { entries.isEmpty }

    /// What is wrong with one field.
    subscript(_ field: String) -> String? { entries.first { $0.field == field }?.text }

    mutating func add(_ field: String, _ text: String) { entries.append((field, text)) }

    /// - Parameter model: gets `errors` for the summary and `error_<field>` beside each field.
    func put(into model: inout Model) {
        guard !entries.isEmpty else { return }
        model["has_errors"] = true
        model["errors"] = entries.map { ["error_href": "#\($0.field)", "error_text": $0.text] as Model }
        for entry in entries {
            model["error_" + entry.field.replacing("f-", with: "").replacing("-", with: "_")] = entry.text
        }
    }
}

/// An entry of a list to choose from.
enum Choice {
    static func option(_ value: String, _ label: String, selected: Bool = false) -> Model {
        var model: Model = ["option_value": value, "option_label": label]
        if selected { model["is_selected"] = true }
        return model
    }
}
