import Foundation
import Networking
import Testing

@Suite struct ResolverTests {
    private func resolver(_ servers: SocketAddress..., timeout: Duration = .seconds(20), tries: Int = 1) throws
        -> Resolver
    {
        try Resolver(.init(servers: servers, timeout: timeout, tries: tries))
    }

    private func error(_ body: () async throws -> some Any) async -> ResolutionError? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? ResolutionError
        }
    }

    @Test(arguments: [IPAddress.loopbackV4, .loopbackV6])
    func servicesAreRead(ip: IPAddress) async throws {
        let server = try DatagramServer(ip) { packet in
            let script = DNSScript(packet)
            guard script.name == "_ldap._tcp.example.com", script.type == 33 else { return [script.answer(code: 3)] }
            return [
                script.answer([
                    DNSScript.service(0, 100, 389, "dc1.example.com"),
                    DNSScript.service(10, 5, 3389, "DC2.example.com"),
                ])
            ]
        }
        let records = try await resolver(server.address).services("_ldap._tcp.Example.com.")
        #expect(
            records == [
                .init(priority: 0, weight: 100, port: 389, target: "dc1.example.com", timeToLiveSeconds: 60),
                .init(priority: 10, weight: 5, port: 3389, target: "DC2.example.com", timeToLiveSeconds: 60),
            ])
    }

    @Test func bothFamiliesAreAsked() async throws {
        let server = try DatagramServer { packet in
            let script = DNSScript(packet)
            let six = [UInt8](repeating: 0, count: 15) + [1]
            return [
                script.answer([DNSScript.record(type: UInt8(script.type), script.type == 1 ? [127, 0, 0, 1] : six)])
            ]
        }
        let resolver = try resolver(server.address)
        #expect(try await resolver.addresses(of: "dc1.example.com") == [.loopbackV6, .loopbackV4])
        #expect(try await resolver.addresses(of: "dc1.example.com", families: [.v4]) == [.loopbackV4])
        #expect(try await resolver.addresses(of: "dc1.example.com", families: [.v6]) == [.loopbackV6])
    }

    @Test func oneFamilyMakesUpForTheOther() async throws {
        let server = try DatagramServer { packet in
            let script = DNSScript(packet)
            return [
                script.type == 1 ? script.answer([DNSScript.record(type: 1, [1, 2, 3, 4])]) : script.answer(code: 2)
            ]
        }
        #expect(try await resolver(server.address).addresses(of: "dc1") == [.v4(0x0102_0304)])
    }

    @Test func aliasIsFollowedAndNamed() async throws {
        let server = try DatagramServer { packet in
            let script = DNSScript(packet)
            guard script.type == 1 else { return [script.answer()] }
            return [
                script.answer([
                    DNSScript.record(type: 5, DNSScript.wireName("real.example.com")),
                    DNSScript.record(owner: DNSScript.wireName("real.example.com"), type: 1, [1, 2, 3, 4]),
                ])
            ]
        }
        let found = try await resolver(server.address).lookUp("alias.example.com")
        #expect(found.addresses == [.v4(0x0102_0304)])
        #expect(found.canonicalName == "real.example.com")
        #expect(found.source == .dns)
    }

    @Test(arguments: [
        (UInt8(3), ResolutionError.Code.noSuchName), (0, .noData), (2, .serverFailure), (5, .refused),
        (4, .serverFailure), (1, .serverFailure),
    ])
    func responseCodeIsTold(code: UInt8, meaning: ResolutionError.Code) async throws {
        let server = try DatagramServer { packet in [DNSScript(packet).answer(code: code)] }
        let resolver = try resolver(server.address)
        let service = await error { try await resolver.services("_ldap._tcp.example.com") }
        #expect(service?.code == meaning)
        #expect(service?.name == "_ldap._tcp.example.com" && service?.recordType == "SRV")
        #expect(service?.servers == [server.address.description])
        let host = await error { try await resolver.addresses(of: "dc1.example.com") }
        #expect(host?.code == meaning)
        #expect(host?.description.contains(server.address.description) == true)
    }

    @Test func silentServerTimesOut() async throws {
        let socket = try Socket.receiving(on: SocketAddress(.loopbackV4, port: 0))
        let address = try socket.localAddress()
        let resolver = try resolver(address, timeout: .milliseconds(50), tries: 2)
        let error = await error { try await resolver.services("_ldap._tcp.example.com") }
        #expect(error?.code == .timedOut)
        #expect(error?.attempts.map(\.code) == [.timedOut, .timedOut])
        withExtendedLifetime(socket) {}
    }

    @Test func closedPortOfAServerIsUnreachable() async throws {
        let closed = try Socket.receiving(on: SocketAddress(.loopbackV4, port: 0)).localAddress()
        let resolver = try resolver(closed)
        #expect(await error { try await resolver.services("_ldap._tcp.example.com") }?.code == .unreachable)
    }

    @Test func damagedAnswerIsMalformed() async throws {
        let server = try DatagramServer { packet in
            [DNSScript(packet).answer([DNSScript.record(type: 33, [0, 1, 0, 1, 1, 133, 0xC0, 0xFF])])]
        }
        let resolver = try resolver(server.address)
        let error = await error { try await resolver.services("_ldap._tcp.example.com") }
        #expect(error?.code == .malformed)
        #expect(error?.attempts.first?.detail.contains("points forward") == true)
    }

    @Test func answersToOtherQuestionsAreIgnored() async throws {
        let server = try DatagramServer { packet in
            var forged = DNSScript(packet).answer(code: 3)
            forged[0] ^= 0xFF
            return [forged, [1, 2, 3], DNSScript(packet).answer([DNSScript.service(0, 0, 1, "a")])]
        }
        #expect(try await resolver(server.address).services("_ldap._tcp.example.com").map(\.target) == ["a"])
    }

    @Test func nextServerIsAskedWhenOneFails() async throws {
        let broken = try DatagramServer { packet in [DNSScript(packet).answer(code: 2)] }
        let closed = try Socket.receiving(on: SocketAddress(.loopbackV4, port: 0)).localAddress()
        let good = try DatagramServer { packet in [DNSScript(packet).answer([DNSScript.service(0, 0, 1, "a")])] }
        let resolver = try resolver(closed, broken.address, good.address)
        #expect(try await resolver.services("_ldap._tcp.example.com").map(\.target) == ["a"])
    }

    @Test func noServerIsAskedAfterOneThatKnowsThatThereIsNoSuchName() async throws {
        let first = try DatagramServer { packet in [DNSScript(packet).answer(code: 3)] }
        let asked = Counter()
        let second = try DatagramServer { packet in
            asked.next()
            return [DNSScript(packet).answer([DNSScript.service(0, 0, 1, "a")])]
        }
        let resolver = try resolver(first.address, second.address)
        #expect(await error { try await resolver.services("_ldap._tcp.example.com") }?.code == .noSuchName)
        #expect(asked.value == 0)
    }

    @Test func allServersSayingServfailIsServfail() async throws {
        let broken = try DatagramServer { packet in [DNSScript(packet).answer(code: 2)] }
        let refusing = try DatagramServer { packet in [DNSScript(packet).answer(code: 5)] }
        let resolver = try resolver(refusing.address, broken.address, tries: 3)
        let error = await error { try await resolver.services("_ldap._tcp.example.com") }
        #expect(error?.code == .serverFailure)
        #expect(error?.attempts.map(\.code) == [.refused, .serverFailure])
    }

    @Test func targetOfTheRootIsNoService() async throws {
        let server = try DatagramServer { packet in [DNSScript(packet).answer([DNSScript.service(0, 0, 0, "")])] }
        let resolver = try resolver(server.address)
        #expect(await error { try await resolver.services("_ldap._tcp.example.com") }?.code == .noData)
    }

    @Test func truncatedAnswerIsAskedForAgainOverTCP() async throws {
        let listener = try StreamServer { connection in
            var query: [UInt8] = []
            while query.count < 2 || query.count < 2 + Int(query[0]) << 8 + Int(query[1]) {
                guard case .bytes(let bytes) = try? connection.receive(atMost: 512) else { return }
                query += bytes
            }
            let answer = DNSScript(Array(query.dropFirst(2))).answer(
                (0..<40).map { DNSScript.service(0, 0, UInt16($0), "dc\($0).example.com") })
            _ = try? connection.send(([UInt8(answer.count >> 8), UInt8(answer.count & 0xFF)] + answer)[...])
            _ = try? connection.receive(atMost: 1)
        }
        let datagrams = try Socket.receiving(on: listener.address)
        let wakeup = try Wakeup()
        let thread = try WorkerThread(name: "truncates") {
            var set = PollSet()
            set.add(datagrams.descriptor, for: .readable)
            set.add(wakeup.descriptor, for: .readable)
            _ = try? set.wait(until: nil)
            guard let (packet, sender) = try? datagrams.receiveWithSender(atMost: 512) else { return }
            var answer = DNSScript(packet).answer()
            answer[2] |= 2
            try? datagrams.send(answer, to: sender)
        }
        defer {
            wakeup.signal()
            thread.join()
        }
        #expect(try await resolver(listener.address).services("_ldap._tcp.example.com").count == 40)
    }

    @Test(arguments: ["192.0.2.1", "2001:db8::1"])
    func literalNeedsNoServer(text: String) async throws {
        let found = try await resolver(SocketAddress(.loopbackV4, port: 1)).lookUp(text)
        #expect(found.addresses.map(\.description) == [text])
        #expect(found.source == .literal)
    }

    @Test(arguments: ["", "a b", "a..b", "é.example.com"])
    func impossibleNameIsNotAsked(name: String) async throws {
        let resolver = try resolver(SocketAddress(.loopbackV4, port: 1))
        let addresses = await error { try await resolver.addresses(of: name) }
        #expect(addresses?.code == .invalidName && addresses?.attempts.isEmpty == true)
        #expect(await error { try await resolver.services(name) }?.code == .invalidName)
    }

    @Test func hostsFileIsReadUnlessServersAreGiven() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "hosts-\(UUID().uuidString)")
        try Data("# here\n192.0.2.7 DC1.example.com dc1 # there\n2001:db8::7\tdc1\nbad dc1\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let found = try await Resolver(.init(hostsFile: file.path)).lookUp("Dc1.")
        #expect(found.addresses.map(\.description) == ["192.0.2.7", "2001:db8::7"])
        #expect(found.source == .hostsFile)

        let server = try DatagramServer { packet in [DNSScript(packet).answer(code: 3)] }
        let explicit = try Resolver(.init(servers: [server.address], hostsFile: file.path))
        #expect(await error { try await explicit.addresses(of: "dc1") }?.code == .noSuchName)
    }

    @Test func cancelledQuestionEndsAtOnce() async throws {
        let socket = try Socket.receiving(on: SocketAddress(.loopbackV4, port: 0))
        let resolver = try resolver(socket.localAddress(), timeout: .seconds(600))
        let task = Task { try await resolver.services("_ldap._tcp.example.com") }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        withExtendedLifetime(socket) {}
    }

    @Test func manyQuestionsRunSideBySide() async throws {
        let server = try DatagramServer { packet in [DNSScript(packet).answer([DNSScript.service(0, 0, 1, "a")])] }
        let resolver = try resolver(server.address)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<100 {
                group.addTask { try await resolver.services("_ldap._tcp.d\(number).example.com").count }
            }
            let found = try await group.reduce(0, +)
            #expect(found == 100)
        }
    }
}
