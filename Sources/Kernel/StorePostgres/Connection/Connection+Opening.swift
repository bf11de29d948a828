import CPostgres
import Store

extension Connection {
    /// Opens a session and sets it up; what durability hangs on is read back.
    /// - Throws: `PostgresFailure`, its error in words that say what to do.
    static func open(_ address: PostgresAddress, role: Role, options: PostgresOptions) throws -> Connection {
        // Before the URL stand defaults it may change, behind it what it may not. A network that goes silent is noticed
        // in ten seconds, and a write never lands on a server that only reads.
        let parameters = [
            ("application_name", "motcua"), ("connect_timeout", "5"), ("keepalives_idle", "10"),
            ("tcp_user_timeout", "10000"), ("target_session_attrs", role == .writer ? "read-write" : "any"),
            ("dbname", address.url), ("client_encoding", "UTF8"),
        ]
        guard let raw = connect(parameters) else { throw PostgresFailure(.busy) }
        let connection = Connection(raw, Warnings())
        guard PQstatus(raw) == CONNECTION_OK else { throw PostgresFailure.refusal(connection.lastMessage, address) }
        try connection.inspect()
        connection.watchWarnings()
        guard PQenterPipelineMode(raw) == 1 else { throw PostgresFailure.lost(connection.lastMessage) }
        try connection.set(up: role, address.schema, options)
        try connection.prepareControl()
        return connection
    }

    private static func connect(_ parameters: [(name: String, value: String)]) -> OpaquePointer? {
        let names = parameters.map { $0.name.utf8CString }
        let values = parameters.map { $0.value.utf8CString }
        return withPointers(names) { names in
            withPointers(values) { values in PQconnectdbParams(names, values, 1) }
        }
    }

    /// The texts one after another in one piece of memory, and a null behind their pointers.
    private static func withPointers<Value>(
        _ texts: [ContiguousArray<CChar>], _ body: ([UnsafePointer<CChar>?]) -> Value
    ) -> Value {
        Array(texts.joined()).withUnsafeBufferPointer { bytes in
            var offset = 0
            var pointers: [UnsafePointer<CChar>?] = []
            for text in texts {
                pointers.append(bytes.baseAddress.map { $0 + offset })
                offset += text.count
            }
            return body(pointers + [nil])
        }
    }

    private func inspect() throws {
        let encoding = PQparameterStatus(raw, "server_encoding").map { String(cString: $0) } ?? "unknown"
        if let failure = PostgresFailure.unfit(version: PQserverVersion(raw), encoding: encoding) { throw failure }
    }

    /// A warning while a commit is under way means that it stands here but not where it was to be copied to.
    private func watchWarnings() {
        PQsetNoticeReceiver(
            raw,
            { context, _ in
                guard let context else { return }
                Unmanaged<Warnings>.fromOpaque(context).takeUnretainedValue().count += 1
            }, Unmanaged.passUnretained(warnings).toOpaque())
    }

    private func set(up role: Role, _ schema: String, _ options: PostgresOptions) throws {
        let stop = role == .reader ? Int(options.readLimit / .milliseconds(1)) : 0
        for text in [
            "SET search_path TO \"\(schema)\"",
            // Less than a warning is not for us; a warning during a commit is.
            "SET client_min_messages TO warning", "SET standard_conforming_strings TO on",
            // A stopped commit could be acknowledged without its copy: writes have no time limit but that of a lock.
            "SET statement_timeout TO \(stop)", "SET lock_timeout TO 5000",
            "SET idle_in_transaction_session_timeout TO \(Int(options.idleLimit / .milliseconds(1)))", "SET jit TO off",
            // Statements are kept and name their rows by key: planned once a session, not anew for the values of each run.
            "SET plan_cache_mode TO \(role == .writer ? "force_generic_plan" : "auto")",
        ] { try queue(text: text) }
        // `remote_apply` keeps more than `on`; everything else keeps less.
        try queue(
            text: """
                SELECT set_config('synchronous_commit',
                        CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END,
                        false),
                    current_setting('fsync')
                """)
        guard role == .writer, let kept = try flush().last else { return }
        guard ["on", "remote_apply"].contains(kept.text(0)), kept.text(1) == "on" || options.allowsUnsynced else {
            throw PostgresFailure.notDurable(kept.text(0), kept.text(1))
        }
    }
}
