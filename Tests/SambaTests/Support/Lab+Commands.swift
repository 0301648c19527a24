import TestSupport

let domain = "corp.example.test"

extension Lab {
    private var script: String { get throws { try variable("ADINSPECT_LAB") } }

    /// Runs a command of `Docker/lab` that must succeed.
    @discardableResult
    func command(_ arguments: String..., timeout: Duration = .seconds(60)) async throws -> String {
        try await runSuccessfully(script, arguments, timeout: timeout)
    }

    /// Brings every domain controller back to how it was made; even for a test that has run out of time.
    func reset() async throws {
        try await Task { _ = try await command("reset", timeout: .seconds(120)) }.value
    }

    /// Runs a test that changes the lab, and takes the changes back however it ends.
    func changing(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            try await reset()
            throw error
        }
        try await reset()
    }

    /// Runs `samba-tool` in a domain controller, as Administrator.
    @discardableResult
    func sambaTool(on host: String, _ arguments: String...) async throws -> String {
        let password = try variable("ADINSPECT_LAB_ADMINISTRATOR_PASSWORD")
        return try await executeSuccessfully(
            on: host, ["samba-tool"] + arguments + ["--user=Administrator%\(password)"])
    }

    /// Runs a command as a report prints it, in a domain controller; only the password is put where it would be asked for.
    func run(printed command: String, on host: String = "dc1") async throws {
        let password = try variable("ADINSPECT_LAB_ADMINISTRATOR_PASSWORD")
        let text = command.replacing("-U Administrator", with: "-U 'Administrator%\(password)'")
        try await executeSuccessfully(on: host, ["sh", "-c", text])
    }

    /// Writes a change, as LDIF, into a domain controller's own database, without LDAP.
    func write(_ ldif: String, on host: String = "dc1", _ options: String...) async throws {
        try await executeSuccessfully(
            on: host, ["ldbmodify", "-H", "/var/lib/samba/private/sam.ldb"] + options, input: ldif + "\n")
    }

    /// Searches a domain controller's own database, without LDAP.
    func database(
        of host: String, base: String = "DC=corp,DC=example,DC=test", scope: String = "sub", _ filter: String,
        _ attributes: String...
    ) async throws -> [LDIFEntry] {
        LDIFEntry.parse(
            try await executeSuccessfully(
                on: host,
                ["ldbsearch", "-H", "/var/lib/samba/private/sam.ldb", "-b", base, "-s", scope, filter] + attributes))
    }

    /// Has `_ldap._tcp.pdc._msdcs` name another host, in dc1's DNS.
    func setPDCRecord(from old: String, to new: String) async throws {
        try await sambaTool(
            on: "dc1", "dns", "update", "dc1.\(domain)", "_msdcs.\(domain)", "_ldap._tcp.pdc", "SRV",
            "\(old).\(domain) 389 0 100", "\(new).\(domain) 389 0 100")
    }

    /// A run of `adinspect` that must end with a status; its report.
    func report(
        _ arguments: [String], environment: [String: String?] = [:], status: Int = 0, timeout: Duration = .seconds(60)
    ) async throws -> JSONValue {
        let result = try await adinspect(
            arguments + ["--format", "json"], environment: environment, timeout: timeout)
        guard result.status == status else {
            throw CommandFailed(command: ["adinspect"] + arguments, result: result)
        }
        return try JSONValue(result.output)
    }

    /// The options of a bind by name and password.
    func password(of user: String, at domain: String = domain) throws -> [String] {
        let file = try variable("ADINSPECT_LAB_\(user.uppercased())_PASSWORD_FILE")
        return ["--user", "\(user)@\(domain)", "--password-file", file]
    }
}
