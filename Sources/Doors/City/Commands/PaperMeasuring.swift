import CityFolder
import Civic
import Papers
import Rules

/// `motcua paper measure`: how fast this machine prints and signs. Nothing is kept.
package enum PaperMeasuring {
    package struct Figures: Sendable {
        package let documents: Int
        package let bytesEach: Int
        package let printSeconds: Double
        package let signSeconds: Double
        package let verifySeconds: Double
    }

    /// Prints the paper, each with another code, then signs all as one person with a visible picture and a timestamp, then
    /// verifies all.
    ///
    /// - Parameter code: a paper of the city.
    package static func run(
        _ files: HouseFiles, _ code: String, documents: Int, algorithm: String
    ) async throws -> Figures {
        let clock = SystemClock()
        let now = clock.now()
        let folder = try CityHouse.cityFolder(files)
        let cabinet = PaperCabinet(folder, Findings())
        guard let algorithm = SigningAlgorithm(rawValue: algorithm) else {
            throw HouseProblem.badSetting("--algorithm \(algorithm)")
        }
        guard let template = cabinet.template(code, on: CityZone.hanoi.day(now)),
            let fields = CityHouse.paperFields(folder)(template)
        else { throw PapersProblem.noTemplate(code) }
        let press = PaperPress()
        let watch = ContinuousClock()

        let begun = watch.now
        let papers = try await withThrowingTaskGroup(of: PrintedPaper.self) { group in
            for number in 0..<documents {
                group.addTask {
                    var values = PaperSample.full(fields)
                    values["code"] = .string("H26-\(number)")
                    return try await press.render(template, with: values, dated: now)
                }
            }
            var papers: [PrintedPaper] = []
            for try await paper in group { papers.append(paper) }
            return papers
        }
        let printed = watch.now

        let test = try TestAuthority(now: now, algorithm: algorithm)
        let (key, chain) = try test.issue(to: "Trần Văn Đức", of: "UBND phường", algorithm)
        let signer = try LocalSigner(key, chain: chain)
        let stamps = LocalTimestampAuthority(
            signer: test.stamper, clock: clock, ids: IDGenerator(node: 0, clock: clock))
        let signing = watch.now
        let picture = try await press.render(
            .words(["Người ký: Trần Văn Đức"], .blue), width: 140, height: 50, dated: now)
        var signed: [[UInt8]] = []
        for paper in papers {
            let place = SignatureRectangle(page: 1, x: 250, y: 400, width: 140, height: 50)
            signed.append(
                try await PaperSigning.signed(
                    paper.bytes,
                    SignatureRequest(
                        field: "leader", name: "Trần Văn Đức", at: now, look: .init(place: place, picture: picture)),
                    by: signer, timestamps: stamps))
        }
        let signedAt = watch.now

        let verifier = PaperVerifier(trusting: TrustStore(roots: [test.root.certificate]))
        for paper in signed {
            guard await verifier.verdict(on: paper, at: clock.now()).standing < .undetermined else {
                throw SigningProblem.encoding("a paper just signed is not valid")
            }
        }
        return Figures(
            documents: documents, bytesEach: signed.map(\.count).reduce(0, +) / max(1, documents),
            printSeconds: seconds(printed - begun), signSeconds: seconds(signedAt - signing),
            verifySeconds: seconds(watch.now - signedAt))
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
