package import Civic
import Crypto
package import Directory
import Journal
package import Rules
package import Store

/// The results a city signed: printed, signed, sealed, released, taken back. Every change is an event of the result's
/// own stream, whose header carries the hash of the file.
package struct ResultBook: Sendable {
    package typealias Writes = @Sendable (any Transaction) throws -> Void

    let database: any Database
    let uploads: UploadBook
    let clock: any CityClock
    let ids: IDGenerator
    let timestamps: (any TimestampAuthority)?

    /// - Parameter timestamps: nil: signatures say when by the city's clock alone (PAdES B-B).
    package init(
        database: any Database, uploads: UploadBook, clock: any CityClock, ids: IDGenerator,
        timestamps: (any TimestampAuthority)? = nil
    ) {
        self.database = database
        self.uploads = uploads
        self.clock = clock
        self.ids = ids
        self.timestamps = timestamps
    }

    // MARK: - Reading

    package func result(_ code: VerifyCode) async throws -> SignedResult? {
        try await database.read { try $0.first(ResultStore.byCode, [.text(code.text)], SignedResult.init(row:)) }
    }

    /// By the hash of the whole file.
    package func result(sha256: [UInt8]) async throws -> SignedResult? {
        try await database.read { try $0.first(ResultStore.byHash, [.blob(sha256)], SignedResult.init(row:)) }
    }

    package func results(of dossier: ID<PaperLink>) async throws -> [SignedResult] {
        try await database.read { try $0.all(ResultStore.byDossier, [.id(dossier)], SignedResult.init(row:)) }
    }

    /// What a person or an organisation was given, newest first.
    package func released(to owner: ID<Subject>) async throws -> [SignedResult] {
        try await database.read { try $0.all(ResultStore.byOwner, [.id(owner)], SignedResult.init(row:)) }
    }

    package func bytes(of result: SignedResult) async throws -> [UInt8] {
        try await uploads.serve(result.upload).bytes
    }

    /// What holds of its file now; that it was erased is a finding like others.
    package func check(_ result: SignedResult, by verifier: PaperVerifier) async throws -> PaperVerdict {
        do {
            return await verifier.verdict(on: try await bytes(of: result), at: clock.now())
        } catch PapersProblem.erased {
            return PaperVerdict(sha256: result.sha256, signatures: [], findings: [.erased])
        }
    }

    /// Against the last signed head; nil for the seconds until one covers it.
    package func proof(of result: SignedResult) async throws -> ResultProof? {
        try await database.read { transaction in
            guard let proof = try Journal.proof(of: result.event, in: transaction) else { return nil }
            return ResultProof(
                event: Self.eventName(result), header: proof.header, position: proof.position,
                path: proof.path.map(\.bytes), size: proof.head.size,
                root: proof.head.root.bytes, headAt: proof.head.at, keyID: proof.head.keyID,
                signature: proof.head.signature)
        }
    }

    private static func eventName(_ result: SignedResult) -> String {
        switch result.state {
        case .signed: result.sealedAt == nil ? "papers.resultSigned" : "papers.resultSealed"
        case .released: "papers.resultReleased"
        case .revoked: "papers.resultRevoked"
        case .replaced: "papers.resultReplaced"
        }
    }

    // MARK: - Signing

    /// Prints the result and signs it with a person's key, seen where Decree 30/2020 puts it.
    ///
    /// - Parameters:
    ///   - values: the template's fields without `city` and `verify`.
    ///   - name: of who signs, as it stands on the paper.
    /// - Returns: what to write with the step that signs; a signed paper that was never released goes with it.
    package func sign(
        _ order: ResultOrder, _ template: PaperTemplate, _ values: [String: RuleValue], in room: PrintRoom,
        by signer: any Signer, name: String, actor: Actor
    ) async throws -> Writes {
        let now = clock.now()
        var values = values
        values["verify"] = [
            "code": .string(order.code.description), "address": .string(room.address(of: order.code)),
        ]
        let printed = try await room.render(template, with: values, dated: now)
        guard let spot = printed.signatures.first(where: { $0.id == PaperTemplate.leader }) else {
            throw SigningProblem.unsignable("the paper \(template.code) has no place for a signature")
        }
        let place = SignatureRectangle(spot)
        let picture = try await room.press.render(
            .words(["Người ký: \(name)", "Thời gian ký: \(Self.moment(now))"], .blue, from: 1.0 / 3),
            width: place.width,
            height: place.height, dated: now)
        let signed = try await PaperSigning.signed(
            printed.bytes,
            SignatureRequest(
                field: PaperTemplate.leader, name: name, at: now, look: .init(place: place, picture: picture)),
            by: signer, timestamps: timestamps)
        let (upload, insert) = try await uploads.store(signed, name: Self.fileName(order), order.owner, order.dossier)
        let holder = try room.holder(of: template, values)
        let id: ID<SignedResult> = ids.next()
        let event = event("papers.resultSigned", of: id, 1, upload, order.dossier, at: now, actor)
        let row: [SQLValue] = [
            .id(id), .text(order.code.text), .id(order.dossier), .id(order.owner), .text(template.code),
            .text(template.version), .text(order.name.vi), .text(order.name.en), .optional(order.number),
            .text(order.unit), .text(holder), .id(upload.id), .blob(upload.sha256), .text(place.stored),
            .instant(now), .id(event.id),
        ]
        return { transaction in
            let stale = try transaction.all(ResultStore.unreleased, [.id(order.dossier)]) {
                ($0.id(0, of: SignedResult.self), $0.id(1, of: Upload.self))
            }
            for (result, file) in stale {
                try transaction.execute(ResultStore.remove, [.id(result)])
                try transaction.execute(PapersStore.remove, [.id(file), .id(order.dossier)])
            }
            try insert(transaction)
            try transaction.execute(ResultStore.insert, row)
            try Journal.append(event, in: transaction)
        }
    }

    /// The body's seal beside the person's signature, set by two (Decree 30/2020, Annex I: red, over a third of it).
    package func seal(
        _ result: SignedResult, by signer: any Signer, organisation: String, in room: PrintRoom, actor: Actor
    ) async throws -> (result: SignedResult, writes: Writes) {
        let now = clock.now()
        let place = SignatureRectangle.seal(over: result.place, side: min(100, result.place.height * 1.2))
        let picture = try await room.press.render(
            .words([organisation, "Đã đóng dấu số", Self.moment(now)], .red), width: place.width,
            height: place.height, dated: now)
        let signed = try await PaperSigning.signed(
            try await bytes(of: result),
            SignatureRequest(field: "seal", name: organisation, at: now, look: .init(place: place, picture: picture)),
            by: signer, timestamps: timestamps)
        let old = result.upload
        let link = result.dossier
        let (upload, insert) = try await uploads.store(
            signed, name: "ket-qua.pdf", result.owner, link)
        let event = event("papers.resultSealed", of: result.id, result.events + 1, upload, link, at: now, actor)
        let sealed = result.sealed(upload, at: now, event.id)
        return (
            sealed,
            { transaction in
                try insert(transaction)
                try transaction.execute(
                    ResultStore.seal,
                    [
                        .id(upload.id), .blob(upload.sha256), .instant(now), .id(event.id), .id(result.id),
                        .int(result.events),
                    ], changing: 1, else: SigningProblem.fieldTaken("seal"))
                try transaction.execute(PapersStore.remove, [.id(old), .id(link)])
                try Journal.append(event, in: transaction)
            }
        )
    }

    /// The owner's from now on. What it corrects is replaced by it, for a reason that the page of the old one says.
    package func release(
        _ result: SignedResult, replacing earlier: SignedResult?, because reason: String = "", by actor: Actor
    ) -> Writes {
        let now = clock.now()
        let event = event("papers.resultReleased", of: result, at: now, actor)
        let replaced = earlier.map {
            ending($0, as: .replaced, reason: VietnameseText.nfc(reason), by: result.code, at: now, actor)
        }
        return { transaction in
            try transaction.execute(
                ResultStore.release, [.instant(now), .id(event.id), .id(result.id), .int(result.events)],
                changing: 1, else: PapersProblem.resultEnded)
            try Journal.append(event, in: transaction)
            try replaced?(transaction)
        }
    }

    /// Takes a released result back. The paper stays, and its page says so.
    ///
    /// - Throws: `PapersProblem.reasonMissing`, `.resultEnded`.
    package func revocation(
        of result: SignedResult, reason: String, by actor: Actor
    ) throws(PapersProblem) -> Writes {
        guard !reason.isEmpty else { throw .reasonMissing }
        guard result.state == .released else { throw .resultEnded }
        return ending(result, as: .revoked, reason: VietnameseText.nfc(reason), by: nil, at: clock.now(), actor)
    }

    private func ending(
        _ result: SignedResult, as state: SignedResult.State, reason: String, by other: VerifyCode?, at now: Instant,
        _ actor: Actor
    ) -> Writes {
        let kind = state == .revoked ? "papers.resultRevoked" : "papers.resultReplaced"
        let event = event(kind, of: result, at: now, actor, reason)
        return { transaction in
            try transaction.execute(
                ResultStore.end,
                [
                    .text(state.rawValue), .instant(now), .text(reason), .optional(other?.text), .id(event.id),
                    .id(result.id), .int(result.events),
                ], changing: 1, else: PapersProblem.resultEnded)
            try Journal.append(event, in: transaction)
        }
    }

    // MARK: - Events

    private func event(
        _ kind: String, of result: SignedResult, at now: Instant, _ actor: Actor, _ reason: String = ""
    ) -> NewEvent {
        event(
            kind, of: result.id, result.events + 1, sha256: result.sha256Text, result.dossier, at: now, actor, reason)
    }

    private func event(
        _ kind: String, of result: ID<SignedResult>, _ number: Int64, _ upload: Upload, _ dossier: ID<PaperLink>,
        at now: Instant, _ actor: Actor
    ) -> NewEvent {
        event(kind, of: result, number, sha256: upload.sha256Text, dossier, at: now, actor, "")
    }

    private func event(
        _ kind: String, of result: ID<SignedResult>, _ number: Int64, sha256: String, _ dossier: ID<PaperLink>,
        at now: Instant, _ actor: Actor, _ reason: String
    ) -> NewEvent {
        NewEvent(
            id: ids.next(), stream: result.retyped(), streamSeq: number, kind: kind, at: now,
            actor: actor.journalActor, facts: ["dossier": .int(dossier.rawValue), "sha256": .text(sha256)],
            body: BodyWriter.object { $0.text("reason", reason) }, salt: .random())
    }

    /// `09:05:12 27/11/2026 +07:00`, the city's time.
    static func moment(_ instant: Instant) -> String {
        let local = CityZone.hanoi.local(instant)
        let seconds = instant.milliseconds / 1_000 % 60
        return "\(local.time.text):\(seconds < 10 ? "0" : "")\(seconds) \(HouseDates.text(local.day)) +07:00"
    }

    private static func fileName(_ order: ResultOrder) -> String { "ket-qua-\(order.code.text.lowercased()).pdf" }
}
