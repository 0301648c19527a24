import Inspection
import LDAP

/// The one user that a name led to.
struct FoundUser {
    let user: DirectoryUser

    /// - Throws: ``CommandFailure``: 66 where nothing was found, or no user; 64 where the name fits several; 3 where it was not found
    ///   and a domain could not be searched.
    init(_ found: Observed<[DirectoryUser]>, named name: String, in forest: String) throws {
        let users = found.known ?? []
        guard let first = users.first else { throw Self.notFound(found, name, forest) }
        guard users.count == 1 else { throw Self.ambiguous(users, name) }
        guard first.kind == .user || first.kind == .inetOrgPerson else { throw Self.noUser(first, name) }
        user = first
    }

    private static func notFound(
        _ found: Observed<[DirectoryUser]>, _ name: String, _ forest: String
    ) -> CommandFailure {
        let attempted = "find the user \"\(name)\" in the forest \(forest)"
        if case .notReturned = found {
            return CommandFailure(
                .notFound, attempted: attempted, returned: "no object of that name",
                meaning: "No domain of the forest shows such an account to the bound account.",
                advice:
                    "Check the spelling, try another form (sAMAccountName, UPN, DN, SID), or an account that may see it."
            )
        }
        return CommandFailure(
            .undecided, attempted: attempted, returned: found.why ?? found.state,
            meaning: "It is in none of the domains that could be searched; it may be in another.",
            advice: "Run it again when every domain can be reached, or as an account that may search them.")
    }

    private static func ambiguous(_ users: [DirectoryUser], _ name: String) -> CommandFailure {
        CommandFailure(
            .usage, attempted: "tell which user \"\(name)\" is",
            returned: "\(users.count) objects: "
                + users.map { "\($0.distinguishedName) (\($0.domain))" }.sorted().joined(separator: "; "),
            meaning: "The name fits more than one object of the forest.",
            advice: "Name it by its distinguished name, its SID, or as DOMAIN\\user.")
    }

    private static func noUser(_ object: DirectoryUser, _ name: String) -> CommandFailure {
        let kind =
            switch object.kind {
            case .computer: "a computer"
            case .group: "a group"
            case .managedServiceAccount: "a managed service account"
            case .groupManagedServiceAccount: "a group managed service account"
            default: "neither user nor inetOrgPerson"
            }
        return CommandFailure(
            .notFound, attempted: "judge \"\(name)\" as a user", returned: "\(object.distinguishedName) is \(kind)",
            meaning: "Password writeback concerns users only.", advice: "Name a user.")
    }
}
