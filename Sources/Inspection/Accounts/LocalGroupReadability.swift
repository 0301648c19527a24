import ActiveDirectory
import LDAP

/// Whether the caller may read who is in the local groups of a domain, asked once for all accounts.
actor LocalGroupReadability {
    private let directory: Directory
    private let root: DistinguishedName
    private let caller: Observed<Token>
    private var answer: Task<String?, Never>?

    init(directory: Directory, root: DistinguishedName, caller: Observed<Token>) {
        self.directory = directory
        self.root = root
        self.caller = caller
    }

    /// Why a membership may have been overlooked; nil where every local group shows its members.
    func doubt() async -> String? {
        let task = answer ?? Task { [directory, root, caller] in await Self.ask(directory, root, caller) }
        answer = task
        return await task.value
    }

    private static func ask(
        _ directory: Directory, _ root: DistinguishedName, _ caller: Observed<Token>
    ) async -> String? {
        guard let token = caller.known else {
            return "the caller's own token did not come back, so that nothing proves that all members were shown"
        }
        let right = RightsCatalogue.wellKnown.readProperty("member")
        var unreadable: [String] = []
        var seen = 0
        let interruption = await directory.stream(
            root, .subtree, .hasAllBits("groupType", of: Int(GroupType.domainLocal.rawValue)), ["nTSecurityDescriptor"],
            controls: [.securityDescriptorParts()]
        ) { group in
            seen += 1
            guard let right, let descriptor = EntryReader(group).descriptor("nTSecurityDescriptor").known,
                AccessCheck(descriptor, ofClass: .groupClass).decision(on: right, for: token).answer == .granted
            else {
                unreadable.append(group.distinguishedName.description)
                return
            }
        }
        if let interruption { return interruption.why }
        guard seen > 0 else { return "no local group is shown" }
        guard let first = unreadable.min() else { return nil }
        return "\(unreadable.count) of \(seen) groups do not show who is in them, \(first) among them"
    }
}
