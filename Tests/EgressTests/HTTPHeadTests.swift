import Egress
import TestSupport
import Testing

@Suite struct HTTPHeadTests {
    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nServer: x\r\n\r\n", 200, "OK"),
        ("HTTP/1.1 404 Not Found\r\n\r\nand a body", 404, "Not Found"),
        ("HTTP/1.0 503 \r\n\r\n", 503, ""),
        ("HTTP/1.1 407\r\n\r\n", 407, ""),
        // Ends of line without a carriage return are read too (RFC 9112, 2.2).
        ("HTTP/1.1 401 Unauthorized\nA: b\n\n", 401, "Unauthorized"),
    ])
    func heads(text: String, status: Int, reason: String) {
        guard case .complete(let head) = HTTPHead.parse(Array(text.utf8)) else {
            Issue.record("no head")
            return
        }
        #expect(head.status == status && head.reason == reason)
        // Before its end nothing is said of it.
        for count in 0..<text.utf8.count {
            switch HTTPHead.parse(Array(text.utf8.prefix(count))) {
            case .needMore: break
            case .complete(let early): #expect(early == head && text.hasSuffix("body"))
            case .invalid(let why): Issue.record("after \(count) bytes: \(why)")
            }
        }
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/2.0 200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 ２00 OK\r\n\r\n", "HTTP/1.12 200 OK\r\n\r\n", "HTTP/1.1200\r\n\r\n", "HTTP/1.1 099 Low\r\n\r\n",
        "http/1.1 200 OK\r\n\r\n", "\0\0\0\0\0\0\0",
    ])
    func noHeads(text: String) {
        guard case .invalid(let why) = HTTPHead.parse(Array(text.utf8)) else {
            Issue.record("taken for HTTP: \(text)")
            return
        }
        #expect(why.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }

    @Test func endlessHeadsAreGivenUp() {
        let line = Array("HTTP/1.1 200 ".utf8)
        let long = line + [UInt8](repeating: 0x61, count: HTTPHead.limit)
        guard case .invalid(let why) = HTTPHead.parse(long) else {
            Issue.record("a line without end")
            return
        }
        #expect(why.contains("status line longer"))
        let lines = Array("HTTP/1.1 200 OK\r\n".utf8) + [UInt8](repeating: 0x61, count: HTTPHead.limit)
        guard case .invalid(let other) = HTTPHead.parse(lines) else {
            Issue.record("a head without end")
            return
        }
        #expect(other.contains("header without end"))
        #expect(HTTPHead.parse(Array(lines.prefix(1000))) == .needMore)
    }
}

@Suite struct HTTPHeadFuzzTests {
    /// What is settled by the first bytes stays so whatever follows, and no bytes end the process.
    @Test func damagedHeads() {
        var random = SeededRandom(seed: 0x4854_5450)
        let texts = [
            "HTTP/1.1 200 OK\r\nServer: x\r\n\r\nbody", "HTTP/1.0 407 \r\nProxy-Authenticate: Negotiate\r\n\r\n",
            "HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\r\n\r\n",
        ].map { Array($0.utf8) }
        var settled = 0
        for _ in 0..<5000 {
            let bytes = random.damaged(random.pick(texts))
            let cut = random.below(bytes.count + 1)
            let whole = HTTPHead.parse(bytes)
            switch HTTPHead.parse(Array(bytes.prefix(cut))) {
            case .needMore: break
            case .complete(let head):
                settled += 1
                #expect(whole == .complete(head))
                #expect((100...999).contains(head.status))
            case .invalid:
                settled += 1
                guard case .invalid(let why) = whole else {
                    Issue.record("no HTTP, and then HTTP: \(bytes)")
                    continue
                }
                #expect(why.unicodeScalars.allSatisfy { $0.value >= 0x20 })
            }
        }
        #expect(settled > 500)
    }
}

@Suite struct JudgementTests {
    @Test(
        arguments: [
            ([], .undecided), ([.met, .met], .met), ([.met, .warning], .warning),
            ([.warning, .undecided], .undecided), ([.undecided, .blocked, .warning], .blocked),
        ] as [([Judgement], Judgement)])
    func theWorstDecides(all: [Judgement], decided: Judgement) {
        #expect(Judgement.deciding(all) == decided)
    }

    @Test(
        arguments: [
            (29, []), (30, [30]), (119, [30, 60]), (180, [30, 60, 120, 180]), (3600, [30, 60, 120, 180]),
        ] as [(Int, [Int])])
    func stepsUpToALength(longest: Int, steps: [Int]) {
        #expect(EgressConfiguration.steps(upTo: .seconds(longest)) == steps.map { .seconds($0) })
    }

    @Test func everyCloudNamesWhereItsEndpointsAreWritten() {
        for cloud in Cloud.allCases where cloud != .none {
            #expect(!cloud.requirements.isEmpty)
            for requirement in cloud.requirements {
                #expect(requirement.source.url.hasPrefix("https://learn.microsoft.com/"))
                #expect(requirement.source.date.count == 10)
                #expect(requirement.known.allSatisfy { requirement.isServed(by: $0) && !$0.host.contains("*") })
            }
        }
        let family = Cloud.usgov.requirements.first { $0.name == "*.servicebus.usgovcloudapi.net" }
        #expect(family?.known == [])
        #expect(family?.isServed(by: Endpoint("contoso.servicebus.usgovcloudapi.net")) == true)
        #expect(family?.isServed(by: Endpoint("contoso-servicebus.usgovcloudapi.net")) == false)
        #expect(family?.isServed(by: Endpoint("servicebus.usgovcloudapi.net")) == false)
    }
}
