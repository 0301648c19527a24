import Foundation
import TestSupport
import Testing

extension LabSuite {
    @Suite("the PDC emulator's name")
    struct PDCTests {
        @Test(.timeLimit(.minutes(1))) func isPrintedAloneWhenAllWitnessesAgree() async throws {
            let result = try await Lab.required().adinspect(["pdc", domain])
            #expect(result.output == "dc1.corp.example.test\n")
            #expect(result.errors == "")
            #expect(result.status == 0)
        }

        @Test("nothing is printed when the SRV record names another host", .timeLimit(.minutes(1)))
        func isWithheldWhenTheRecordContradicts() async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                try await lab.setPDCRecord(from: "dc1", to: "dc2")
                let result = try await lab.adinspect(["pdc", domain])
                #expect(result.output == "")
                #expect(result.status == 2)
                let told = result.errors
                let first = try #require(told.range(of: "dc1.corp.example.test is named by"))
                let second = try #require(told.range(of: "dc2.corp.example.test is named by"))
                let record = try #require(told.range(of: "SRV record _ldap._tcp.pdc._msdcs.\(domain)"))
                let owner = try #require(told.range(of: "fSMORoleOwner on dc1.corp.example.test"))
                let says = [(first, owner), (second, record)].sorted { $0.0.lowerBound < $1.0.lowerBound }
                #expect(says[0].0.lowerBound < says[0].1.lowerBound && says[0].1.lowerBound < says[1].0.lowerBound)
                #expect(says[1].0.lowerBound < says[1].1.lowerBound)
            }
        }

        @Test("a role that has moved is believed once DNS follows", .timeLimit(.minutes(1)))
        func followsTheRoleOnceTheRecordDoes() async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                try await lab.sambaTool(on: "dc2", "fsmo", "transfer", "--role=pdc")
                #expect(try await lab.adinspect(["pdc", domain]).status == 2)
                try await lab.setPDCRecord(from: "dc1", to: "dc2")
                let after = try await lab.adinspect(["pdc", domain])
                #expect(after.output == "dc2.corp.example.test\n")
                #expect(after.errors == "")
                #expect(after.status == 0)
            }
        }

        @Test(
            "with the first DNS server and PDC ended, the second serves and the name is withheld",
            .timeLimit(.minutes(1)))
        func goesOnToTheNextDNSServer() async throws {
            let lab = try await Lab.required()
            let order = try lab.dnsServer.split(separator: " ")
            #expect(try order.first.map(String.init) == lab.variable("ADINSPECT_LAB_DC1"))
            try await lab.changing {
                try await lab.command("stop-samba", "dc1")
                let clock = ContinuousClock.now
                let result = try await lab.adinspect(["pdc", domain])
                #expect(clock.duration(to: .now) < .seconds(3))
                #expect(result.output == "")
                #expect(result.status == 3)
                #expect(result.errors.contains("fSMORoleOwner on dc2.corp.example.test"))
            }
        }
    }
}
