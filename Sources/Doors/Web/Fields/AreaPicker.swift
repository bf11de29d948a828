import Catalogue
import Civic
import Directory

/// Choosing a commune or ward without a script: type a name, old or new, press Search, pick from the list.
struct AreaPicker: Sendable {
    let atlas: AreaAtlas
    let today: Day

    func fill(_ model: inout Model, part: FormPart, chosen: String, searched: String?, words: Words) {
        let dom = FieldModels.dom(part.id)
        var options: [(code: String, label: String, note: String)] = []
        if !chosen.isEmpty, let label = name(chosen, words.language) { options.append((chosen, label, "")) }
        if let searched {
            model["searched"] = searched
            var isFound = false
            for match in atlas.search(searched, on: today, limit: 30) {
                for area in match.current where area.parent != nil {
                    isFound = true
                    let old = match.area == area ? "" : former(match.area, words)
                    if let known = options.firstIndex(where: { $0.code == area.code }) {
                        // Chosen before, now asked for by another name: that is what the person looks for beside it.
                        if area.code == chosen, options[known].note.isEmpty { options[known].note = old }
                    } else {
                        options.append((area.code, name(area.code, words.language) ?? area.code, old))
                    }
                }
            }
            if !isFound {
                model["nothing_found"] = true
                // The former choice still stands, and Continue would take it.
                if let still = options.first { model["still"] = words["area_still", ["name": still.label]] }
            }
        }
        model["has_options"] = !options.isEmpty
        model["options"] = options.prefix(20).enumerated().map { index, option -> Model in
            var row: Model = [
                "choice_id": "\(dom)-\(index)", "choice_value": option.code, "choice_label": option.label,
                // The only one found is taken as meant; Continue still shows it on the check page.
                "checked": option.code == chosen || (options.count == 1 && chosen.isEmpty),
            ]
            row.say("choice_note", option.note)
            return row
        }
    }

    /// `trước 1/7/2025: Phường Hàng Bông, Quận Hoàn Kiếm`: the people who ask know the place by its old name.
    private func former(_ area: Area, _ words: Words) -> String {
        let above = area.parent.flatMap { atlas.latest($0) }.flatMap {
            $0.parent == nil ? nil : $0.name[words.language]
        }
        let name = [area.name[words.language], above].compactMap { $0 }.joined(separator: ", ")
        guard let last = area.validTo else { return name }
        let end = Day(number: last.number + 1).components
        return words["area_was", ["name": name, "day": "\(end.day)/\(end.month)/\(end.year)"]]
    }

    /// `Phường Hoàn Kiếm, Thành phố Hà Nội`; nil for a code that names nothing.
    func name(_ code: String, _ language: Language) -> String? {
        guard let area = atlas.area(code, on: today) ?? atlas.latest(code) else { return nil }
        let parent = area.parent.flatMap { atlas.area($0, on: today) ?? atlas.latest($0) }
        return [area.name[language], parent?.name[language]].compactMap { $0 }.joined(separator: ", ")
    }
}
