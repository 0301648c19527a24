import Inspection

/// The files of an export, by their names.
enum ConnectFileKind: String, Sendable {
    case connector, settings, rule

    /// - Parameter path: With either separator; only its last part counts, so that an export may lie flat. nil for other files.
    init?(path: String) {
        let name = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map { $0.lowercased() } ?? ""
        guard name.hasSuffix(".xml") else { return nil }
        if name == "mv.xml" {
            self = .settings
        } else if name.hasPrefix("connector_") {
            self = .connector
        } else if name.hasPrefix("synchronizationrule_") {
            self = .rule
        } else {
            return nil
        }
    }

    var root: String {
        switch self {
        case .connector: "ma-data"
        case .settings: "saved-mv-configuration"
        case .rule: "synchronizationRule"
        }
    }

    /// Most of a file, by weight: schemas, joins, cookies, expressions.
    var skipped: Set<String> {
        switch self {
        case .connector:
            [
                "ma-data/schema", "ma-data/dn-construction", "ma-data/attribute-inclusion", "ma-data/join",
                "ma-data/projection", "ma-data/stay-disconnector", "ma-data/export-attribute-flow",
                "ma-data/provisioning-cleanup", "ma-data/component_mappings", "ma-data/controller-configuration",
                "ma-data/ma-partition-data/partition/custom-data/adma-partition-data/cookie",
                "ma-data/ma-partition-data/partition/custom-data/water-mark",
                "ma-data/ma-partition-data/partition/custom-data/parameter-definitions",
                "ma-data/private-configuration/MAConfig/parameter-definitions",
                "ma-data/private-configuration/MAConfig/capabilities-mask",
                "ma-data/ma-run-data/run-configuration/configuration",
            ]
        case .settings:
            [
                "saved-mv-configuration/mv-data/schema", "saved-mv-configuration/mv-data/import-attribute-flow",
                "saved-mv-configuration/mv-data/provisioning", "saved-mv-configuration/mv-data/mv-deletion",
            ]
        case .rule:
            [
                "synchronizationRule/attribute-mappings", "synchronizationRule/relationshipCriteria",
                "synchronizationRule/synchronizationCriteria",
            ]
        }
    }
}

/// The leaves of one file by their paths; partitions apart, since their paths repeat.
struct ConnectValues: Sendable {
    struct Value: Sendable {
        let text: String
        let place: EvidenceError.Place
    }

    let file: String
    private var values: [String: [Value]] = [:]
    private var count = 0

    init(file: String) { self.file = file }

    /// - Throws: `.tooLarge` beyond any export.
    mutating func add(_ text: String, at path: String, place: EvidenceError.Place) throws(EvidenceError) {
        count += 1
        guard count <= 100_000 else {
            throw EvidenceError(
                .tooLarge, in: file, at: place, found: "more than 100,000 values",
                expected: "an export, which has fewer")
        }
        values[path, default: []].append(Value(text: text, place: place))
    }

    /// An element that stands there once, or never, and is empty where nothing was set.
    func text(_ path: String) -> Observed<String> {
        guard let value = values[path]?.first, !value.text.isEmpty else { return .absent }
        return .value(value.text)
    }

    func texts(_ path: String) -> [String] { (values[path] ?? []).map(\.text).filter { !$0.isEmpty } }

    /// - Throws: `.unexpected` for a text that is none.
    func read<Result>(
        _ path: String, expected: String, _ parse: (String) -> Result?
    ) throws(EvidenceError) -> Observed<Result> {
        guard let value = values[path]?.first, !value.text.isEmpty else { return .absent }
        guard let result = parse(value.text) else {
            throw EvidenceError(
                .unexpected, in: file, at: value.place, found: "“\(value.text)” in \(path)", expected: expected)
        }
        return .value(result)
    }

    func flag(_ path: String) throws(EvidenceError) -> Observed<Bool> {
        try read(path, expected: "0, 1, True or False") { text in
            switch text.lowercased() {
            case "1", "true": true
            case "0", "false": false
            default: nil
            }
        }
    }

    /// - Throws: `.unexpected` where it is not there.
    func required(_ path: String) throws(EvidenceError) -> String {
        guard let text = text(path).known else {
            throw EvidenceError(.unexpected, in: file, found: "no \(path)", expected: "an export, which has one")
        }
        return text
    }

    func guid(_ path: String) throws(EvidenceError) -> String {
        try required(path).lowercased().filter { $0 != "{" && $0 != "}" }
    }
}
