public import LDAP

/// The password policy on a domain object (MS-ADTS 3.1.1.5.2.1; MS-SAMR 3.1.1).
///
/// Durations are in whole seconds; `Duration.never` stands for the 64-bit minimum that means "never".
public struct PasswordPolicy: Sendable, Equatable, Codable {
    /// A length of time in the policy, or none.
    public enum Duration: Sendable, Equatable, Codable {
        case seconds(Int64)
        case never
    }

    public var minimumPasswordAge: Observed<Duration>
    public var maximumPasswordAge: Observed<Duration>
    public var minimumPasswordLength: Observed<Int>
    public var passwordHistoryLength: Observed<Int>
    public var complexityRequired: Observed<Bool>
    public var lockoutThreshold: Observed<Int>
    public var lockoutDuration: Observed<Duration>
    public var lockoutObservationWindow: Observed<Duration>

    public init(
        minimumPasswordAge: Observed<Duration>, maximumPasswordAge: Observed<Duration>,
        minimumPasswordLength: Observed<Int>, passwordHistoryLength: Observed<Int>, complexityRequired: Observed<Bool>,
        lockoutThreshold: Observed<Int>, lockoutDuration: Observed<Duration>,
        lockoutObservationWindow: Observed<Duration>
    ) {
        self.minimumPasswordAge = minimumPasswordAge
        self.maximumPasswordAge = maximumPasswordAge
        self.minimumPasswordLength = minimumPasswordLength
        self.passwordHistoryLength = passwordHistoryLength
        self.complexityRequired = complexityRequired
        self.lockoutThreshold = lockoutThreshold
        self.lockoutDuration = lockoutDuration
        self.lockoutObservationWindow = lockoutObservationWindow
    }
}

/// A fine-grained password policy (class msDS-PasswordSettings).
public struct PasswordSettingsObject: Sendable, Equatable, Codable {
    public var name: String
    public var distinguishedName: DistinguishedName
    public var precedence: Observed<Int>
    public var minimumPasswordAge: Observed<PasswordPolicy.Duration>
    /// The users and groups it is linked to.
    public var appliesTo: Observed<[DistinguishedName]>

    public init(
        name: String, distinguishedName: DistinguishedName, precedence: Observed<Int>,
        minimumPasswordAge: Observed<PasswordPolicy.Duration>, appliesTo: Observed<[DistinguishedName]>
    ) {
        self.name = name
        self.distinguishedName = distinguishedName
        self.precedence = precedence
        self.minimumPasswordAge = minimumPasswordAge
        self.appliesTo = appliesTo
    }
}
