import SwiftSyntax

// What stands around a node decides whether it can be mutated, and what it is called.
extension SyntaxProtocol {
    /// Its place in the file without the blanks and comments around it.
    var bytes: Range<Int> {
        positionAfterSkippingLeadingTrivia.utf8Offset..<endPositionBeforeTrailingTrivia.utf8Offset
    }

    private var ancestors: some Sequence<Syntax> { sequence(first: Syntax(self), next: \.parent).dropFirst() }

    /// Whether it stands where only a pattern may.
    var isInPattern: Bool {
        for node in ancestors {
            if node.is(ExpressionPatternSyntax.self) { return true }
            if node.is(CodeBlockItemSyntax.self) || node.is(ClosureExprSyntax.self) { return false }
        }
        return false
    }

    /// Why no mutation can be made here; nil where one can.
    var reasonToSkip: String? {
        if Syntax(self).firstToken(viewMode: .sourceAccurate) == nil { return "nothing is written there" }
        for node in ancestors {
            if node.is(CodeBlockItemSyntax.self) || node.is(ClosureExprSyntax.self) { break }
            if let attempt = node.as(TryExprSyntax.self), attempt.questionOrExclamationMark == nil {
                return "what follows try or await cannot be put off"
            }
            if node.is(AwaitExprSyntax.self) { return "what follows try or await cannot be put off" }
            if node.is(AttributeSyntax.self) || node.is(IfConfigClauseSyntax.self) { return "it is no expression" }
            if node.is(EnumCaseElementSyntax.self) { return "a raw value has to be a literal" }
            if let parameter = node.as(FunctionParameterSyntax.self), parameter.defaultValue != nil,
                parameter.isOfPublicFunction
            {
                return "the default of a public function may use only what is public"
            }
        }
        if Syntax(self).throwsOrWaits { return "what follows try or await cannot be put off" }
        return nil
    }

    /// The statement or member that holds it.
    var statement: Syntax {
        ancestors.first { $0.is(CodeBlockItemSyntax.self) || $0.is(MemberBlockItemSyntax.self) }
            ?? Syntax(self).root
    }

    /// The names of the declarations around it, the outermost first.
    var path: String {
        var names: [String] = []
        for node in ancestors {
            if let function = node.as(FunctionDeclSyntax.self) {
                names.append(function.name.text + function.signature.labels)
            } else if let initializer = node.as(InitializerDeclSyntax.self) {
                names.append("init" + initializer.signature.labels)
            } else if let variable = node.as(VariableDeclSyntax.self), !variable.isLocal {
                names.append(variable.bindings.first?.pattern.trimmedDescription ?? "_")
            } else if let type = node.asProtocol((any NamedDeclSyntax).self), !node.is(FunctionDeclSyntax.self) {
                names.append(type.name.text)
            } else if let type = node.as(ExtensionDeclSyntax.self) {
                names.append(type.extendedType.trimmedDescription)
            }
        }
        return names.reversed().joined(separator: ".")
    }
}

extension Syntax {
    /// Whether something in it, outside of closures, may throw or wait.
    fileprivate var throwsOrWaits: Bool {
        if self.is(ClosureExprSyntax.self) { return false }
        if let attempt = self.as(TryExprSyntax.self) { return attempt.questionOrExclamationMark == nil }
        if self.is(AwaitExprSyntax.self) { return true }
        return children(viewMode: .sourceAccurate).contains(where: \.throwsOrWaits)
    }
}

extension ExprSyntaxProtocol {
    /// Whether it is a side of a comparison. That is mutated itself, and to the same effect.
    var isCompared: Bool {
        guard let sign = parent?.as(InfixOperatorExprSyntax.self)?.operator.as(BinaryOperatorExprSyntax.self) else {
            return false
        }
        return ["==", "!=", "<", "<=", ">", ">="].contains(sign.operator.text)
    }

    /// Whether it is what a call calls.
    var isCalled: Bool { parent?.as(FunctionCallExprSyntax.self)?.calledExpression.id == Syntax(self).id }

    /// Whether nothing is made of its answer at once: no comparison, no negation, no member of it.
    var standsAlone: Bool {
        guard let parent, !isCompared, !isInPattern else { return false }
        if parent.is(PrefixOperatorExprSyntax.self) || parent.is(OptionalChainingExprSyntax.self) { return false }
        if parent.is(ForceUnwrapExprSyntax.self) || parent.is(MemberAccessExprSyntax.self) { return false }
        if parent.is(KeyPathComponentSyntax.self) || parent.is(ConditionElementSyntax.self) { return false }
        if parent.is(WhereClauseSyntax.self) { return false }
        if let infix = parent.as(InfixOperatorExprSyntax.self) {
            return infix.operator.is(AssignmentExprSyntax.self) && infix.rightOperand.id == Syntax(self).id
        }
        return !Syntax(self).hasOptionalChain
    }

    var withoutParentheses: ExprSyntax {
        guard let tuple = self.as(TupleExprSyntax.self), tuple.elements.count == 1, let only = tuple.elements.first,
            only.label == nil
        else { return ExprSyntax(self) }
        return only.expression.withoutParentheses
    }
}

extension Syntax {
    /// Whether it may be nil for a link of its chain that is.
    fileprivate var hasOptionalChain: Bool {
        if self.is(OptionalChainingExprSyntax.self) { return true }
        if let member = self.as(MemberAccessExprSyntax.self) {
            return member.base.map { Syntax($0).hasOptionalChain } ?? false
        }
        if let call = self.as(FunctionCallExprSyntax.self) { return Syntax(call.calledExpression).hasOptionalChain }
        return false
    }
}

extension FunctionParameterSyntax {
    fileprivate var isOfPublicFunction: Bool {
        let declaration = parent?.parent?.parent?.parent
        let modifiers =
            declaration?.as(FunctionDeclSyntax.self)?.modifiers
            ?? declaration?.as(InitializerDeclSyntax.self)?.modifiers
        return modifiers?.contains { $0.name.text == "public" } ?? false
    }
}

extension FunctionSignatureSyntax {
    fileprivate var labels: String {
        "(" + parameterClause.parameters.map { $0.firstName.text + ":" }.joined() + ")"
    }
}

extension VariableDeclSyntax {
    /// Whether it is of a function and not of a type.
    fileprivate var isLocal: Bool {
        parent?.is(CodeBlockItemSyntax.self) == true && parent?.parent?.parent?.is(SourceFileSyntax.self) == false
    }
}
