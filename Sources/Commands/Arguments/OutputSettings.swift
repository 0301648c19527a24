import Logging
import Reports

/// The output options after command line and environment were put together.
struct OutputSettings: Sendable {
    enum Color: String, Sendable, CaseIterable {
        case auto, always, never
    }

    var format: ReportFormat
    /// Nil for standard output.
    var file: ReportFile?
    var color: Color
    var isQuiet: Bool
    var isVerbose: Bool
    var logPath: String?

    init(_ arguments: OutputArguments, environment: [String: String]) throws {
        let options = OptionTexts(environment: environment)
        format = try options.choice(arguments.format, "FORMAT", ReportFormat.self) ?? .text
        file = try options.text(arguments.output, "OUTPUT").map { try ReportFile($0) }
        color = try options.choice(arguments.color, "COLOR", Color.self) ?? .auto
        isQuiet = try options.flag(arguments.quiet, "QUIET")
        isVerbose = try options.flag(arguments.verbose, "VERBOSE")
        logPath = options.text(arguments.logFile, "LOG_FILE")
    }

    /// For a command that prints a single line.
    init(quiet: Bool, logFile: String?, environment: [String: String]) throws {
        let options = OptionTexts(environment: environment)
        format = .text
        file = nil
        color = .never
        isQuiet = try options.flag(quiet, "QUIET")
        isVerbose = false
        logPath = options.text(logFile, "LOG_FILE")
    }

    /// How text is laid out for where it goes.
    func layout(_ context: CommandContext) -> TextLayout {
        let isTerminal = file == nil && context.output.isTerminal
        let usesColor =
            switch color {
            case .always: true
            case .never: false
            // https://no-color.org: any value that is not empty.
            case .auto:
                isTerminal && (context.environment["NO_COLOR"] ?? "").isEmpty && context.environment["TERM"] != "dumb"
            }
        // Through a pager the report is read on the same terminal as the errors; anywhere else 80 columns fit.
        let terminal = isTerminal ? context.output.width : file == nil ? context.errors.width : nil
        let width = terminal ?? context.environment["COLUMNS"].flatMap { Int($0) } ?? 80
        return TextLayout(
            width: min(max(width, 80), 200), style: TextStyle(usesColor: usesColor), verbose: isVerbose)
    }

    /// Writes a report, whole or not at all where it goes to a file.
    func write(_ report: String, _ context: CommandContext) throws {
        guard let file else { return try context.output.write(report) }
        try file.write(report)
    }

    func logger() throws -> Logger {
        guard let logPath else { return Logger(label: "adinspect") { _ in SwiftLogNoOpLogHandler() } }
        let file = try LogFile(path: logPath)
        var logger = Logger(label: "adinspect") { _ in FileLogHandler(file: file) }
        logger.logLevel = isVerbose ? .trace : .info
        return logger
    }
}
