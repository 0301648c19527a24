/// What to do next in a search by simple paged results (RFC 2696), decided without a connection.
///
/// A driver sends a page when told ``Action/requestPage(_:)``, reports with ``pageDone(_:)`` how it ended, and stops
/// on any other action. A cookie belongs to the connection that it came by: when that is lost, so is the search.
/// Once it has stopped, a search gives the same action again, whatever is reported.
public struct PagedSearchState: Sendable {
    /// What ends a search that would not end by itself.
    public struct Limits: Hashable, Sendable {
        /// How many pages without entries may follow one another. A server that runs out of time on a page sends it
        /// empty, with a cookie, and that is no fault.
        public var emptyPages: Int
        /// How many pages may follow one another with the same cookie. Some servers (389 Directory Server) name the
        /// search by it, not the place in it, so that a few say nothing.
        public var repeatedCookies: Int
        /// How many pages a search may have in all.
        public var pages: Int

        /// Limits far above what a search that makes progress needs.
        public init(emptyPages: Int = 100, repeatedCookies: Int = 1000, pages: Int = 1_000_000) {
            self.emptyPages = emptyPages
            self.repeatedCookies = repeatedCookies
            self.pages = pages
        }
    }

    /// A page to ask for: the values of the request control (RFC 2696, section 2).
    public struct PageRequest: Hashable, Sendable {
        /// How many entries the page should hold.
        public let size: Int32
        /// The cookie of the page before, unchanged; empty for the first.
        public let cookie: [UInt8]
    }

    /// How a page ended.
    public struct PageResult: Hashable, Sendable {
        /// The result code of the page's last message.
        public var resultCode: LDAPResultCode
        /// The cookie of its response control; nil when there was no such control.
        public var cookie: [UInt8]?
        /// How many entries came.
        public var entryCount: Int

        /// What a driver reports of a page.
        public init(resultCode: LDAPResultCode, cookie: [UInt8]?, entryCount: Int) {
            self.resultCode = resultCode
            self.cookie = cookie
            self.entryCount = entryCount
        }
    }

    /// What to do next.
    public enum Action: Hashable, Sendable {
        /// Ask for this page.
        case requestPage(PageRequest)
        /// The search is done, and everything came.
        case finish(Summary)
        /// The search is over; what came is right, but there may be more.
        case partial(PartialReason, Summary)
        /// The search failed; what came before is right, but there may be more.
        case fail(Failure, Summary)
    }

    /// Why only a part came.
    public enum PartialReason: Hashable, Sendable {
        /// A limit, as ``LDAPResultCode/sizeLimitExceeded``.
        case limit(LDAPResultCode)
        /// A later page came without the control: the server lost the search's place, without a word.
        case controlLost
    }

    /// Why a search failed.
    public enum Failure: Hashable, Sendable {
        /// The server said so.
        case rejected(LDAPResultCode)
        /// More pages without entries followed one another than ``Limits/emptyPages``.
        case tooManyEmptyPages
        /// More pages with the same cookie followed one another than ``Limits/repeatedCookies``.
        case cookieRepeated
        /// The search has more pages than ``Limits/pages``.
        case tooManyPages
    }

    /// What came.
    public struct Summary: Hashable, Sendable {
        /// How many pages.
        public internal(set) var pages = 0
        /// How many entries.
        public internal(set) var entries = 0
        /// Whether the first answer lacked the control: the server does not page, or not this search.
        public internal(set) var isUnpaged = false
        /// Whether a page held more entries than were asked for.
        public internal(set) var isPageSizeIgnored = false
    }

    /// How many entries a page should hold.
    public let pageSize: Int32
    /// What ends a search that would not end by itself.
    public let limits: Limits
    /// What came so far.
    public private(set) var summary = Summary()

    private var emptyPages = 0
    private var lastCookie: [UInt8] = []
    private var repeatedCookies = 0
    private var exceededLimit: LDAPResultCode?
    private var end: Action?

    /// A page size below 1, which would ask for an estimate instead of entries, becomes 1.
    public init(pageSize: Int32, limits: Limits = Limits()) {
        self.pageSize = max(1, pageSize)
        self.limits = limits
    }

    /// The first page.
    public var firstPage: PageRequest {
        PageRequest(size: pageSize, cookie: [])
    }

    /// Takes how the last page ended, and says what to do next.
    public mutating func pageDone(_ result: PageResult) -> Action {
        if let end { return end }
        let action = next(after: result)
        if case .requestPage = action { return action }
        end = action
        return action
    }

    private mutating func next(after result: PageResult) -> Action {
        count(result)
        let isLimit = [.timeLimitExceeded, .sizeLimitExceeded, .adminLimitExceeded].contains(result.resultCode)
        guard result.resultCode == .success || isLimit else { return .fail(.rejected(result.resultCode), summary) }
        if isLimit { exceededLimit = result.resultCode }

        guard let cookie = result.cookie, !cookie.isEmpty else {
            if let exceededLimit { return .partial(.limit(exceededLimit), summary) }
            if result.cookie != nil { return .finish(summary) }
            if summary.pages > 1 { return .partial(.controlLost, summary) }
            summary.isUnpaged = true
            return .finish(summary)
        }
        repeatedCookies = cookie == lastCookie ? repeatedCookies + 1 : 1
        lastCookie = cookie
        if emptyPages > limits.emptyPages { return .fail(.tooManyEmptyPages, summary) }
        if repeatedCookies > limits.repeatedCookies { return .fail(.cookieRepeated, summary) }
        if summary.pages >= limits.pages { return .fail(.tooManyPages, summary) }
        return .requestPage(PageRequest(size: pageSize, cookie: cookie))
    }

    private mutating func count(_ result: PageResult) {
        let entries = max(0, result.entryCount)
        let (sum, overflow) = summary.entries.addingReportingOverflow(entries)
        summary.entries = overflow ? .max : sum
        summary.pages += 1
        if entries > Int(pageSize) { summary.isPageSizeIgnored = true }
        emptyPages = entries == 0 ? emptyPages + 1 : 0
    }
}
