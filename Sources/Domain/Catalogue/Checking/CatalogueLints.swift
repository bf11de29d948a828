package import CityFolder

/// What the Catalogue checks in a city folder.
package enum CatalogueLints {
    package static let all: [Lint] = [
        Lint(room: "Catalogue", run: CityLint.run),
        Lint(room: "Catalogue", run: TablesLint.run),
        Lint(room: "Catalogue", run: TextsLint.run),
        Lint(room: "Catalogue", run: PlacesLint.run),
        Lint(room: "Catalogue", run: ProceduresLint.run),
        Lint(room: "Catalogue", run: GuidesLint.run),
        Lint(room: "Catalogue", run: BundleLint.run),
    ]
}
