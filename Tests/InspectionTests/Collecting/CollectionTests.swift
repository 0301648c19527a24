import ActiveDirectory
import Inspection
import LDAP
import TestSupport
import Testing

/// Whole collections from scripted servers.
@Suite struct CollectionTests {
    @Test("a forest with a child domain, the parent asked")
    func childDomain() async throws {
        let forest = try await ScriptedForest(ForestShape { $0.addChildDomain() })
        let snapshot = try await forest.collect()
        #expect(snapshot.isWhole)
        #expect(snapshot.run.complete)
        #expect(snapshot.run.vantage.server == "dc1.corp.example.test")
        #expect(snapshot.run.vantage.principal == "reader@corp.example.test")
        #expect(snapshot.run.vantage.mechanism == "simple")
        #expect(snapshot.run.vantage.transport == "starttls")
        #expect(snapshot.run.vantage.securityStrengthFactor >= 128)
        #expect(snapshot.forest.rootDomain == "corp.example.test")
        #expect(snapshot.forest.schemaVersion == .value(88))
        #expect(snapshot.forest.functionalLevel.known?.rawValue == 7)
        #expect(snapshot.forest.schemaMaster.known?.host == .value("dc2.corp.example.test"))
        #expect(snapshot.forest.domainNamingMaster.known?.state == .registered)
        #expect(snapshot.forest.forestDnsZones.known?.host == .value("dc2.corp.example.test"))
        #expect(snapshot.forest.optionalFeatures == .value(["Recycle Bin Feature"]))
        #expect(snapshot.forest.upnSuffixes == .value(["example.com"]))
        #expect(snapshot.forest.domains.known?.map(\.dnsName) == ["corp.example.test", "emea.corp.example.test"])
        let child = try #require(snapshot.domain("emea.corp.example.test"))
        #expect(child.parent == .value("corp.example.test"))
        #expect(child.pdcEmulator.known?.host == .value("emeadc1.emea.corp.example.test"))
        #expect(child.pdcConsensus.agreement == .confirmed)
        #expect(child.sid.known?.description == "S-1-5-21-2000478354-1708537768-1957994488")
        let root = try #require(snapshot.domain("corp.example.test"))
        #expect(root.parent == .absent)
        #expect(root.pdcConsensus.agreement == .confirmed)
        #expect(root.pdcConsensus.host == "dc1.corp.example.test")
        #expect(root.passwordPolicy.minimumPasswordAge == .value(.seconds(86_400)))
        // Nothing proves an empty list below a domain.
        #expect(root.trusts == .notReturned)
        #expect(root.passwordSettingsObjects == .notReturned)
        let controllers = try #require(snapshot.forest.domainControllers.known)
        #expect(controllers.map(\.name) == ["DC1", "DC2", "EMEADC1"])
        #expect(controllers.allSatisfy { $0.kind == .writable && $0.reachability.state == .answered })
        #expect(controllers.allSatisfy { $0.netlogon.known?.carriedBy != nil && $0.clockOffsetSeconds.isValue })
        #expect(controllers.allSatisfy { $0.ports.values.allSatisfy { $0.state == "notCollected" } })
    }

    @Test("a child's configuration comes first in its naming contexts, and its schema master stands in the parent")
    func askedInTheChild() async throws {
        let forest = try await ScriptedForest(ForestShape { $0.addChildDomain() })
        let snapshot = try await forest.collect("emea.corp.example.test")
        #expect(snapshot.run.vantage.server == "emeadc1.emea.corp.example.test")
        #expect(snapshot.forest.rootDomain == "corp.example.test")
        #expect(snapshot.forest.schemaMaster.known?.host == .value("dc2.corp.example.test"))
        #expect(snapshot.domain("corp.example.test")?.pdcConsensus.agreement == .confirmed)
        #expect(snapshot.isWhole)
    }

    @Test("two runs of one forest say the same but for times")
    func sameAgain() async throws {
        let forest = try await ScriptedForest(
            ForestShape { shape in
                shape.addChildDomain()
                shape.controllers += [.init("DC3"), .init("RODC1") { $0.isReadOnly = true }]
            })
        func stripped(_ snapshot: ForestSnapshot) -> [DomainController] {
            (snapshot.forest.domainControllers.known ?? []).map { controller in
                var copy = controller
                copy.reachability.milliseconds = nil
                copy.clockOffsetSeconds = .notReturned
                // Whichever answer comes first is taken.
                copy.netlogon = copy.netlogon.map {
                    NetlogonFacts(
                        flags: $0.flags, hostName: $0.hostName, domain: $0.domain, forest: $0.forest, site: $0.site,
                        carriedBy: "")
                }
                return copy
            }
        }
        let (one, other) = (try await forest.collect(), try await forest.collect())
        #expect(stripped(one) == stripped(other))
        #expect(one.forest.domains == other.forest.domains)
        #expect(one.forest.sites == other.forest.sites)
        #expect(one.run.vantage == other.run.vantage)
    }

    @Test("over LDAPS the same is read as over StartTLS")
    func ldaps() async throws {
        let forest = try await ScriptedForest(ForestShape { $0.addChildDomain() })
        let (one, other) = (try await forest.collect(), try await forest.collect { $0.security = .ldaps })
        #expect(other.run.vantage.transport == "ldaps")
        #expect(other.isWhole)
        #expect(one.forest.domains == other.forest.domains)
        #expect(one.forest.sites == other.forest.sites)
        #expect(
            one.forest.domainControllers.known?.map(\.rootDSE) == other.forest.domainControllers.known?.map(\.rootDSE))
        #expect(other.forest.domainControllers.known?.allSatisfy { $0.netlogon.known?.carriedBy == "udp" } == true)
    }

    @Test("level 10 is read as level 10")
    func level10() async throws {
        let shape = ForestShape { shape in
            shape.level = 10
            shape.domains[0].level = 10
            for index in shape.controllers.indices { shape.controllers[index].level = 10 }
        }
        let snapshot = try await ScriptedForest(shape).collect()
        #expect(snapshot.forest.functionalLevel.known?.rawValue == 10)
        #expect(snapshot.domain(ScriptedForest.root)?.functionalLevel.known?.rawValue == 10)
        #expect(snapshot.controller("DC1")?.functionalLevel.known?.rawValue == 10)
        #expect(snapshot.controller("DC1")?.rootDSE.known?.domainControllerFunctionality.known?.rawValue == 10)
    }

    @Test("a role whose owner was removed")
    func deletedOwner() async throws {
        let shape = ForestShape { shape in
            shape.domains[0].pdcEmulator = .deleted("OLD1")
            shape.domains[0].domainDnsZones = .deleted("OLD1")
            shape.domains[0].ridMaster = .missing
        }
        let snapshot = try await ScriptedForest(shape).collect()
        let domain = try #require(snapshot.domain(ScriptedForest.root))
        #expect(domain.pdcEmulator.known?.state == .deleted)
        #expect(domain.domainDnsZones.known?.state == .deleted)
        #expect(domain.ridMaster == .notReturned)
        #expect(domain.pdcConsensus.host == nil)
        #expect(domain.pdcConsensus.agreement == .unconfirmed)
    }

    @Test("a domain controller that only its account knows is read without a bind")
    func withoutNTDSSettings() async throws {
        let shape = ForestShape { shape in
            shape.controllers.append(.init("DC3") { $0.hasNTDSSettings = false })
        }
        let forest = try await ScriptedForest(shape)
        let snapshot = try await forest.collect()
        let found = try #require(snapshot.controller("DC3"))
        #expect(found.ntdsSettings == .absent)
        #expect(found.kind == .unknown)
        #expect(found.reachability.state == .answered)
        #expect(found.rootDSE.isValue)
        #expect(found.operatingSystem.name == .value("Windows Server 2022 Datacenter"))
        #expect(snapshot.run.vantage.server != "dc3.corp.example.test" || forest.binds["DC3"] == 1)
        #expect(forest.binds["DC3"] ?? 0 <= 1)
        #expect(snapshot.isWhole)
    }

    @Test("read-only domain controllers get no password")
    func readOnly() async throws {
        let shape = ForestShape { shape in
            shape.hasAzureADKerberos = true
            shape.controllers.append(.init("RODC1") { $0.isReadOnly = true })
        }
        let forest = try await ScriptedForest(shape)
        let snapshot = try await forest.collect()
        #expect(forest.binds == ["DC1": 1, "DC2": 1, "RODC1": 0])
        let found = try #require(snapshot.controller("RODC1"))
        #expect(found.kind == .readOnly)
        #expect(found.rootDSE.isValue)
        let consensus = try #require(snapshot.domain(ScriptedForest.root)?.pdcConsensus)
        #expect(consensus.agreement == .confirmed)
        #expect(consensus.witnesses.filter { !$0.counted }.map(\.observedOn) == ["rodc1.corp.example.test"])
        #expect(snapshot.controller("AzureADKerberos")?.kind == .notAMachine)
        #expect(snapshot.isWhole)
    }

    @Test("what is withheld is not returned, and never absent")
    func withheld() async throws {
        let base = "DC=corp,DC=example,DC=test"
        let forest = try await ScriptedForest { _, tree, _ in
            tree[base]?.withheld = ["minpwdage", "fsmoroleowner"]
            tree["CN=DC1,OU=Domain Controllers,\(base)"]?.withheld = ["operatingsystem"]
            tree.remove("CN=RID Manager$,CN=System,\(base)")
        }
        let snapshot = try await forest.collect()
        let domain = try #require(snapshot.domain(ScriptedForest.root))
        #expect(domain.passwordPolicy.minimumPasswordAge == .notReturned)
        #expect(domain.passwordPolicy.maximumPasswordAge.isValue)
        #expect(domain.pdcEmulator == .notReturned)
        #expect(domain.ridMaster == .notReturned)
        #expect(snapshot.controller("DC1")?.operatingSystem.name == .notReturned)
        #expect(snapshot.controller("DC1")?.operatingSystem.version.isValue == true)
        #expect(snapshot.isWhole)
    }

    @Test("what the server refuses to show is hidden; what it fails to give was not reached")
    func refusedReads() async throws {
        let base = "DC=corp,DC=example,DC=test"
        let forest = try await ScriptedForest { _, _, behaviour in
            behaviour.answer(.search, of: "CN=Infrastructure,\(base)", .result(ScriptedResult(50, "no right")))
            behaviour.answer(.search, of: "CN=RID Manager$,CN=System,\(base)", .result(ScriptedResult(1, "broken")))
            behaviour.answer(
                .search, of: "CN=Subnets,CN=Sites,CN=Configuration,\(base)", .entriesThen(0, ScriptedResult(11)))
            behaviour.answer(
                .search, of: "CN=Partitions,CN=Configuration,\(base)", .entriesThen(99, ScriptedResult(11, "too much")))
        }
        let snapshot = try await forest.collect()
        let domain = try #require(snapshot.domain(ScriptedForest.root))
        #expect(domain.infrastructureMaster.state == "hidden")
        #expect(domain.infrastructureMaster.why?.contains("no right") == true)
        #expect(domain.ridMaster.state == "unreachable")
        #expect(domain.ridMaster.why?.contains("broken") == true)
        // The list of domains was begun and not finished: it proves what is in it, and nothing more.
        #expect(snapshot.forest.domains.state == "partial")
        #expect(snapshot.forest.domains.known?.count == 1)
        #expect(!snapshot.isWhole)
    }

    @Test("a forest without DNS partitions has no owner of them")
    func withoutDNSPartitions() async throws {
        let partitions = "CN=Partitions,CN=Configuration,DC=corp,DC=example,DC=test"
        let forest = try await ScriptedForest { _, tree, _ in
            tree.remove("CN=ForestDnsZones,\(partitions)")
            tree.remove("CN=DomainDnsZones-CORP,\(partitions)")
        }
        let snapshot = try await forest.collect()
        #expect(snapshot.forest.forestDnsZones == .absent)
        #expect(snapshot.domain(ScriptedForest.root)?.domainDnsZones == .absent)
        #expect(snapshot.isWhole)
    }

    @Test("names of another zone, a site with an umlaut, a trust, password settings")
    func namesAndLists() async throws {
        let shape = ForestShape { shape in
            shape.sites = ["Default-First-Site-Name", "Löhne"]
            shape.subnets = ["10.20.0.0/16": "Löhne", "10.10.0.0/16": "Löhne"]
            shape.controllers[1].site = "Löhne"
            shape.controllers[1].hostName = "dc9.other.test"
            shape.domains[0].pdcEmulator = .controller("DC2")
            shape.domains[0].trusts = [
                .init("partner.example", flatName: "partner", sid: "S-1-5-21-1-2-3") { $0.attributes = 72 }
            ]
            shape.domains[0].passwordSettings = [.init("B", precedence: 5), .init("A", precedence: 5)]
            shape.domains[0].policy = ["maxPwdAge": "-9223372036854775808"]
        }
        let snapshot = try await ScriptedForest(shape).collect()
        let domain = try #require(snapshot.domain(ScriptedForest.root))
        #expect(domain.pdcConsensus.host == "dc9.other.test")
        #expect(domain.pdcConsensus.agreement == .confirmed)
        #expect(domain.pdcEmulator.known?.site == "Löhne")
        #expect(domain.trusts.known?.first?.attributes == .value(72))
        #expect(domain.trusts.known?.first?.partner == "partner.example")
        #expect(domain.passwordSettingsObjects.known?.map(\.name) == ["A", "B"])
        #expect(domain.passwordPolicy.maximumPasswordAge == .value(.never))
        let sites = try #require(snapshot.forest.sites.known)
        #expect(sites.map(\.name) == ["Default-First-Site-Name", "Löhne"])
        #expect(sites[0].subnets == .notReturned)
        #expect(sites[1].subnets == .value(["10.10.0.0/16", "10.20.0.0/16"]))
        #expect(sites[1].domainControllers == ["dc9.other.test"])
    }

    @Test("only the PDC emulator asked for")
    func pdcOnly() async throws {
        let forest = try await ScriptedForest(ForestShape { $0.addChildDomain() })
        let snapshot = try await forest.collect { $0.scope = .pdcEmulator }
        #expect(snapshot.domain(ScriptedForest.root)?.pdcConsensus.agreement == .confirmed)
        #expect(forest.binds["EMEADC1"] == 0)
    }

    @Test("a dead domain controller costs its own facts only")
    func deadController() async throws {
        let shape = ForestShape { $0.controllers += [.init("DC3"), .init("DC4")] }
        let forest = try await ScriptedForest(shape, hosts: ["DC2": .refusing, "DC3": .silent, "DC4": .unknown])
        let snapshot = try await forest.collect { $0.connectTimeout = .seconds(2) }
        #expect(snapshot.controller("DC1")?.reachability.state == .answered)
        #expect(snapshot.controller("DC2")?.reachability.state == .refused)
        #expect(snapshot.controller("DC3")?.reachability.state == .silent)
        #expect(snapshot.controller("DC4")?.reachability.state == .noAddress)
        #expect(snapshot.controller("DC2")?.rootDSE.state == "unreachable")
        #expect(snapshot.controller("DC3")?.netlogon.state == "unreachable")
        #expect(snapshot.controller("DC2")?.operatingSystem.name.isValue == true)
        #expect(snapshot.domain(ScriptedForest.root)?.pdcConsensus.agreement == .confirmedInPart)
        #expect(!snapshot.isWhole)
        #expect(snapshot.run.complete)
    }

    @Test("a domain none of whose controllers answers is not reached, and stands in the list")
    func deadDomain() async throws {
        let forest = try await ScriptedForest(ForestShape { $0.addChildDomain() }, hosts: ["EMEADC1": .refusing])
        let snapshot = try await forest.collect()
        let child = try #require(snapshot.domain("emea.corp.example.test"))
        #expect(child.sid.state == "unreachable")
        #expect(child.pdcEmulator.state == "unreachable")
        #expect(child.trusts.state == "unreachable")
        #expect(child.netbiosName == .value("EMEA"))
        #expect(child.pdcConsensus.agreement == .unconfirmed)
        #expect(snapshot.forest.domainControllers.state == "partial")
        #expect(!snapshot.isWhole)
    }
}
