import ActiveDirectory
import LDAP

/// Counts users as they come, and forgets them: what it holds grows with how much they differ, not with how many they are.
struct PopulationHistogram {
    /// What ends the growth for a directory in which everybody differs from everybody.
    struct Limits {
        var descriptors = 50_000
        var descriptorBytes = 256 << 20
        var groups = 250_000
    }

    private let limits: Limits
    private(set) var users = 0
    private(set) var ungrouped = 0
    private(set) var groups: [PopulationKey: Count] = [:]
    private(set) var descriptors: DescriptorTable
    private(set) var containers = NameTable()
    /// By container: where the descriptor of the last user in it was.
    private var guesses: [DescriptorTable.Guess?] = []
    private(set) var passwordSettings = NameTable()

    init(limits: Limits = Limits()) {
        self.limits = limits
        descriptors = DescriptorTable(maximumCount: limits.descriptors, maximumBytes: limits.descriptorBytes)
    }

    mutating func add(_ member: PopulationMember) {
        users += 1
        let isGrowing = groups.count < limits.groups
        guard let key = key(of: member, isNewWelcome: isGrowing), isGrowing || groups[key] != nil else {
            ungrouped += 1
            return
        }
        groups[key, default: Count()].add(member.distinguishedName.description, member.guid)
    }

    /// Nil where a table has no room for a name that is not in it.
    private mutating func key(of member: PopulationMember, isNewWelcome: Bool) -> PopulationKey? {
        guard
            let container = containers.number(of: member.distinguishedName.containerText, isNewWelcome: isNewWelcome)
        else { return nil }
        var settings: Int32?
        if let value = member.passwordSettingsObject {
            settings = passwordSettings.number(of: String(decoding: value, as: UTF8.self), isNewWelcome: isNewWelcome)
            if settings == nil { return nil }
        }
        return PopulationKey(
            container: container,
            objectClass: .init(member.objectClass) { $0 },
            descriptor: member.descriptor.map { place(of: $0, in: container) },
            accountControl: .init(member.accountControl) {
                UserAccountControl($0)?.intersection(Population.countedFlags)
            },
            adminCount: .init(member.adminCount) { Int64($0).map { $0 != 0 } },
            passwordSettingsObject: settings)
    }

    private mutating func place(of descriptor: [UInt8], in container: Int32) -> DescriptorTable.Place {
        while guesses.count <= Int(container) { guesses.append(nil) }
        return descriptors.place(of: descriptor, guess: &guesses[Int(container)])
    }

    /// How many have a key, and who for example.
    struct Count {
        private(set) var users = 0
        private(set) var examples: [(name: String, guid: [UInt8]?)] = []

        /// The first by name stay, whatever the order in which they come.
        mutating func add(_ name: String, _ guid: [UInt8]?) {
            users += 1
            let limit = Population.examplesPerGroup
            if examples.count == limit, let last = examples.last, !Self.precedes(name, last.name) { return }
            let place = examples.firstIndex { Self.precedes(name, $0.name) } ?? examples.endIndex
            examples.insert((name, guid), at: place)
            if examples.count > limit { examples.removeLast() }
        }

        private static func precedes(_ left: String, _ right: String) -> Bool {
            left.utf8.lexicographicallyPrecedes(right.utf8)
        }
    }
}

/// By what users are told apart; names and descriptors by their numbers.
struct PopulationKey: Hashable {
    var container: Int32
    var objectClass: Reading<String>
    var descriptor: DescriptorTable.Place?
    var accountControl: Reading<UserAccountControl>
    var adminCount: Reading<Bool>
    var passwordSettingsObject: Int32?

    /// An attribute's value, or why there is none.
    enum Reading<Value: Hashable & Sendable>: Hashable {
        case value(Value)
        case notReturned
        case unreadable

        init(_ bytes: [UInt8]?, _ read: (String) -> Value?) {
            guard let bytes else {
                self = .notReturned
                return
            }
            self = String(validating: bytes, as: UTF8.self).flatMap(read).map { .value($0) } ?? .unreadable
        }

        func observed(_ attribute: String) -> Observed<Value> {
            switch self {
            case .value(let value): .value(value)
            case .notReturned: .notReturned
            case .unreadable: .hidden(why: "\(attribute) came back in a form that could not be read")
            }
        }
    }
}
