import Foundation
import Networking
import TestSupport
import Testing

@testable import ActiveDirectory

/// Reads cache files written byte by byte; no KDC takes part.
@Suite struct TicketFactsTests {
    private let path: String

    init() throws {
        path = try TemporaryDirectory.make("cache") + "/cache"
    }

    private func read(_ file: CredentialCacheFile) async throws -> TicketFacts {
        try file.write(to: path)
        return try await TicketCache.read(path, by: .after(.seconds(10)))
    }

    @Test func whatTheCacheHolds() async throws {
        let facts = try await read(
            CredentialCacheFile(entries: [
                .init(
                    service: ["krbtgt", "KRB.EXAMPLE.TEST"], starts: 1_000_000_000, ends: 1_000_036_000,
                    renewableUntil: 1_000_604_800),
                .init(
                    service: ["krb5_ccache_conf_data", "fast_avail"], starts: 0, ends: 0,
                    serviceRealm: "X-CACHECONF:"),
                .init(
                    service: ["ldap", "dc1.krb.example.test"], starts: 1_000_000_100, ends: 1_000_036_000,
                    sessionType: 17, ticketType: 23),
                .init(service: ["host", "odd"], starts: 1_000_000_100, ends: 4_000_000_000, ticketType: nil),
            ]))
        #expect(facts.cache == "FILE:\(path)")
        #expect(facts.principal == "alice@KRB.EXAMPLE.TEST")
        #expect(facts.realm == "KRB.EXAMPLE.TEST")
        #expect(facts.tickets.count == 3)
        let granting = try #require(facts.tickets.first)
        #expect(granting.service == "krbtgt/KRB.EXAMPLE.TEST@KRB.EXAMPLE.TEST")
        #expect(granting.isTicketGranting)
        #expect(granting.starts == Date(timeIntervalSince1970: 1_000_000_000))
        #expect(granting.expires == Date(timeIntervalSince1970: 1_000_036_000))
        #expect(granting.renewableUntil == Date(timeIntervalSince1970: 1_000_604_800))
        #expect(granting.ticketEncryption == .aes256SHA1)
        let service = facts.tickets[1]
        #expect(service.service == "ldap/dc1.krb.example.test@KRB.EXAMPLE.TEST")
        #expect(service.sessionEncryption == .aes128SHA1)
        #expect(service.ticketEncryption == .rc4HMAC)
        #expect(service.renewableUntil == nil)
        #expect(facts.tickets[2].ticketEncryption == nil)
        // Beyond 2038, where a signed number would be in the past.
        #expect(facts.tickets[2].expires == Date(timeIntervalSince1970: 4_000_000_000))
    }

    @Test func usableMeansOfTheOwnRealmAndNow() async throws {
        let facts = try await read(
            CredentialCacheFile(entries: [
                .init(service: ["krbtgt", "OTHER.TEST"], starts: 1_000, ends: 9_000),
                .init(service: ["krbtgt", "KRB.EXAMPLE.TEST"], starts: 1_000, ends: 2_000),
                .init(service: ["krbtgt", "KRB.EXAMPLE.TEST"], starts: 1_000, ends: 3_000),
            ]))
        func at(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }
        #expect(facts.ticketGrantingTicket(at: at(999)) == nil)
        #expect(facts.ticketGrantingTicket(at: at(1_000))?.expires == at(3_000))
        #expect(facts.ticketGrantingTicket(at: at(2_999))?.expires == at(3_000))
        #expect(facts.ticketGrantingTicket(at: at(3_000)) == nil)
        #expect(facts.hasValidTicket(at: at(3_000)))
        #expect(!facts.hasValidTicket(at: at(9_000)))
        #expect(facts.lastExpiry == at(9_000))
    }

    @Test func anExpiredTicketIsNamedSo() async throws {
        try CredentialCacheFile(entries: [
            .init(service: ["krbtgt", "KRB.EXAMPLE.TEST"], starts: 1_000_000_000, ends: 1_000_036_000)
        ]).write(to: path)
        let error = await #expect(throws: KerberosError.self) {
            try await KerberosCredential.fromCache(path, by: .after(.seconds(10)))
        }
        #expect(error?.code == .ticketExpired)
        #expect(error?.message == "Its last ticket ended at 2001-09-09T11:46:40Z.")
        #expect(error?.attempt.contains("alice@KRB.EXAMPLE.TEST") == true)
    }

    @Test func aCacheWithoutTicketsIsNamedSo() async throws {
        try CredentialCacheFile().write(to: path)
        let error = await #expect(throws: KerberosError.self) {
            try await KerberosCredential.fromCache("FILE:\(path)", by: .after(.seconds(10)))
        }
        #expect(error?.code == .noTicket)
    }

    @Test func aTicketForLaterIsNoTicketYet() async throws {
        try CredentialCacheFile(entries: [
            .init(service: ["krbtgt", "KRB.EXAMPLE.TEST"], starts: 4_000_000_000, ends: 4_000_036_000)
        ]).write(to: path)
        let error = await #expect(throws: KerberosError.self) {
            try await KerberosCredential.fromCache(path, by: .after(.seconds(10)))
        }
        #expect(error?.code == .noTicket)
    }

    @Test(arguments: [
        "/nonexistent/cache", "FILE:/nonexistent/cache", "/nonexistent:with/colon", "MEMORY:nobody-made-this",
    ])
    func aMissingCacheIsNamedSo(name: String) async throws {
        for read in [
            { _ = try await KerberosCredential.fromCache(name, by: .after(.seconds(10))) },
            { _ = try await TicketCache.read(name, by: .after(.seconds(10))) },
        ] as [() async throws -> Void] {
            let error = await #expect(throws: KerberosError.self) { try await read() }
            #expect(error?.code == .noCredentialsCache)
        }
    }

    @Test(arguments: ["NOSUCHTYPE:x"])
    func anUnknownKindOfCacheIsNamedSo(name: String) async throws {
        let error = await #expect(throws: KerberosError.self) {
            try await TicketCache.read(name, by: .after(.seconds(10)))
        }
        #expect(error?.code == .cacheUnusable)
    }

    /// Each cut and each change of a byte gives facts or an error, and never trouble.
    @Test func damagedCachesAreErrors() async throws {
        try CredentialCacheFile(entries: [
            .init(service: ["krbtgt", "KRB.EXAMPLE.TEST"], starts: 1_000, ends: 2_000)
        ]).write(to: path)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        var failures = 0
        for place in stride(from: 0, to: whole.count, by: 2) {
            for damaged in [whole.prefix(place), whole.prefix(place) + [0xFF] + whole.dropFirst(place + 1)] {
                try damaged.write(to: URL(fileURLWithPath: path))
                do {
                    _ = try await TicketCache.read(path, by: .after(.seconds(10)))
                } catch let error as KerberosError {
                    #expect(error.code != .deadlinePassed)
                    failures += 1
                }
            }
        }
        #expect(failures > 40)
    }
}
