/// One thing that is documented as a condition of password writeback, and what judges it.
package struct Prerequisite: Sendable, Hashable {
    /// Where it is asked for: `D11` of a directory, `C3` of server and tenant, `M7b` in what an administrator is told first.
    package let id: String
    /// What is asked, in a line.
    package let words: String
    /// The rules that judge it, in the order in which they matter.
    package let rules: [RuleIdentifier]
    /// What of it no rule can judge, and why; nil where the rules are enough.
    package let reason: String?

    init(_ id: String, _ words: String, by rules: [RuleIdentifier] = [], unjudged reason: String? = nil) {
        self.id = id
        self.words = words
        self.rules = rules
        self.reason = reason
    }
}

/// A rule that no document asks for, and why there is one all the same.
package struct UndocumentedRule: Sendable, Hashable {
    package let rule: RuleIdentifier
    package let reason: String

    init(_ rule: RuleIdentifier, _ reason: String) {
        self.rule = rule
        self.reason = reason
    }
}

/// Every documented prerequisite, so that none is ever dropped without a word. Written by hand, and held to the catalogue by a test.
package enum Prerequisites {
    /// A part of the list, under one heading.
    package struct Part: Sendable {
        package let title: String
        package let items: [Prerequisite]
    }

    package static let parts = [
        Part(title: "What an administrator is told first", items: told),
        Part(title: "Asked of the directory", items: directory),
        Part(title: "Asked of the sync server, the tenant and the network", items: beyondDirectory),
    ]

    package static let all = parts.flatMap(\.items)
}
