import LDAP
import TestSupport
import Testing

/// What is written is read back the same, and no damage to it brings a parser down.
@Suite struct RandomTextTests {
    static let seeds = Array(1...4) as [UInt64]

    @Test(arguments: seeds)
    func namesSurviveWritingAndDamage(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<1000 {
            let rdns = try (0..<random.below(5)).map { _ in try Self.relativeName(&random) }
            let name = DistinguishedName(rdns: rdns)
            let read = try DistinguishedName(parsing: name.description)
            #expect(read.rdns == rdns)
            #expect(read.rdns.map { DistinguishedName(rdns: $0) }?.description == name.description)
            // Octets that are no text have no case.
            if rdns.allSatisfy({ $0.attributes.allSatisfy { $0.value.string != nil } }) {
                #expect(read.hashValue == DistinguishedName(name.description.lowercased()).hashValue)
                #expect(read == DistinguishedName(name.description.lowercased()))
            }

            let damaged = DistinguishedName(random.damaged(name.description))
            if let rdns = damaged.rdns {
                #expect(DistinguishedName(rdns: rdns) == damaged)
                #expect(damaged.child("CN", "x").parent == damaged)
                #expect(damaged.child("CN", "x").isDescendant(of: damaged))
            } else {
                let error = try #require(throws: DistinguishedNameError.self) {
                    try DistinguishedName(parsing: damaged.description)
                }
                #expect((0...damaged.description.utf8.count).contains(error.position))
            }
        }
    }

    @Test(arguments: seeds)
    func filtersSurviveWritingAndDamage(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<1000 {
            let filter = Self.filter(&random, depth: 4)
            #expect(try LDAPFilter(parsing: filter.description) == filter)

            let damaged = random.damaged(filter.description)
            let read: LDAPFilter
            do {
                read = try LDAPFilter(parsing: damaged)
            } catch {
                #expect((0...damaged.utf8.count).contains(error.position))
                continue
            }
            #expect(try LDAPFilter(parsing: read.description) == read)
        }
    }

    @Test(arguments: seeds)
    func urlsSurviveWritingAndDamage(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<1000 {
            let url = try Self.url(&random)
            #expect(try LDAPURL(parsing: url.description) == url)

            let damaged = random.damaged(url.description)
            let read: LDAPURL
            do {
                read = try LDAPURL(parsing: damaged)
            } catch {
                #expect((0...damaged.utf8.count).contains(error.position))
                continue
            }
            #expect(try LDAPURL(parsing: read.description) == read)
        }
    }

    @Test(arguments: seeds)
    func noiseBringsNoParserDown(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<1000 {
            let noise = random.text(upTo: 40)
            for text in [noise, "cn=" + noise, "(cn=" + noise + ")", "ldap://h/" + noise, "member;" + noise] {
                _ = DistinguishedName(text).rdns
                _ = try? LDAPFilter(parsing: text)
                _ = try? LDAPURL(parsing: text)
                _ = AttributeDescription(text).valueRange
                _ = AttributeDescription(text).isValid
            }
        }
    }

    // MARK: - Random values

    static func relativeName(_ random: inout SeededRandom) throws -> RelativeDistinguishedName {
        let attributes = try (0...(random.chance(15) ? 2 : 0)).map { _ in
            let octets = random.octets(upTo: 6)
            let isEncoded = random.chance(10) && !octets.isEmpty
            return try RelativeDistinguishedName.Attribute(
                type: random.pick(["CN", "dc", "2.5.4.3", "x-1"]), value: isEncoded ? .encoded(octets) : .octets(octets)
            )
        }
        return try RelativeDistinguishedName(attributes: attributes)
    }

    static func name(_ random: inout SeededRandom) throws -> DistinguishedName {
        DistinguishedName(rdns: try (0..<random.below(5)).map { _ in try relativeName(&random) })
    }

    static func filter(_ random: inout SeededRandom, depth: Int) -> LDAPFilter {
        let attribute = random.pick(["cn", "2.5.4.3", "userCertificate;binary"] as [AttributeDescription])
        switch random.below(depth > 0 ? 10 : 7) {
        case 0: return .equality(attribute, random.octets(upTo: 6))
        case 1: return .greaterOrEqual(attribute, random.octets(upTo: 6))
        case 2: return .lessOrEqual(attribute, random.octets(upTo: 6))
        case 3: return .approximate(attribute, random.octets(upTo: 6))
        case 4: return .present(attribute)
        case 5:
            let pieces = LDAPFilter.Substrings(
                initial: random.octets(upTo: 3), any: (0..<random.below(3)).map { _ in random.octets(upTo: 3) },
                final: random.octets(upTo: 3))
            // Without any piece the text says “present”.
            return pieces == .init() ? .present(attribute) : .substrings(attribute, pieces)
        case 6:
            let rule = random.pick([nil, "caseExactMatch", "1.2.840.113556.1.4.803"])
            return .extensible(
                .init(
                    attribute: rule == nil || random.chance(50) ? attribute : nil, matchingRule: rule,
                    value: random.octets(upTo: 6), includesDistinguishedName: random.chance(30)))
        case 7: return .not(filter(&random, depth: depth - 1))
        case 8: return .and((0..<random.below(4)).map { _ in filter(&random, depth: depth - 1) })
        default: return .or((0..<random.below(4)).map { _ in filter(&random, depth: depth - 1) })
        }
    }

    static func url(_ random: inout SeededRandom) throws -> LDAPURL {
        let rdns = try (0..<random.below(3)).map { _ in try relativeName(&random) }
        return LDAPURL(
            scheme: random.pick([.ldap, .ldaps, .ldapi]),
            host: random.pick([nil, "dc1.corp.example", "2001:db8::1", "/run/ldapi", "a b?ö"]),
            port: random.chance(50) ? UInt16.random(in: 1...UInt16.max, using: &random) : nil,
            distinguishedName: random.chance(70) ? DistinguishedName(rdns: rdns) : nil,
            attributes: random.pick([[], ["cn"], ["cn", "member;range=0-1499"], ["*", "+"]]),
            scope: random.pick([nil] + LDAPURL.Scope.allCases),
            filter: random.chance(50) ? filter(&random, depth: 2) : nil,
            extensions: (0..<random.below(3)).map { _ in
                .init(
                    type: random.pick(["x-y", "1.2.3"]), value: random.chance(70) ? random.text(upTo: 5) : nil,
                    isCritical: random.chance(30))
            })
    }
}
