import Dossiers

/// The headings of a worklist: each a link that sorts by it, and under it what of the rows can be narrowed to.
struct ListHeadings {
    let address: WorklistAddress
    let words: OfficerWords
    let rows: [WorklistRow]

    var model: [Model] {
        WorklistOrder.Column.allCases.map { column in
            let order = address.query.order
            let isSorted = order.column == column
            // By name, by name from the end, then as it was.
            let next: WorklistOrder =
                !isSorted || (column == .due && !order.isDescending)
                ? WorklistOrder(column, isDescending: isSorted)
                : order.isDescending ? .standard : WorklistOrder(column, isDescending: true)
            var model: Model = [
                "heading": words["col_\(column.rawValue)"],
                "sort_href": words.base + address.with { $0.order = next },
                "sort_sign": isSorted ? (order.isDescending ? "▾" : "▴") : "",
            ]
            if isSorted { model["aria_sort"] = order.isDescending ? "descending" : "ascending" }
            let facets = facets(column)
            if !facets.isEmpty {
                model["has_facets"] = true
                model["facets"] = facets
            }
            return model
        }
    }

    /// What stands in these rows and the list can be narrowed to; nothing where it is narrowed already.
    private func facets(_ column: WorklistOrder.Column) -> [Model] {
        switch column {
        case .due where address.query.heat == nil && address.query.list != .done:
            let heats = Set(rows.map(\.heat))
            return Heat.allCases.filter(heats.contains).map { heat in
                facet(words["heat_\(heat.rawValue)"]) { $0.heat = heat }
            }
        case .step where address.query.procedure == nil:
            let codes = Set(rows.map(\.procedure))
            return codes.map { (code: $0, name: words.procedure($0)) }.sorted { $0.name < $1.name }.map { procedure in
                facet(procedure.name) { $0.procedure = procedure.code }
            }
        default: return []
        }
    }

    private func facet(_ label: String, _ change: (inout WorklistQuery) -> Void) -> Model {
        ["facet_label": label, "facet_href": words.base + address.with(change)]
    }
}
