/// How a scripted server behaves, apart from what is in its directory.
package struct DirectoryBehaviour: Sendable {
    package enum Request: Sendable, Hashable { case bind, search, compare, extended }

    /// What happens in place of an answer.
    package enum Event: Sendable {
        /// The connection is closed in order.
        case close
        /// The connection is closed by a reset.
        case reset
        /// Neither this request nor any later one of the connection is answered.
        case silence
        /// The header of a message of 2 GiB, and no more.
        case lyingLength
        /// The unsolicited notice of disconnection, then the end.
        case noticeOfDisconnection(ScriptedResult)
        /// These bytes.
        case bytes([UInt8])
    }

    package enum Answer: Sendable {
        case result(ScriptedResult)
        /// So many entries of the true answer, then the result.
        case entriesThen(Int, ScriptedResult)
        /// Never; later requests on the connection are answered.
        case never
        /// When ``ScriptedDirectoryServer/releaseHeldAnswers()`` is called.
        case held
        case event(Event)
    }

    private struct Key: Hashable {
        let request: Request
        let name: String?
    }
    private var answers: [Key: Answer] = [:]

    /// In place of the answer to the n-th message (from 1) of every connection.
    package var events: [Int: Event] = [:]
    /// When a bind has been answered with success.
    package var afterBind: Event?
    /// Whether lengths are written in five bytes, as Active Directory does.
    package var longLengths = true
    /// By bind name, in lower case; nil: every password that is not empty is right.
    package var passwords: [String: String]?
    /// Whether everything but the rootDSE needs a bind with a name first.
    package var requiresBind = true
    /// Whether a simple bind in clear is refused with 8.
    package var requiresTLSForSimpleBind = false
    /// More entries than that end with sizeLimitExceeded, unless they are asked for page by page; MaxPageSize.
    package var maximumPageSize = 1000
    /// More values than that come in ranges; MaxValRange.
    package var maximumValues = 1500
    /// Whether a range that begins behind the last value is refused, as Windows does without the control …1948.
    package var refusesRangesBehindTheLast = false
    /// Whether every range is answered with the first.
    package var repeatsFirstRange = false
    /// Whether UDP is answered at all.
    package var answersUDP = true
    /// Whether a base search echoes the letter case of the request's base.
    package var echoesBase = true
    /// The blob of the netlogon attribute, from the filter's terms (names in lower case); nil for an answer without an entry.
    package var netlogon: (@Sendable (_ terms: [String: [UInt8]], _ carriedBy: ReceivedRequest.Carrier) -> [UInt8]?)?

    package init(_ change: (inout DirectoryBehaviour) -> Void = { _ in }) { change(&self) }

    /// Sets the answer to a kind of request, for one name (a DN, a bind name, an OID) or for all.
    package mutating func answer(_ request: Request, of name: String? = nil, _ answer: Answer?) {
        answers[Key(request: request, name: name.map(Self.key))] = answer
    }

    func answer(to request: Request, of name: String) -> Answer? {
        answers[Key(request: request, name: Self.key(name))] ?? answers[Key(request: request, name: nil)]
    }

    private static func key(_ name: String) -> String {
        name.contains("=") ? DirectoryName(name).parts.joined(separator: "\u{0}") : name.lowercased()
    }
}
