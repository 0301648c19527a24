import Foundation

/// The containers of `Docker/lab`: real Active Directory domain controllers, as Samba makes them.
package struct Lab: Sendable {
    /// What `Docker/lab env` prints, but `PATH`, whose value only a shell can tell.
    package let environment: [String: String]

    /// The domain controllers that answer DNS, separated by blanks.
    package var dnsServer: String { get throws { try variable("ADINSPECT_DNS_SERVER") } }
    /// `REALM=ADDRESS`, separated by blanks.
    package var kdc: String { get throws { try variable("ADINSPECT_KDC") } }
    package var caFile: String { get throws { try variable("ADINSPECT_CA_FILE") } }
    package var ccache: String { get throws { try variable("ADINSPECT_CCACHE") } }

    private static let script = PackageLayout.root + "/Docker/lab"
    private static let current = Task { try await Lab() }

    /// The lab that is up.
    ///
    /// - Throws: ``LabNotUp``: a test that cannot run fails.
    package static func required() async throws -> Lab { try await current.value }

    private init() async throws {
        guard FileManager.default.isExecutableFile(atPath: Self.script) else {
            throw LabNotUp(why: "there is no \(Self.script)")
        }
        let result = try await run(Self.script, ["env"], timeout: .seconds(30))
        guard result.status == 0 else {
            throw LabNotUp(why: "Docker/lab env ended with \(result.status): \(result.errors)")
        }
        environment = Self.parse(result.output).filter { $0.key.hasPrefix("ADINSPECT_") }
        guard environment["ADINSPECT_DNS_SERVER"] != nil else {
            throw LabNotUp(why: "Docker/lab env does not name ADINSPECT_DNS_SERVER: \(result.output)")
        }
    }

    /// One of the variables.
    ///
    /// - Throws: ``LabNotUp`` when `Docker/lab env` does not set it.
    package func variable(_ name: String) throws -> String {
        guard let value = environment[name] else { throw LabNotUp(why: "Docker/lab env does not set \(name)") }
        return value
    }

    /// Runs `Docker/lab` itself, such as `drop dc2` or `audit dc1`; it must succeed.
    @discardableResult
    package func command(_ arguments: String..., timeout: Duration = .seconds(60)) async throws -> String {
        try await runSuccessfully(Self.script, arguments, timeout: timeout)
    }

    /// Runs a command in one of the lab's containers.
    package func execute(
        on machine: String, _ command: [String], input: String = "", timeout: Duration = .seconds(60)
    ) async throws -> CommandResult {
        try await run(Self.script, ["exec", machine] + command, input: input, timeout: timeout)
    }

    /// Runs a command that must succeed in one of the lab's containers, and returns its standard output.
    @discardableResult
    package func executeSuccessfully(
        on machine: String, _ command: [String], input: String = "", timeout: Duration = .seconds(60)
    ) async throws -> String {
        let result = try await execute(on: machine, command, input: input, timeout: timeout)
        guard result.status == 0 else {
            throw CommandFailed(command: ["Docker/lab", "exec", machine] + command, result: result)
        }
        return result.output
    }

    /// Runs the built `adinspect` against the lab.
    package func adinspect(
        _ arguments: [String], environment changes: [String: String?] = [:], input: String = "",
        timeout: Duration = .seconds(120), measuresCPU: Bool = false
    ) async throws -> CommandResult {
        var all = environment.mapValues { Optional($0) }
        all.merge(changes) { $1 }
        return try await run(
            PackageLayout.adinspect(), arguments, environment: all, input: input, timeout: timeout,
            measuresCPU: measuresCPU)
    }

    /// Lines such as `export NAME='value'` or `NAME="value"`, as a POSIX shell reads them.
    package static func parse(_ text: String) -> [String: String] {
        var variables: [String: String] = [:]
        for line in text.split(separator: "\n") {
            var rest = line.drop { $0 == " " }
            if rest.hasPrefix("export ") { rest = rest.dropFirst(7) }
            guard let equals = rest.firstIndex(of: "=") else { continue }
            let name = rest[..<equals]
            guard !name.isEmpty, name.allSatisfy({ $0 == "_" || $0.isLetter || $0.isNumber }) else { continue }
            variables[String(name)] = unquoted(rest[rest.index(after: equals)...])
        }
        return variables
    }

    private static func unquoted(_ text: Substring) -> String {
        var result = ""
        var quote: Character?
        var escaped = false
        for character in text {
            if escaped {
                result.append(character)
                escaped = false
            } else if character == "\\", quote != "'" {
                escaped = true
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
            } else if quote == nil, character == " " || character == ";" {
                break
            } else {
                result.append(character)
            }
        }
        return result
    }
}

/// The lab is not up, or not whole.
package struct LabNotUp: Error, CustomStringConvertible {
    package let why: String
    package var description: String { "The lab is not up (\(why)): run Docker/lab up" }
}
