import LDAP
import Testing

@Suite struct PagedSearchStateTests {
    typealias Result = PagedSearchState.PageResult

    /// Reports pages until the search stops, and says how many were asked for.
    static func run(
        _ pages: [Result], limits: PagedSearchState.Limits = .init()
    ) -> (action: PagedSearchState.Action, reported: Int) {
        var state = PagedSearchState(pageSize: 100, limits: limits)
        var action = PagedSearchState.Action.requestPage(state.firstPage)
        for (index, page) in pages.enumerated() {
            action = state.pageDone(page)
            guard case .requestPage(let request) = action else { return (action, index + 1) }
            #expect(request.cookie == page.cookie)
            #expect(request.size == 100)
        }
        return (action, pages.count)
    }

    static func page(_ cookie: [UInt8]?, _ entries: Int = 100, _ code: LDAPResultCode = .success) -> Result {
        Result(resultCode: code, cookie: cookie, entryCount: entries)
    }

    static func ending(_ action: PagedSearchState.Action) -> String {
        switch action {
        case .requestPage: "requestPage"
        case .finish: "finish"
        case .partial(let reason, _): "partial \(reason)"
        case .fail(let failure, _): "fail \(failure)"
        }
    }

    static func summary(_ action: PagedSearchState.Action) -> PagedSearchState.Summary? {
        switch action {
        case .requestPage: nil
        case .finish(let summary), .partial(_, let summary), .fail(_, let summary): summary
        }
    }

    @Test func beginsWithAnEmptyCookie() {
        #expect(PagedSearchState(pageSize: 500).firstPage.cookie == [])
        #expect(PagedSearchState(pageSize: 500).firstPage.size == 500)
        #expect(PagedSearchState(pageSize: 0).firstPage.size == 1)
        #expect(PagedSearchState(pageSize: .min).firstPage.size == 1)
    }

    @Test(
        arguments: [
            ("one page", [page([])], "finish", 1, 100),
            ("no entries at all", [page([], 0)], "finish", 1, 0),
            ("three pages", [page([1]), page([2]), page([], 7)], "finish", 3, 207),
            ("an empty page with a cookie goes on", [page([1], 0), page([2]), page([], 1)], "finish", 3, 101),
            ("a cookie that stays, with entries", [page([1]), page([1]), page([])], "finish", 3, 300),
            ("in the middle", [page([1]), page([2])], "requestPage", 2, nil),
            ("the control is missing", [page(nil, 12)], "finish", 1, 12),
            ("the control is lost", [page([1]), page(nil)], "partial controlLost", 2, 200),
            (
                "a size limit without cookie", [page([], 50, .sizeLimitExceeded)],
                "partial limit(sizeLimitExceeded (4))", 1, 50
            ),
            (
                "a size limit without control", [page(nil, 50, .sizeLimitExceeded)],
                "partial limit(sizeLimitExceeded (4))", 1, 50
            ),
            (
                "a size limit on a later page", [page([1]), page(nil, 50, .sizeLimitExceeded)],
                "partial limit(sizeLimitExceeded (4))", 2, 150
            ),
            (
                "a size limit with a cookie goes on, but proves nothing whole",
                [page([1], 50, .sizeLimitExceeded), page([], 3)], "partial limit(sizeLimitExceeded (4))", 2, 53
            ),
            (
                "a time limit", [page([1]), page([], 5, .timeLimitExceeded)], "partial limit(timeLimitExceeded (3))", 2,
                105
            ),
            (
                "an administrator's limit", [page(nil, 0, .adminLimitExceeded)],
                "partial limit(adminLimitExceeded (11))", 1, 0
            ),
            (
                "no paging at all", [page(nil, 0, .unavailableCriticalExtension)],
                "fail rejected(unavailableCriticalExtension (12))", 1, 0
            ),
            (
                "a cookie refused", [page([1]), page(nil, 0, .unwillingToPerform)],
                "fail rejected(unwillingToPerform (53))",
                2, 100
            ),
            ("an error with a cookie", [page([1], 3, .other)], "fail rejected(other (80))", 1, 3),
            ("a referral", [page(nil, 0, .referral)], "fail rejected(referral (10))", 1, 0),
            (
                "the connection breaks", [page([1]), page(nil, 4, .serverDown)], "fail rejected(serverDown (-1))", 2,
                104
            ),
            ("a count below zero", [page([], -5)], "finish", 1, 0),
            ("counts beyond all bounds", [page([1], .max), page([], .max)], "finish", 2, .max),
        ] as [(String, [Result], String, Int, Int?)])
    func transition(_ name: String, _ pages: [Result], _ ending: String, _ reported: Int, _ entries: Int?) {
        let run = Self.run(pages)
        #expect(Self.ending(run.action) == ending)
        #expect(run.reported == reported)
        #expect(Self.summary(run.action)?.entries == entries)
        #expect(Self.summary(run.action)?.pages == (entries == nil ? nil : reported))
    }

    @Test func flagsAServerThatDoesNotPage() {
        #expect(Self.summary(Self.run([Self.page(nil)]).action)?.isUnpaged == true)
        #expect(Self.summary(Self.run([Self.page([])]).action)?.isUnpaged == false)
        #expect(Self.summary(Self.run([Self.page([1]), Self.page(nil)]).action)?.isUnpaged == false)
    }

    @Test func flagsAServerThatIgnoresThePageSize() {
        #expect(Self.summary(Self.run([Self.page([1], 101), Self.page([])]).action)?.isPageSizeIgnored == true)
        #expect(Self.summary(Self.run([Self.page([1], 100), Self.page([])]).action)?.isPageSizeIgnored == false)
    }

    @Test func stopsAServerThatNeverEmptiesItsCookie() {
        let pages = (0..<10_000).map { Self.page([UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)], 0) }
        let run = Self.run(pages)
        #expect(Self.ending(run.action) == "fail tooManyEmptyPages")
        #expect(run.reported == 101)
    }

    @Test func emptyPagesCountOnlyInARow() {
        let limits = PagedSearchState.Limits(emptyPages: 2)
        let pages = (0..<30).map { Self.page([UInt8($0)], $0 % 3 == 2 ? 1 : 0) }
        #expect(Self.ending(Self.run(pages + [Self.page([])], limits: limits).action) == "finish")
        #expect(
            Self.ending(Self.run([Self.page([1], 0), Self.page([2], 0), Self.page([], 0)], limits: limits).action)
                == "finish")
        let inARow = [Self.page([1], 0), Self.page([2], 0), Self.page([3], 0)]
        #expect(Self.ending(Self.run(inARow, limits: limits).action) == "fail tooManyEmptyPages")
    }

    @Test func stopsAServerThatRepeatsItsCookie() {
        let limits = PagedSearchState.Limits(repeatedCookies: 3)
        let run = Self.run(Array(repeating: Self.page([7]), count: 10), limits: limits)
        #expect(Self.ending(run.action) == "fail cookieRepeated")
        #expect(run.reported == 4)
        let alternating = (0..<40).map { Self.page([UInt8($0 % 2)]) }
        #expect(Self.ending(Self.run(alternating + [Self.page([])], limits: limits).action) == "finish")
    }

    @Test func stopsASearchWithoutEnd() {
        let limits = PagedSearchState.Limits(pages: 5)
        let pages = (0..<10).map { Self.page([UInt8($0 + 1)]) }
        let run = Self.run(pages, limits: limits)
        #expect(Self.ending(run.action) == "fail tooManyPages")
        #expect(run.reported == 5)
    }

    @Test func staysStopped() {
        var state = PagedSearchState(pageSize: 100)
        let end = state.pageDone(Self.page([], 3))
        #expect(state.pageDone(Self.page([1], 50)) == end)
        #expect(state.pageDone(Self.page(nil, 0, .serverDown)) == end)
        #expect(state.summary.entries == 3)
    }
}
