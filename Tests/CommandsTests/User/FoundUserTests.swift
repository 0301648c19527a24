import ActiveDirectory
import Inspection
import LDAP
import TestSupport
import Testing

@testable import Commands

/// From what the directory showed to the one user, or to a refusal.
@Suite struct FoundUserTests {
    private static func object(_ name: String, _ kind: DirectoryUser.Kind, domain: String = "corp.example.test")
        -> DirectoryUser
    {
        DirectoryUser(
            distinguishedName: DistinguishedName("CN=\(name),DC=corp,DC=example,DC=test"), domain: domain,
            readFrom: "dc1", kind: kind, sid: .notReturned, guid: .notReturned, samAccountName: .value(name),
            userPrincipalName: .notReturned, userAccountControl: .notReturned, computedAccountControl: .notReturned,
            lockoutTime: .notReturned, passwordLastSet: .notReturned, expires: .notReturned, adminCount: .notReturned,
            resultantPolicy: .notReturned, passwordSettings: .notReturned, token: .notReturned,
            descriptor: .notReturned, containers: [], attributes: [])
    }

    private static func failure(_ found: Observed<[DirectoryUser]>) -> CommandFailure? {
        do {
            _ = try FoundUser(found, named: "x", in: "corp.example.test")
            return nil
        } catch {
            return error as? CommandFailure
        }
    }

    @Test(arguments: [DirectoryUser.Kind.user, .inetOrgPerson]) func oneUserIsIt(_ kind: DirectoryUser.Kind) throws {
        let user = Self.object("alice", kind)
        #expect(try FoundUser(.value([user]), named: "alice", in: "corp.example.test").user == user)
        // That another domain was not read is no reason against the one that was found.
        #expect(try FoundUser(.partial([user], why: "emea is away"), named: "alice", in: "").user == user)
    }

    @Test(arguments: [
        (DirectoryUser.Kind.computer, "a computer"), (.group, "a group"),
        (.groupManagedServiceAccount, "a group managed service account"),
        (.managedServiceAccount, "a managed service account"), (.other, "neither user nor inetOrgPerson"),
    ])
    func whatIsNoUserIsRefused(_ kind: DirectoryUser.Kind, _ words: String) throws {
        let failure = try #require(Self.failure(.value([Self.object("thing", kind)])))
        #expect(failure.status == .notFound && failure.returned.hasSuffix("is \(words)"))
    }

    @Test func notFound() throws {
        #expect(try #require(Self.failure(.notReturned)).status == .notFound)
    }

    @Test func notFoundWhereADomainWasNotSearchedIsUndecided() throws {
        let failure = try #require(Self.failure(.unreachable(why: "emea.corp.example.test could not be read")))
        #expect(failure.status == .undecided && failure.returned.contains("emea.corp.example.test"))
    }

    @Test func severalAreNamed() throws {
        let failure = try #require(
            Self.failure(.value([Self.object("b", .user, domain: "emea.corp.example.test"), Self.object("a", .user)])))
        #expect(failure.status == .usage)
        #expect(
            failure.returned
                == "2 objects: CN=a,DC=corp,DC=example,DC=test (corp.example.test); "
                + "CN=b,DC=corp,DC=example,DC=test (emea.corp.example.test)")
    }

    // MARK: The command line

    @Test(arguments: ["", "CORP\\", "a\\b\\c", "@x", "x@", "a\nb", "a\u{1}b"])
    func aNameThatIsNoneIsRefusedBeforeAnythingIsSent(_ name: String) async throws {
        let names = try ScriptedNameServer(ScriptedNameServer.Zone())
        let password = try Executable.file("Lab.Secret.1\n")
        let refusal = try await Executable.refusal(
            64,
            [
                "user", "corp.example.test", name, "--dns-server", names.address, "--user", "alice", "--password-file",
                password,
            ])
        #expect(refusal.meaning == "This can be the name of no account.")
        #expect(names.questions.isEmpty)
    }

    @Test(arguments: [[], ["corp.example.test"], ["corp.example.test", "a", "b"]])
    func tooFewOrTooManyNames(_ arguments: [String]) async throws {
        let refusal = try await Executable.refusal(64, ["user"] + arguments)
        #expect(refusal.advice == "See `adinspect user --help`.")
    }

    @Test func aConnectorAccountThatIsNoNameIsRefused() async throws {
        let refusal = try await Executable.refusal(
            64, ["user", "corp.example.test", "alice", "--user", "bob", "--connector-account", "a\\b\\c"])
        #expect(refusal.attempted.contains("--connector-account"))
    }
}
