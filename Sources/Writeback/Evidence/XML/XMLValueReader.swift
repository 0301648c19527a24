/// Walks a document and hands out the texts of its leaves, each by the path of its names; whole branches can be passed over.
struct XMLValueReader: Sendable {
    enum Step {
        /// An element begins.
        case opened(path: String)
        /// An element without elements in it: its text without the blanks around it.
        case value(path: String, text: String, attributes: [XMLAttribute], place: EvidenceError.Place)
        /// An element that held others ends.
        case closed(path: String)
    }

    /// No value that is read here is near as long; cookies and watermarks are in branches that are passed over.
    private static let valueLimit = 64 << 10

    var xml: XMLReader
    private let skipped: Set<String>
    private var paths: [String] = []
    private var skipping = 0
    private var leaf: (attributes: [XMLAttribute], text: [UInt8], place: EvidenceError.Place)?

    /// - Parameter skipped: Paths, such as `ma-data/schema`, of which nothing is read but that they are well-formed.
    init(file: String, skipping skipped: Set<String>) {
        xml = XMLReader(file: file)
        self.skipped = skipped
    }

    /// The name of the root element; nil before it.
    private(set) var root: String?

    mutating func next() throws(EvidenceError) -> Step? {
        while let event = try xml.next() {
            switch event {
            case .start(let name, let attributes):
                if skipping > 0 {
                    skipping += 1
                    continue
                }
                let path = paths.last.map { "\($0)/\(name)" } ?? name
                if paths.isEmpty { root = name }
                leaf = nil
                guard !skipped.contains(path) else {
                    skipping = 1
                    continue
                }
                paths.append(path)
                leaf = (attributes, [], xml.currentPlace)
                return .opened(path: path)
            case .text(let piece):
                guard skipping == 0, leaf != nil else { continue }
                leaf?.text += piece
                if let count = leaf?.text.count, count > Self.valueLimit {
                    throw xml.failure(
                        .tooLarge, found: "a value of more than \(Self.valueLimit) bytes", expected: "a shorter one")
                }
            case .end:
                if skipping > 0 {
                    skipping -= 1
                    continue
                }
                guard let path = paths.popLast() else { continue }
                defer { leaf = nil }
                guard let leaf else { return .closed(path: path) }
                let start = leaf.text.drop { XMLCharacters.isSpace($0) }
                let end = start.lastIndex { !XMLCharacters.isSpace($0) }.map { $0 + 1 } ?? start.startIndex
                return .value(
                    path: path, text: String(decoding: start[..<end], as: UTF8.self), attributes: leaf.attributes,
                    place: leaf.place)
            }
        }
        return nil
    }
}
