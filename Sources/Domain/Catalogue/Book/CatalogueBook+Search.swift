import Civic

/// A page of the catalogue.
package struct CatalogueSearch: Sendable {
    package let entries: [CatalogueEntry]
    /// How many there are on all pages.
    package let total: Int
}

extension CatalogueBook {
    /// Looks procedures up by words, with or without marks, in any case and form of Unicode; with no words, lists them
    /// all (modelled ones first, then by name). What is internal between bodies is left out unless asked for.
    package func search(
        _ query: String = "", field: String? = nil, level: String? = nil, lifeEvent: String? = nil,
        onlyOnline: Bool = false, includeInternal: Bool = false, limit: Int = 20, offset: Int = 0
    ) -> CatalogueSearch {
        let event = lifeEvent.map { Set(self.lifeEvent($0)?.codes ?? []) }
        func admits(_ position: Int) -> Bool {
            let entry = entries[position]
            return (includeInternal || entry.isForResidents) && (field.map { entry.field == $0 } ?? true)
                && (level.map { entry.level == $0 } ?? true) && (event?.contains(entry.code) ?? true)
                && (!onlyOnline || entry.online == .full || entry.online == .partial)
        }
        let found: [Int]
        if SearchIndex.words(VietnameseText.fold(query)).isEmpty {
            let all = entries.indices.filter(admits)
            found = all.filter { isModelled(entries[$0].code) } + all.filter { !isModelled(entries[$0].code) }
        } else {
            found = index.search(query, admits: admits).map(\.position)
        }
        let from = min(max(0, offset), found.count)
        let page = found[from..<min(found.count, from + max(0, limit))]
        return CatalogueSearch(entries: page.map { entries[$0] }, total: found.count)
    }

    /// The occasions of life to offer before a list: those that are called so or that hold the best answer; with no words,
    /// or where nothing was found, all of them.
    package func lifeEvents(for query: String, found: CatalogueSearch) -> [LifeEvent] {
        let asked = SearchIndex.words(VietnameseText.fold(query))
        let named = guided(query)
        let others = lifeEvents.filter { event in !named.contains { $0.id == event.id } }
        guard !asked.isEmpty, let best = found.entries.first else { return named + others }
        return named
            + others.filter { event in
                let name = SearchIndex.words(
                    VietnameseText.fold(event.name.vi) + " " + VietnameseText.fold(event.name.en))
                return event.codes.contains(best.code) || asked.allSatisfy(name.contains)
            }
    }

    /// Those with a guide whose name these words hold, or are held by: "sinh con", "having a baby".
    private func guided(_ query: String) -> [LifeEvent] {
        let asked = VietnameseText.fold(query)
        guard asked.count >= 4 else { return [] }
        return guides.compactMap { lifeEvent($0.event) }.filter { event in
            Language.allCases.contains { language in
                let name = VietnameseText.fold(event.name[language])
                return name.contains(asked) || asked.contains(name)
            }
        }
    }

    /// What to offer while somebody types.
    package func suggestions(_ typed: String, limit: Int = 8) -> [CatalogueEntry] {
        VietnameseText.fold(typed).count < 2 ? [] : search(typed, limit: limit).entries
    }
}
