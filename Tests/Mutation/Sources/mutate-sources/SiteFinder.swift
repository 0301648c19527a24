import SwiftOperators
import SwiftParser
import SwiftSyntax

/// Finds the sites of a file. Each comparison, negation, connective, severity, outcome and literal is one, and each condition that is
/// none of these.
final class SiteFinder: SyntaxVisitor {
    private(set) var sites: [Site] = []
    private(set) var skipped: [SkippedSite] = []

    private let file: String
    private let bytes: [UInt8]
    private let locations: SourceLocationConverter

    /// What a comparison becomes: the bound moved, or the answer turned round.
    private static let comparisons = ["==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">"]
    private static let connectives = ["&&": "||", "||": "&&"]
    private static let severities = [
        "blocker": ["warning"], "warning": ["information"], "information": ["warning"],
    ]
    /// Of findings, of rights and of verdicts; towards what does most harm.
    private static let outcomes = [
        "met": ["notMet"], "notMet": ["met"], "undecided": ["met", "granted", "ready"], "notApplicable": ["met"],
        "granted": ["denied"], "denied": ["granted"], "ready": ["notReady"], "readyWithWarnings": ["ready"],
        "notReady": ["ready"],
    ]
    private static let types: Set<String> = ["Severity", "Outcome", "Verdict", "Answer", "AccessDecision.Answer"]
    /// Calls that answer yes or no.
    private static let questions: Set<String> = [
        "contains", "allSatisfy", "hasPrefix", "hasSuffix", "isDisjoint", "isSubset", "isSuperset", "isMultiple",
    ]

    static func find(in source: String, file: String) -> (sites: [Site], skipped: [SkippedSite]) {
        let parsed = Parser.parse(source: source)
        // Operators that are not the standard library's are left as they are.
        let tree = OperatorTable.standardOperators.foldAll(parsed) { _ in }
        let finder = SiteFinder(file: file, source: source, tree: tree)
        finder.walk(tree)
        return (finder.sites, finder.skipped)
    }

    private init(file: String, source: String, tree: Syntax) {
        self.file = file
        bytes = Array(source.utf8)
        locations = SourceLocationConverter(fileName: file, tree: tree)
        super.init(viewMode: .sourceAccurate)
    }

    // MARK: - What is a site

    override func visit(_ node: InfixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
        guard let sign = node.operator.as(BinaryOperatorExprSyntax.self)?.operator else { return .visitChildren }
        if let other = Self.comparisons[sign.text] {
            add(.comparison, at: node, becoming: text(of: node, with: other, for: sign))
        } else if let other = Self.connectives[sign.text] {
            add(.connective, at: node, becoming: text(of: node, with: other, for: sign))
            for operand in [node.leftOperand, node.rightOperand] where isPlain(operand) {
                add(.condition, at: operand, becoming: "!(\(text(of: operand)))")
            }
        }
        return .visitChildren
    }

    override func visit(_ node: PrefixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
        if node.operator.text == "!" { add(.negation, at: node, becoming: text(of: node.expression)) }
        return .visitChildren
    }

    override func visit(_ node: BooleanLiteralExprSyntax) -> SyntaxVisitorContinueKind {
        guard !node.isInPattern else {
            skip(node, "a pattern, where no expression can stand")
            return .skipChildren
        }
        if !node.isCompared { add(.literal, at: node, becoming: node.literal.text == "true" ? "false" : "true") }
        return .skipChildren
    }

    override func visit(_ node: ConditionElementSyntax) -> SyntaxVisitorContinueKind {
        guard case .expression(let condition) = node.condition else { return .visitChildren }
        let isOneOfSeveral = (node.parent?.as(ConditionElementListSyntax.self)?.count ?? 0) > 1
        if isOneOfSeveral, node.parent?.parent?.is(WhileStmtSyntax.self) == false {
            // A comma connects too. Left out, a condition is of more use than turned round: a test has to hang on it alone.
            add(.connective, at: condition, becoming: "true")
        } else {
            negate(condition)
        }
        return .visitChildren
    }

    override func visit(_ node: WhereClauseSyntax) -> SyntaxVisitorContinueKind {
        add(.connective, at: node.condition, becoming: "true")
        return .visitChildren
    }

    override func visit(_ node: TernaryExprSyntax) -> SyntaxVisitorContinueKind {
        negate(node.condition)
        return .visitChildren
    }

    override func visit(_ node: RepeatStmtSyntax) -> SyntaxVisitorContinueKind {
        negate(node.condition)
        return .visitChildren
    }

    override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
        if let member = node.calledExpression.as(MemberAccessExprSyntax.self), member.base != nil,
            Self.questions.contains(member.declName.baseName.text), node.standsAlone
        {
            negate(ExprSyntax(node))
        }
        return .visitChildren
    }

    override func visit(_ node: MemberAccessExprSyntax) -> SyntaxVisitorContinueKind {
        let name = node.declName.baseName.text
        if node.base == nil || Self.types.contains(node.base?.trimmedDescription ?? ""), !node.isCalled,
            let kind = Self.severities[name] != nil ? Site.Kind.severity : Self.outcomes[name] != nil ? .outcome : nil
        {
            if node.isInPattern {
                skip(node, "a pattern, where no expression can stand")
            } else if !node.isCompared {
                let base = node.base?.trimmedDescription ?? ""
                add(kind, at: node, becoming: alternatives(to: name, for: node).map { "\(base).\($0)" })
            }
        } else if node.base != nil, !node.isCalled, node.standsAlone, name.isYesOrNo {
            negate(ExprSyntax(node))
        }
        return .visitChildren
    }

    private func alternatives(to name: String, for node: MemberAccessExprSyntax) -> [String] {
        let all = Self.severities[name] ?? Self.outcomes[name] ?? []
        // What is probably meant comes first, to spare a build.
        let likely =
            node.parent?.as(LabeledExprSyntax.self)?.label?.text == "answer"
            ? "granted" : node.path.hasPrefix("Verdict") ? "ready" : nil
        guard let likely, let index = all.firstIndex(of: likely) else { return all }
        return [all[index]] + all[..<index] + all[(index + 1)...]
    }

    // MARK: - Adding one

    /// Turns a condition round that is no site by itself.
    private func negate(_ condition: ExprSyntax) {
        guard isPlain(condition) else { return }
        add(.condition, at: condition, becoming: "!(\(text(of: condition)))")
    }

    private func isPlain(_ expression: ExprSyntax) -> Bool {
        let inner = expression.withoutParentheses
        if inner.is(BooleanLiteralExprSyntax.self) { return false }
        if let prefix = inner.as(PrefixOperatorExprSyntax.self) { return prefix.operator.text != "!" }
        guard let sign = inner.as(InfixOperatorExprSyntax.self)?.operator.as(BinaryOperatorExprSyntax.self) else {
            return true
        }
        return Self.comparisons[sign.operator.text] == nil && Self.connectives[sign.operator.text] == nil
    }

    private func add(_ kind: Site.Kind, at node: some SyntaxProtocol, becoming text: String) {
        add(kind, at: node, becoming: [text])
    }

    private func add(_ kind: Site.Kind, at node: some SyntaxProtocol, becoming alternatives: [String]) {
        if let reason = node.reasonToSkip {
            skip(node, reason)
            return
        }
        let place = locations.location(for: node.positionAfterSkippingLeadingTrivia)
        let site = Site(
            kind: kind, range: node.bytes, alternatives: alternatives, original: text(of: node).onOneLine,
            line: place.line, column: place.column, declaration: node.path, statement: node.statement.bytes)
        // A condition may be reached as an operand and as a question.
        guard !sites.contains(where: { $0.range == site.range && $0.alternatives == site.alternatives }) else { return }
        sites.append(site)
    }

    private func skip(_ node: some SyntaxProtocol, _ reason: String) {
        let line = locations.location(for: node.positionAfterSkippingLeadingTrivia).line
        skipped.append(SkippedSite(file: file, line: line, text: text(of: node).onOneLine, reason: reason))
    }

    private func text(of node: some SyntaxProtocol) -> String { String(decoding: bytes[node.bytes], as: UTF8.self) }

    private func text(of node: some SyntaxProtocol, with other: String, for sign: TokenSyntax) -> String {
        let whole = node.bytes
        let part = sign.bytes
        return String(decoding: bytes[whole.lowerBound..<part.lowerBound], as: UTF8.self) + other
            + String(decoding: bytes[part.upperBound..<whole.upperBound], as: UTF8.self)
    }
}

extension String {
    var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// Whether a property of this name is true or false: `isEmpty`, `hasChildren`.
    fileprivate var isYesOrNo: Bool {
        ["is", "has"].contains { prefix in
            hasPrefix(prefix) && dropFirst(prefix.count).first?.isUppercase == true
        }
    }
}
