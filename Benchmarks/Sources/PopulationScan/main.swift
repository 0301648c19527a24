import Foundation
import Inspection
import LDAP

// population-scan PORT: counts the users of DC=scale,DC=test on a slapd of this host, as `adinspect check --population` counts those
// of a domain, and prints how many they are, in how many groups and with how many descriptors.
guard CommandLine.arguments.count == 2, let port = UInt16(CommandLine.arguments[1]) else {
    FileHandle.standardError.write(Data("usage: population-scan PORT\n".utf8))
    exit(64)
}
do {
    let domain = DistinguishedName("DC=scale,DC=test")
    let connection = try await LDAPConnection.connect(
        to: LDAPEndpoint(host: "127.0.0.1", port: port), configuration: .init(security: .plain))
    let scan = PopulationScan(
        over: connection, schema: DistinguishedName("CN=Schema,CN=Configuration,DC=scale,DC=test"), base: domain)
    switch try await scan.run(readFrom: "127.0.0.1") {
    case .value(let population):
        print(population.users, population.groups.count, population.descriptors.count)
    case let other:
        FileHandle.standardError.write(Data("population-scan: \(other.state): \(other.why ?? "")\n".utf8))
        exit(1)
    }
} catch {
    FileHandle.standardError.write(Data("population-scan: \(error)\n".utf8))
    exit(1)
}
