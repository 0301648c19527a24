/// How far a scan of users has come.
public struct PopulationProgress: Sendable, Hashable {
    /// The users that have come.
    public var users: Int
    /// How many there are, where that is known or the caller set a limit.
    public var of: Int?
    /// Since the first question, in seconds.
    public var seconds: Double

    public init(users: Int, of: Int?, seconds: Double) {
        self.users = users
        self.of = of
        self.seconds = seconds
    }

    /// Users a second, on the whole.
    public var rate: Double { seconds > 0 ? Double(users) / seconds : 0 }

    /// How long the rest takes at this rate, in seconds; nil where the end or the rate is not known.
    public var secondsLeft: Double? {
        guard let of, users > 0, rate > 0 else { return nil }
        return Double(max(0, of - users)) / rate
    }
}
