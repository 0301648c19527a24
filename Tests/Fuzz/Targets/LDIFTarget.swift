import LDAP

/// Chunks of any size read the same, and an entry is the same after writing and reading it.
func checkLDIF(_ input: [UInt8]) throws(BrokenProperty) {
    let whole = Reading(of: input, inChunksOf: max(input.count, 1))
    for size in [1, 5, input.count / 3 + 1] {
        try require(Reading(of: input, inChunksOf: size) == whole, "chunks of \(size) bytes read differently")
    }
    let lineCount = input.count { $0 == UInt8(ascii: "\n") } + 1
    if let error = whole.error {
        try require((1...lineCount).contains(error.line), "the error stands outside of the text: \(error)")
        try require(!error.description.contains("\n"), "the error has several lines")
    }

    let limits = LDIFReader.Limits(lineBytes: 48, recordBytes: 400)
    let limited = Reading(of: input, inChunksOf: max(input.count, 1), limits: limits)
    try require(
        Reading(of: input, inChunksOf: 3, limits: limits) == limited, "within limits, chunks read differently")
    try require(whole.records.starts(with: limited.records), "limits change what is read before them")
    try require(
        limited.error?.code == .limitExceeded || limited == whole, "limits change more than where reading ends")

    for record in whole.records {
        try require((1...lineCount).contains(record.line), "the record stands outside of the text")
        if let entry = record.entry { try checkWriting(entry) }
    }
}

private func checkWriting(_ entry: Entry) throws(BrokenProperty) {
    let writers = [
        LDIFWriter(), LDIFWriter(lineWidth: 2, writesVersion: false),
        LDIFWriter(lineWidth: nil, base64: .whereUnprintable),
    ]
    for var writer in writers {
        var output: [UInt8] = []
        do {
            try writer.write(entry, to: &output)
        } catch {
            throw BrokenProperty(description: "what was read cannot be written: \(error)")
        }
        let again = Reading(of: output, inChunksOf: output.count)
        let read = try required(again.records.first?.entry, "what is written is refused: \(entry)")
        try require(again.error == nil && again.records.count == 1, "one entry is written, others are read")
        try require(
            read.distinguishedName.description.utf8.elementsEqual(entry.distinguishedName.description.utf8),
            "the name reads differently: \(entry.distinguishedName)")
        try require(read.attributes == entry.attributes, "what is written reads differently: \(entry)")
    }
}

private struct Reading: Equatable {
    var records: [LDIFRecord] = []
    var error: LDIFReadingError?

    init(of input: [UInt8], inChunksOf size: Int, limits: LDIFReader.Limits = .init()) {
        var reader = LDIFReader(limits: limits)
        var rest = input[...]
        do {
            while !rest.isEmpty {
                reader.append(rest.prefix(size))
                rest = rest.dropFirst(size)
                while let record = try reader.next() { records.append(record) }
            }
            reader.finish()
            while let record = try reader.next() { records.append(record) }
        } catch {
            self.error = error
        }
    }
}
