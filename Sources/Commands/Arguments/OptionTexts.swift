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

    /// A repeatable option; in a variable its values stand separated by blanks.
    func list(_ arguments: [String], _ variable: String) -> [String] {
        if !arguments.isEmpty { return arguments }
        return (environment["ADINSPECT_\(variable)"] ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
    }

    func flag(_ argument: Bool, _ variable: String) -> Bool {
        argument || ["1", "true", "yes"].contains((environment["ADINSPECT_\(variable)"] ?? "").lowercased())
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ argument: String?, _ variable: String, _: Choice.Type
    ) throws -> Choice? where Choice.RawValue == String {
        guard let text = text(argument, variable) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure.badOption(Self.option(variable), text, "one of \(known)")
        }
        return choice
    }

    /// A length of time in seconds, with decimals if need be.
    func seconds(_ argument: String?, _ variable: String) throws -> Duration? {
        guard let text = text(argument, variable) else { return nil }
        guard let seconds = Double(text), seconds.isFinite, seconds > 0, seconds <= 86400 else {
            throw CommandFailure.badOption(
                Self.option(variable), text, "a number of seconds, more than 0 and at most 86400")
        }
        return .seconds(seconds)
    }

    func count(_ argument: String?, _ variable: String) throws -> Int? {
        guard let text = text(argument, variable) else { return nil }
        guard let count = Int(text), (1...4096).contains(count) else {
            throw CommandFailure.badOption(Self.option(variable), text, "a whole number from 1 to 4096")
        }
        return count
    }

    private static func option(_ variable: String) -> String {
        variable.lowercased().split(separator: "_").joined(separator: "-")
    }
}
