/// SplitMix64: the same seed, the same city. Never for secrets.
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// The same stream for a numbered part, whatever the order in which parts are made.
    package func part(_ number: UInt64) -> SeededRandom {
        var one = SeededRandom(seed: state ^ (number &* 0xD134_2543_DE82_EF95 &+ 1))
        _ = one.next()
        return one
    }
}
