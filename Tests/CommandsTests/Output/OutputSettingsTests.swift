import ArgumentParser
import Foundation
import Reports
import TestSupport
import Testing

@testable import Commands

@Suite struct OutputSettingsTests {
    struct ColorCase: Sendable {
        var arguments: [String] = []
        var environment: [String: String] = [:]
        var isTerminal = true
        var isColored: Bool
    }

    @Test(arguments: [
        ColorCase(isColored: true), ColorCase(isTerminal: false, isColored: false),
        ColorCase(arguments: ["--color", "always"], isTerminal: false, isColored: true),
        ColorCase(arguments: ["--color", "never"], isColored: false),
        ColorCase(environment: ["NO_COLOR": "1"], isColored: false),
        ColorCase(environment: ["NO_COLOR": ""], isColored: true),
        ColorCase(arguments: ["--color", "always"], environment: ["NO_COLOR": "1"], isColored: true),
        ColorCase(environment: ["TERM": "dumb"], isColored: false),
        ColorCase(environment: ["ADINSPECT_COLOR": "never"], isColored: false),
        ColorCase(
            arguments: ["--color", "auto"], environment: ["ADINSPECT_COLOR": "always"], isTerminal: false,
            isColored: false),
    ])
    func colorIsForTerminalsUnlessToldOtherwise(_ item: ColorCase) throws {
        let settings = try OutputSettings(try OutputArguments.parse(item.arguments), environment: item.environment)
        let context = Self.context(isTerminal: item.isTerminal, width: 100, item.environment)
        #expect(settings.layout(context).style.usesColor == item.isColored)
    }

    @Test(
        arguments: [
            (true, 120, nil, 120), (true, 40, nil, 80), (true, 500, nil, 200), (true, nil, "90", 90),
            (false, 120, nil, 80),
            (false, nil, "132", 132), (false, nil, "wide", 80), (false, nil, "-5", 80),
            (false, nil, "99999999999999999999", 80),
        ] as [(Bool, Int?, String?, Int)])
    func theWidthIsTheTerminalsElseOfCOLUMNS(_ isTerminal: Bool, _ width: Int?, _ columns: String?, _ expected: Int)
        throws
    {
        let environment = columns.map { ["COLUMNS": $0] } ?? [:]
        let settings = try OutputSettings(try OutputArguments.parse([]), environment: environment)
        #expect(settings.layout(Self.context(isTerminal: isTerminal, width: width, environment)).width == expected)
    }

    @Test func everyOptionHasAVariable() throws {
        let file = try TemporaryDirectory.make("output") + "/report"
        let settings = try OutputSettings(
            try OutputArguments.parse([]),
            environment: [
                "ADINSPECT_FORMAT": "json", "ADINSPECT_OUTPUT": file, "ADINSPECT_QUIET": "1", "ADINSPECT_VERBOSE": "on",
                "ADINSPECT_LOG_FILE": "/log", "ADINSPECT_COLOR": "always",
            ])
        #expect(settings.format == .json && settings.file != nil && settings.isQuiet && settings.isVerbose)
        #expect(settings.logPath == "/log" && settings.color == .always)
    }

    private static func context(isTerminal: Bool, width: Int?, _ environment: [String: String]) -> CommandContext {
        CommandContext(
            environment: environment, output: RecordingSink(isTerminal: isTerminal, width: width),
            errors: RecordingSink(),
            input: ScriptedInput(), kerberosConfigurationFile: nil, hostName: "jump.example.test")
    }
}
