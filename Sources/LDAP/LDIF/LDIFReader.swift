/// Reads LDIF (RFC 2849) as it comes, in chunks of any size.
///
/// ```swift
/// var reader = LDIFReader()
/// while let chunk = try file.read() {
///     reader.append(chunk)
///     while let record = try reader.next() { use(record) }
/// }
/// reader.finish()
/// while let record = try reader.next() { use(record) }
/// ```
///
/// Read are entries and changes; a change is a value and is never carried out, and a URL is shown and never fetched. The
/// reader takes a little more than the RFC lets a writer write: bytes outside ASCII, lines that end in CR LF, a file
/// that ends without a line end, a byte order mark, files put one behind the other with their version lines, and a last
/// modification without its `-`.
///
/// It keeps the chunk that it was given and one record, bounded by ``Limits``. After an error it gives the same error
/// again: where the next record begins, nobody can tell.
public struct LDIFReader: Sendable {
    /// How much one line and one record may take.
    public struct Limits: Sendable, Hashable {
        /// The most bytes in a line, continuations included; so no value is longer.
        public var lineBytes: Int
        /// The most bytes in a record; each line counts for 128 more than its length, for it takes memory of its own.
        public var recordBytes: Int

        /// Limits in bytes, by default 32 MiB a line and 64 MiB a record; below 0 counts as 0.
        public init(lineBytes: Int = 32 << 20, recordBytes: Int = 64 << 20) {
            self.lineBytes = max(0, lineBytes)
            self.recordBytes = max(0, recordBytes)
        }
    }

    /// How much one line and one record may take.
    public let limits: Limits
    private var lines: LDIFLines
    /// The lines of the record under way.
    private var record: [LDIFLine] = []
    private var recordBytes = 0
    private var failure: LDIFReadingError?

    /// A reader that has been given nothing yet.
    public init(limits: Limits = Limits()) {
        self.limits = limits
        lines = LDIFLines(maximumBytes: limits.lineBytes)
    }

    /// Takes a chunk. Ask for ``next()`` until it has nothing more before the next chunk, or chunks pile up.
    public mutating func append(_ chunk: some Sequence<UInt8>) {
        if failure == nil { lines.append(chunk) }
    }

    /// Says that nothing more comes: what waits for the rest of its line or record is whole.
    public mutating func finish() {
        lines.finish()
    }

    /// The next record; nil when more must come first, and after ``finish()`` when there is no more.
    ///
    /// - Throws: ``LDIFReadingError``. Records before it have been handed out.
    public mutating func next() throws(LDIFReadingError) -> LDIFRecord? {
        if let failure { throw failure }
        do throws(LDIFReadingError) {
            while let line = try lines.next() {
                if line.bytes.isEmpty {
                    if let record = try endRecord() { return record }
                } else {
                    try take(line)
                }
            }
            return lines.isAtEnd ? try endRecord() : nil
        } catch {
            failure = error
            record = []
            lines = LDIFLines(maximumBytes: 0)
            throw error
        }
    }

    /// Reads a whole text.
    ///
    /// - Throws: ``LDIFReadingError``.
    public static func records(
        in text: some Sequence<UInt8>, limits: Limits = Limits()
    ) throws(LDIFReadingError) -> [LDIFRecord] {
        var reader = LDIFReader(limits: limits)
        reader.append(text)
        reader.finish()
        var records: [LDIFRecord] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }

    private mutating func take(_ line: LDIFLines.Line) throws(LDIFReadingError) {
        let (sum, overflow) = recordBytes.addingReportingOverflow(line.bytes.count + 128)
        guard !overflow, sum <= limits.recordBytes else {
            throw LDIFReadingError(
                .limitExceeded, line: record.first?.number ?? line.number,
                "the record that begins here is longer than the \(limits.recordBytes) bytes that one may have")
        }
        recordBytes = sum
        let parsed = try LDIFLine(parsing: line)
        if record.isEmpty, parsed.keyword == "version" {
            recordBytes = 0
            guard parsed.value == .octets([UInt8(ascii: "1")]) else {
                throw LDIFReadingError(.unsupportedVersion, line: line.number, "only version 1 of LDIF is known")
            }
        } else {
            record.append(parsed)
        }
    }

    private mutating func endRecord() throws(LDIFReadingError) -> LDIFRecord? {
        guard !record.isEmpty else { return nil }
        defer {
            record.removeAll(keepingCapacity: recordBytes < 1 << 16)
            recordBytes = 0
        }
        return try LDIFRecord(parsing: record)
    }
}
