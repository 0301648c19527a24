import Inspection
import Testing

@testable import Reports

/// Every state of an observation, and what becomes of it in the JSON.
@Suite struct ObservedKeysTests {
    private static func reason(_ state: String, _ why: String) -> JSONValue {
        .object(["unobserved": .object(["key": .object(["state": .string(state), "why": .string(why)])])])
    }

    private static let table: [(Observed<String>, JSONValue)] = [
        (.value("x"), .object(["key": "x"])),
        (.absent, .object(["key": .null])),
        (.notReturned, reason("notReturned", "asked for, but not in the answer")),
        (.hidden(why: "h"), reason("hidden", "h")),
        (.unreachable(why: "u"), reason("unreachable", "u")),
        (.notCollected(why: "n"), reason("notCollected", "n")),
        (
            .partial("x", why: "p"),
            .object([
                "key": "x", "unobserved": .object(["key": .object(["state": "partial", "why": "p"])]),
            ])
        ),
    ]

    @Test(arguments: table)
    func printsEachState(observed: Observed<String>, expected: JSONValue) {
        var object = JSONObject()
        object.set("key", observed, JSONValue.string)
        #expect(object.value == expected)
    }

    @Test(arguments: table.map(\.0))
    func whatHidesTheWholeHidesThePart(observed: Observed<String>) {
        let inner = observed.flatMap { Observed<Int>.value($0.count) }
        #expect(inner.state == observed.state)
        #expect(inner.known == observed.known?.count)
    }

    @Test func aPartDoesNotProveAbsence() {
        #expect(Observed.partial("x", why: "p").flatMap { _ in Observed<Int>.absent } == .notReturned)
    }
}
