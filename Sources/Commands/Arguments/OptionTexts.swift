/// Option texts from the command line, else from `ADINSPECT_…` variables.
package struct OptionTexts: Sendable {
    private let environment: [String: String]

    package init(environment: [String: String]) {
        self.environment = environment
    }

    /// The text of an option; an empty variable counts as none.
    func text(_ argument: String?, _ variable: String) -> String? {
        argument ?? environment["ADINSPECT_\(variable)"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// How the caller named an option: by its name, or by the variable that stands for it.
    func name(_ isArgument: Bool, _ variable: String) -> String {
        isArgument ? "--" + variable.lowercased().split(separator: "_").joined(separator: "-") : "ADINSPECT_\(variable)"
    }

    /// A repeatable option; in a variable its values stand separated by blanks.
    func list(_ arguments: [String], _ variable: String) -> [String] {
        if !arguments.isEmpty { return arguments }
        return (environment["ADINSPECT_\(variable)"] ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// The same, each read as a value.
    ///
    /// - Throws: ``CommandFailure`` with exit code 64 for the first that cannot be read.
    func list<Value>(
        _ arguments: [String], _ variable: String, expected: String, _ read: (String) -> Value?
    ) throws -> [Value] {
        try list(arguments, variable).map { text in
            guard let value = read(text) else {
                throw CommandFailure.unreadable(name(!arguments.isEmpty, variable), text, expected: expected)
            }
            return value
        }
    }

    /// A flag; in a variable `1`, `true`, `yes` and `on`, or `0`, `false`, `no` and `off`.
    func flag(_ argument: Bool, _ variable: String) throws -> Bool {
        guard !argument, let text = text(nil, variable) else { return argument }
        switch text.lowercased() {
        case "1", "true", "yes", "on": return true
        case "0", "false", "no", "off": return false
        default: throw CommandFailure.unreadable(name(false, variable), text, expected: "1 or 0")
        }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ argument: String?, _ variable: String, _: Choice.Type
    ) throws -> Choice? where Choice.RawValue == String {
        let known = Choice.allCases.map(\.rawValue)
        let expected =
            known.count < 2
            ? known.joined() : known.dropLast().joined(separator: ", ") + " or " + known[known.count - 1]
        return try value(argument, variable, expected: expected, Choice.init(rawValue:))
    }

    /// A length of time in seconds, with decimals if need be.
    func seconds(_ argument: String?, _ variable: String) throws -> Duration? {
        try value(argument, variable, expected: "a number of seconds, more than 0 and at most 86400, such as 2.5") {
            text in
            // `Double` also reads "0x1p3", "inf" and "nan".
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }), let seconds = Double(text),
                seconds > 0, seconds <= 86400
            else { return nil }
            return .seconds(seconds)
        }
    }

    func count(_ argument: String?, _ variable: String) throws -> Int? {
        try value(argument, variable, expected: "a whole number from 1 to 4096") { text in
            Int(text).flatMap { (1...4096).contains($0) ? $0 : nil }
        }
    }

    /// - Throws: ``CommandFailure`` with exit code 64 for a text that `read` makes nothing of.
    func value<Value>(
        _ argument: String?, _ variable: String, expected: String, _ read: (String) -> Value?
    ) throws -> Value? {
        guard let text = text(argument, variable) else { return nil }
        guard let value = read(text) else {
            throw CommandFailure.unreadable(name(argument != nil, variable), text, expected: expected)
        }
        return value
    }
}
