import Store

enum ThrottleStore {
    static let take = Statement(
        """
        INSERT INTO throttle (bucket, window_start, window_end, used) VALUES (?, ?, ?, 1)
        ON CONFLICT (bucket, window_start) DO UPDATE SET used = throttle.used + 1 RETURNING used
        """)
    static let giveBack = Statement(
        "UPDATE throttle SET used = used - 1 WHERE bucket = ? AND window_start = ? AND used > 0")
    static let sweep = Statement("DELETE FROM throttle WHERE window_end <= ?")

    static let statements = [take, giveBack, sweep]
}
