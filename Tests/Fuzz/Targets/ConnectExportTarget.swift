import FoundationEssentials
import Writeback

/// Pieces of any size read the same, in any of the three files; errors stand inside of the text; the result survives JSON.
func checkConnectExport(_ input: [UInt8]) throws(BrokenProperty) {
    for name in [
        "Connectors/Connector_x.xml", "GlobalSettings/MV.xml", "SynchronizationRules/SynchronizationRule_x.xml",
    ] {
        let whole = read(input, as: name, inPiecesOf: max(input.count, 1))
        for size in [1, 7, input.count / 3 + 1] where input.count <= 4096 || size > 7 {
            try require(read(input, as: name, inPiecesOf: size) == whole, "pieces of \(size) bytes read differently")
        }
        switch whole {
        case .failure(let error): try checkEvidenceError(error, input)
        case .success(let export):
            guard let again = try? JSONDecoder().decode(ConnectExport.self, from: JSONEncoder().encode(export)) else {
                throw BrokenProperty(description: "what was read cannot be written as JSON and read again")
            }
            try require(again == export, "what was read is another after JSON")
        }
    }
}

/// An error is of one line and stands inside of the text.
func checkEvidenceError(_ error: EvidenceError, _ input: [UInt8]) throws(BrokenProperty) {
    if case .line(let line, let column) = error.place {
        // YAML ends lines at a carriage return too, and at U+0085, U+2028 and U+2029: by their last bytes, at most so many.
        let lines = input.count { [0x0A, 0x0D, 0x85, 0xA8, 0xA9].contains($0) } + 1
        try require((1...lines).contains(line), "the error stands outside of the text: \(error)")
        try require((1...input.count + 1).contains(column), "the error stands outside of its line: \(error)")
    }
    try require(!error.expected.isEmpty && !error.found.isEmpty, "an error that does not say what: \(error)")
}

private func read(_ input: [UInt8], as name: String, inPiecesOf size: Int) -> Result<ConnectExport, EvidenceError> {
    Result { () throws(EvidenceError) in
        var reader = ConnectExportReader(directory: "export")
        // A connector beside it, so that what is fuzzed is what may fail.
        if try reader.begin("Connector_0.xml", writtenAt: Date(timeIntervalSince1970: 0)) {
            try reader.append(Array("<ma-data><id>0</id><name>a</name><category>LDAP</category></ma-data>".utf8))
            try reader.endFile()
        }
        if try reader.begin(name, writtenAt: nil) {
            var rest = input[...]
            while !rest.isEmpty {
                try reader.append(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            try reader.endFile()
        }
        return try reader.finish()
    }
}
