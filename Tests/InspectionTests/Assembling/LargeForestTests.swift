import ActiveDirectory
import LDAP
import Networking
import TestSupport
import Testing

@testable import Inspection

/// A forest of two thousand domain controllers in twenty domains, three hundred sites and three thousand subnets.
@Suite struct LargeForestTests {
    private static let configuration = "CN=Configuration,DC=corp,DC=example,DC=test"
    private static let domains = (0..<20).map { "d\($0)" }

    private static func site(_ number: Int) -> String { "CN=site\(number % 300),CN=Sites,\(configuration)" }

    private static func context(_ number: Int) -> String {
        "DC=\(domains[number % domains.count]),DC=corp,DC=example,DC=test"
    }

    private static func topology() -> Topology {
        let crossRefs = domains.indices.map { number in
            CrossReference(
                Readings.entry(
                    "CN=\(domains[number]),CN=Partitions,\(configuration)",
                    [
                        "nCName": DirectoryValues(context(number)), "systemFlags": 3,
                        "dnsRoot": DirectoryValues("\(domains[number]).corp.example.test"),
                    ]))
        }
        let servers = (0..<2000).map { number in
            ServerObject(
                Readings.entry(
                    "CN=DC\(number),CN=Servers,\(site(number))",
                    [
                        "dNSHostName": DirectoryValues(host(number)), "name": DirectoryValues("DC\(number)"),
                        "serverReference": DirectoryValues("CN=DC\(number),OU=Domain Controllers,\(context(number))"),
                    ]))
        }
        let settings = (0..<2000).map { number in
            NTDSSettings(
                Readings.entry(
                    "CN=NTDS Settings,CN=DC\(number),CN=Servers,\(site(number))",
                    ["options": 1, "hasMasterNCs": DirectoryValues(context(number))]))
        }
        return Topology(
            ConfigurationReader.Configuration(
                partitions: .notReturned, crossRefs: .value(crossRefs), servers: .value(servers),
                settings: .value(settings),
                sites: .value((0..<300).map { Readings.entry(site($0), ["cn": DirectoryValues("site\($0)")]) }),
                subnets: .value(
                    (0..<3000).map { number in
                        Readings.entry(
                            "CN=10.\(number / 256).\(number % 256).0/24,CN=Subnets,CN=Sites,\(configuration)",
                            [
                                "siteObject": DirectoryValues(site(number)),
                                "cn": DirectoryValues("10.\(number / 256).\(number % 256).0/24"),
                            ])
                    }),
                schemaHead: .notReturned))
    }

    private static func host(_ number: Int) -> String {
        "dc\(number).\(domains[number % domains.count]).corp.example.test"
    }

    @Test("is put together in a time that grows with its size, not with the square of it")
    func assembly() throws {
        let started = ContinuousClock.now
        let topology = Self.topology()
        let readings = topology.domains.enumerated().map { number, domain in
            var facts = DomainReader.Facts.unreachable("nobody asked")
            let accounts = stride(from: number, to: 2000, by: Self.domains.count).map { index in
                ComputerAccount(
                    Readings.entry(
                        "CN=DC\(index),OU=Domain Controllers,\(Self.context(index))",
                        ["operatingSystem": "Windows Server 2022", "dNSHostName": DirectoryValues(Self.host(index))]))
            }
            facts.computers = .value(accounts)
            return DomainSurvey.Result(domain: domain, facts: facts, pdcRecord: .absent, readFrom: nil)
        }
        let controllers = topology.directoryServers.map { member in
            var facts = DomainControllerReader.Facts.unreachable("nobody asked")
            let first = topology.directoryServers.first { $0.domain?.name == member.domain?.name }
            facts.pdcOwner = first.map { .value($0.settings.name) } ?? .notReturned
            return ControllerSurvey.Result(
                server: member.server, settings: member.settings, account: nil,
                host: member.server?.dnsHostName.known, domain: member.domain, contact: nil, facts: facts, ports: [:])
        }
        let options = CollectionOptions(
            resolver: try Resolver(), identity: .simple(name: "a", password: .init([1])), vantageHost: "here")
        let forest = Assembly(
            topology: topology, domains: readings, controllers: controllers, options: options,
            rootDSE: RootDSE(attributes: [:])
        ).forest()
        let members = try #require(forest.domainControllers.known)
        #expect(members.count == 2000)
        #expect(members.allSatisfy { $0.operatingSystem.name.isValue })
        #expect(members.allSatisfy { $0.domain == $0.hostName.known.map { String($0.drop { $0 != "." }.dropFirst()) } })
        #expect(forest.sites.known?.allSatisfy { $0.subnets.known?.count == 10 } == true)
        #expect(forest.domains.known?.allSatisfy { $0.pdcConsensus.witnesses.count == 201 } == true)
        #expect(forest.domains.known?.allSatisfy { $0.pdcConsensus.agreement == .confirmedInPart } == true)
        // Seconds in a debug build; comparing each with each takes minutes.
        #expect(started.duration(to: .now) < .seconds(60))
    }
}
