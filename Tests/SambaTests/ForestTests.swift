import TestSupport
import Testing

extension LabSuite {
    @Suite("the forest against the databases of its domain controllers")
    struct ForestTests {
        static let configuration = "CN=Configuration,DC=corp,DC=example,DC=test"

        static func discover(_ options: [String] = []) async throws -> JSONValue {
            try await Lab.required().report(["discover", domain] + options)["forests"][0]
        }

        @Test("sites, Löhne among them, their subnets and servers", .timeLimit(.minutes(1)))
        func sites() async throws {
            let lab = try await Lab.required()
            let forest = try await Self.discover()
            let sites = try await lab.database(of: "dc1", base: Self.configuration, "(objectClass=site)", "cn")
            let subnets = try await lab.database(
                of: "dc1", base: Self.configuration, "(objectClass=subnet)", "cn", "siteObject")
            let servers = try await lab.database(
                of: "dc1", base: Self.configuration, "(objectClass=server)", "dNSHostName")
            #expect(sites.compactMap { $0["cn"] }.sorted() == ["Default-First-Site-Name", "Löhne"])
            #expect(
                forest["sites"].list.compactMap { $0["name"].text }.sorted() == sites.compactMap { $0["cn"] }.sorted())
            for site in forest["sites"].list {
                let name = try #require(site["name"].text)
                let here = subnets.filter { $0["siteObject"]?.hasPrefix("CN=\(name),") == true }
                #expect(site["subnets"].texts.sorted() == here.compactMap { $0["cn"] }.sorted())
                let hosts = servers.filter { $0.name.contains(",CN=Servers,CN=\(name),") }
                #expect(site["domainControllers"].texts.sorted() == hosts.compactMap { $0["dNSHostName"] }.sorted())
            }
        }

        @Test("the trust, as samba-tool and the trusted domain object tell it", .timeLimit(.minutes(1)))
        func trusts() async throws {
            let lab = try await Lab.required()
            let trusts = try await Self.discover()["domains"][0]["trusts"].list
            let entries = try await lab.database(of: "dc1", "(objectClass=trustedDomain)")
            let told = try await lab.executeSuccessfully(on: "dc1", ["samba-tool", "domain", "trust", "list"])
            #expect(trusts.count == 1 && entries.count == 1)
            let trust = try #require(trusts.first)
            let entry = try #require(entries.first)
            #expect(told.contains("Direction[BOTH]") && told.contains("Name[\(trust["partner"].text ?? "none")]"))
            #expect(trust["direction"].text == "bidirectional" && entry["trustDirection"] == "3")
            #expect(trust["partner"].text == entry["trustPartner"])
            #expect(trust["flatName"].text == entry["flatName"])
            #expect(trust["sid"].text == entry["securityIdentifier"])
            #expect(trust["type"].text == "uplevel" && entry["trustType"] == "2")
            #expect(trust["attributes"].texts == ["forestTransitive"] && entry["trustAttributes"] == "8")
            #expect(told.contains("Type[Forest]"))
        }

        @Test("domain controllers: operating systems, kinds, global catalogs", .timeLimit(.minutes(1)))
        func domainControllers() async throws {
            let lab = try await Lab.required()
            let found = try await Self.discover()["domainControllers"].list
            let accounts = try await lab.database(
                of: "dc1", "(|(primaryGroupID=516)(primaryGroupID=521))", "dNSHostName", "operatingSystem",
                "operatingSystemVersion", "primaryGroupID")
            #expect(Set(found.compactMap { $0["hostName"].text }) == Set(accounts.compactMap { $0["dNSHostName"] }))
            for account in accounts {
                guard let host = account["dNSHostName"] else { continue }
                let controller = try #require(found.first { $0["hostName"].text == host })
                let system = controller["operatingSystem"]
                #expect(system["name"].text == account["operatingSystem"])
                #expect(system["version"].text == account["operatingSystemVersion"])
                #expect(controller["kind"].text == (account["primaryGroupID"] == "516" ? "writable" : "readOnly"))
                #expect(controller["globalCatalog"] == .bool(true))
            }
            let builds = found.reduce(into: [:]) { $0[$1["name"].text ?? ""] = $1["operatingSystem"]["build"].number }
            #expect(builds == ["DC1": 20348, "DC2": 17763, "RODC1": 14393])
        }

        @Test("AzureADKerberos is no machine, and is not asked", .timeLimit(.minutes(1)))
        func notAMachine() async throws {
            let found = try await Self.discover()["domainControllers"].list
            let account = try #require(found.first { $0["name"].text == "AzureADKerberos" })
            #expect(account["kind"].text == "notAMachine")
            #expect(account["reachability"]["state"].text == "notAsked")
        }

        @Test("each domain controller's own rootDSE", .timeLimit(.minutes(1)))
        func rootDSEs() async throws {
            let lab = try await Lab.required()
            let found = try await Self.discover()["domainControllers"].list
            for host in ["dc1", "dc2", "rodc1"] {
                let text = try await lab.executeSuccessfully(
                    on: host,
                    [
                        "ldapsearch", "-x", "-LLL", "-H", "ldap://\(host).\(domain)", "-s", "base", "-b", "",
                        "supportedControl", "domainControllerFunctionality", "dnsHostName",
                    ])
                // The entry of no name: `dn:` with nothing behind it.
                let entry = try #require(LDIFEntry.parse(text).first)
                let controller = try #require(found.first { $0["hostName"].text == entry["dnsHostName"] })
                let hints = ["1.2.840.113556.1.4.2066", "1.2.840.113556.1.4.2239"]
                #expect(entry.all("supportedControl").filter(hints.contains).sorted() == hints)
                #expect(controller["passwordPolicyHintsControls"].texts.sorted() == hints)
                #expect(controller["clockOffsetSeconds"].number.map { abs($0) < 2 } == true)
                #expect(controller["reachability"]["milliseconds"].number.map { $0 > 0 && $0 < 5000 } == true)
            }
        }

        @Test("levels, schema and password policy", .timeLimit(.minutes(1)))
        func policy() async throws {
            let lab = try await Lab.required()
            let forest = try await Self.discover()
            let schema = try await lab.database(
                of: "dc1", base: "CN=Schema,\(Self.configuration)", scope: "base", "(objectClass=*)", "objectVersion")
            #expect(
                forest["directorySchema"]["objectVersion"].number == schema.first?["objectVersion"].flatMap(Double.init)
            )
            let head = try #require(try await lab.database(of: "dc1", scope: "base", "(objectClass=*)").first)
            let found = forest["domains"][0]
            #expect(found["functionalLevel"]["value"].number == head["msDS-Behavior-Version"].flatMap(Double.init))
            #expect(found["sid"].text == head["objectSid"])
            #expect(found["guid"].text == head["objectGUID"])
            let policy = found["passwordPolicy"]
            let seconds = { (name: String) in head[name].flatMap(Double.init).map { $0 / -10_000_000 } }
            #expect(policy["minimumPasswordAgeSeconds"].number == seconds("minPwdAge"))
            #expect(policy["maximumPasswordAgeSeconds"].number == seconds("maxPwdAge"))
            #expect(policy["lockoutDurationSeconds"].number == seconds("lockoutDuration"))
            #expect(policy["lockoutThreshold"].number == 10 && head["lockoutThreshold"] == "10")
        }

        @Test("the settings object is there for Administrator, and unknown to alice", .timeLimit(.minutes(1)))
        func passwordSettings() async throws {
            let lab = try await Lab.required()
            let shown = try await Self.discover(lab.password(of: "administrator"))["domains"][0]
            let settings = try #require(shown["passwordSettingsObjects"].list.first)
            #expect(shown["passwordSettingsObjects"].list.count == 1)
            #expect(settings["name"].text == "Privileged accounts")
            #expect(settings["precedence"].number == 10)
            #expect(settings["appliesTo"].texts == ["CN=Privileged accounts,CN=Users,DC=corp,DC=example,DC=test"])

            let hidden = try await Self.discover()["domains"][0]
            #expect(hidden["passwordSettingsObjects"] == .missing)
            #expect(hidden["unobserved"]["passwordSettingsObjects"]["state"].text == "notReturned")
        }

        @Test("the other forest is inspected by its own name", .timeLimit(.minutes(1)))
        func partner() async throws {
            let lab = try await Lab.required()
            let options =
                try lab.password(of: "administrator", at: "partner.example")
                + ["--dns-server", lab.variable("ADINSPECT_LAB_PDC1")]
            let pdc = try await lab.adinspect(["pdc", "partner.example"] + options)
            #expect(pdc.output == "pdc1.partner.example\n")
            #expect(pdc.status == 0, "\(pdc.errors)")
        }

        @Test(
            "the verdict on the lab: ready with warnings, for the minimum password age and the disabled SYNC01 alone",
            .timeLimit(.minutes(1)))
        func verdict() async throws {
            let lab = try await Lab.required()
            let report = try await lab.report(["check", domain], status: 1)
            #expect(report["verdict"]["asked"].text == "readyWithWarnings")
            let counted = report["findings"].list.filter {
                $0["severity"].text != "information" && ["notMet", "undecided"].contains($0["outcome"].text ?? "")
            }
            #expect(counted.compactMap { $0["rule"].text } == ["WB-ACC-003", "WB-DOM-004"])
        }
    }
}
