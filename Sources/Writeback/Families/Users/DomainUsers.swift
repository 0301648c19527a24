import ActiveDirectory
import Inspection
package import LDAP

/// How many users of a domain cannot be served, by container and reason: what a report shows as a table.
package struct DomainUsers: Sendable, Hashable {
    /// One reason and its users.
    package struct Count: Sendable, Hashable {
        package var rule: RuleIdentifier
        /// `inheritance off`.
        package var word: String
        package var severity: Severity
        package var users: Int
    }

    /// The users right in one container.
    package struct Container: Sendable, Hashable {
        package var name: DistinguishedName
        package var users: Int
        /// In the order of the rules; those that hold for nobody are left out.
        package var counts: [Count]
        /// Of how many something is not known that may stand in the way: of the reason of which it is not known of most.
        package var undecided: Int

        /// Users for whom something stands in the way that can be mended; one may be counted for several reasons.
        package var weight: Int { counts.filter { $0.severity > .information }.reduce(0) { $0 + $1.users } }
    }

    /// The DNS name of the domain.
    package var domain: String
    package var distinguishedName: DistinguishedName
    /// The worst first.
    package var containers: [Container]
}

extension ForestUnderJudgement {
    /// The users of the domains where they were read.
    var users: [DomainUsers] {
        populations.compactMap { reading in
            guard case .read(let population) = reading else { return nil }
            return population.table(baseline)
        }
    }
}

extension DomainPopulation {
    fileprivate func table(_ baseline: Baseline) -> DomainUsers {
        var table = containers.map { DomainUsers.Container(name: $0.name, users: $0.users, counts: [], undecided: 0) }
        for (rule, reason) in UserRules.reasons {
            var affected = [Int](repeating: 0, count: table.count)
            var open = affected
            for users in groups {
                switch reason.standing(self, users) {
                case .affected: affected[users.container] += users.users
                case .open: open[users.container] += users.users
                case .outside, .fine: break
                }
            }
            let severity = rule.severity(under: baseline)
            for place in table.indices {
                if affected[place] > 0 {
                    table[place].counts.append(
                        .init(rule: rule.id, word: reason.word, severity: severity, users: affected[place]))
                }
                if severity > .information { table[place].undecided = max(table[place].undecided, open[place]) }
            }
        }
        return DomainUsers(
            domain: domain.dnsName, distinguishedName: domain.distinguishedName,
            containers: table.sorted { left, right in
                if left.weight != right.weight { return left.weight > right.weight }
                if left.undecided != right.undecided { return left.undecided > right.undecided }
                return left.name.description < right.name.description
            })
    }
}
