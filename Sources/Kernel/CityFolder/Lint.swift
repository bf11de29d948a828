/// What one room checks in its own files. `City` gathers them; `check` runs them all.
package struct Lint: Sendable {
    package let room: String
    package let run: @Sendable (CityFolder, Findings) -> Void

    package init(room: String, run: @escaping @Sendable (CityFolder, Findings) -> Void) {
        self.room = room
        self.run = run
    }
}

extension CityFolder {
    /// Runs every lint; the answer is sorted by file and line.
    package func check(_ lints: [Lint]) -> [Diagnostic] {
        let findings = Findings()
        findings.add(faults)
        for lint in lints { lint.run(self, findings) }
        return findings.sorted
    }
}
