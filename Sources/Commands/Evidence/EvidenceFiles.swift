import FoundationEssentials
import Writeback

/// The files of evidence that the caller named.
struct EvidenceFiles {
    /// Room for every folder of an export, and soon at an end in a directory that is none.
    private static let mostEntries = 50_000
    private static let deepest = 3
    /// The readers say themselves what is too large for them.
    private static let limit = 256 << 20

    func connectExport(_ directory: String) throws -> ConnectExport {
        var reader = ConnectExportReader(directory: directory)
        return try explained("read the Connect export \(directory)") {
            for path in try Self.paths(below: directory) {
                let file = try PiecewiseFile(path)
                guard try reader.begin(path, writtenAt: file.modifiedAt) else { continue }
                while true {
                    let piece = try file.next()
                    if piece.isEmpty { break }
                    try reader.append(piece)
                }
                try reader.endFile()
            }
            return try reader.finish()
        }
    }

    func runHistory(_ path: String) throws -> RunHistory {
        try explained("read the run history \(path)") {
            let file = try PiecewiseFile(path)
            return try RunHistory(try file.rest(limit: Self.limit), file: path, writtenAt: file.modifiedAt)
        }
    }

    func securityPolicy(_ path: String) throws -> SecurityPolicyExport {
        try explained("read the security policy \(path)") {
            let file = try PiecewiseFile(path)
            return try SecurityPolicyExport(try file.rest(limit: Self.limit), file: path, writtenAt: file.modifiedAt)
        }
    }

    /// - Returns: Nil where no file was named.
    func graph(_ paths: [String]) throws -> GraphEvidence? {
        guard !paths.isEmpty else { return nil }
        var evidence = GraphEvidence()
        for path in paths {
            try explained("read Graph's answer \(path)") {
                let file = try PiecewiseFile(path)
                try evidence.add(try file.rest(limit: Self.limit), file: path, writtenAt: file.modifiedAt)
            }
        }
        return evidence
    }

    func egress(_ path: String) throws -> EgressEvidence {
        try explained("read the egress report \(path)") {
            try EgressEvidence(try PiecewiseFile(path).rest(limit: Self.limit), file: path)
        }
    }

    func attestations(_ path: String) throws -> [Attestation] {
        try explained("read the attestations \(path)") {
            let bytes = try PiecewiseFile(path).rest(limit: Self.limit)
            return try Attestation.list(bytes, file: path, rules: Set(Catalogue.rules.map(\.id)))
        }
    }

    func waivers(_ path: String) throws -> [WaiverStatement] {
        try explained("read the waivers \(path)") {
            let bytes = try PiecewiseFile(path).rest(limit: Self.limit)
            return try WaiverStatement.list(bytes, file: path, rules: Set(Catalogue.rules.map(\.id)))
        }
    }

    // MARK: -

    /// Every file of a directory and its folders, sorted; links to directories are not followed.
    private static func paths(below directory: String) throws -> [String] {
        guard FileManager.default.fileExists(atPath: directory) else { throw SystemReason(2) }
        var files: [String] = []
        var folders: [(path: String, depth: Int)] = [(directory, 0)]
        var seen = 0
        while let (folder, depth) = folders.popLast() {
            for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
                seen += 1
                guard seen <= mostEntries else {
                    throw CommandFailure.file(
                        .badFile, "read the Connect export \(directory)", "more than \(mostEntries) files and folders",
                        meaning: "No export of Connect is that large.",
                        advice: "Name the directory that Get-ADSyncServerConfiguration -Path wrote.")
                }
                let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
                let kind = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
                if kind == .typeDirectory {
                    if depth < deepest { folders.append((path, depth + 1)) }
                } else if kind == .typeRegular || kind == .typeSymbolicLink {
                    files.append(path)
                }
            }
        }
        return files.sorted()
    }

    private func explained<Result>(_ attempted: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let failure as CommandFailure {
            throw failure
        } catch let error as EvidenceError {
            throw CommandFailure.file(
                .badFile, attempted, error.description,
                meaning: "The file is not what this option takes.",
                advice: "Make it as `adinspect evidence` says, and copy it unchanged.")
        } catch let reason as SystemReason {
            throw CommandFailure.file(.notFound, attempted, reason.text)
        } catch let error as CocoaError {
            throw CommandFailure.file(.notFound, attempted, Self.words(error))
        }
    }

    private static func words(_ error: CocoaError) -> String {
        switch error.code {
        case .fileReadNoSuchFile, .fileNoSuchFile: "No such file or directory"
        case .fileReadNoPermission: "Permission denied"
        default: "it is no directory, or cannot be listed (\(error.code.rawValue))"
        }
    }
}
