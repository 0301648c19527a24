import LDAP
import Networking
import TestSupport
import Testing

@Suite("servers that misbehave", .serialized, .timeLimit(.minutes(2)))
struct ServerFaultTests {
    private static let bindAccepted: [UInt8] = [
        0x30, 0x0C, 0x02, 0x01, 0x01, 0x61, 0x07, 0x0A, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00,
    ]

    @Test("the loop that spins after the server has closed", arguments: [false, true])
    func closedAfterBind(resets: Bool) async throws {
        await #expect(processExitsWith: .success) { [resets = resets as Bool] in
            let server = try ClosingServer(.afterBindAnswered, resets: resets)
            let connection = try await Client.connect(server.port)
            // By a reset the kernel may take the answer away with the rest.
            if !resets { try await connection.bind(.anonymous) } else { _ = try? await connection.bind(.anonymous) }
            let end = try await eventually("the end") { connection.end }
            #expect(end.code == .closed, "\(end)")
            _ = try await eventually("the thread's end") { try OwnProcess.connectionThreads == 0 ? true : nil }
            let cpuBefore = OwnProcess.cpuSeconds
            let error = await #expect(throws: LDAPError.self) { try await connection.whoAmI() }
            #expect(error?.code == .closed)
            #expect(error?.operation == .whoAmI)
            let started = ContinuousClock.now
            _ = try await eventually("time to pass") {
                started.duration(to: .now) > .milliseconds(500) ? true : nil
            }
            #expect(OwnProcess.cpuSeconds - cpuBefore < 0.2)
        }
    }

    @Test("a server that ends in the middle of a search ends it by an error, after what came")
    func closedDuringSearch() async throws {
        let server = try await Client.slapd {
            $0.ldif = SearchTests.manyPeople(3000, size: 4000)
            $0.global = ["sizelimit unlimited"]
        }
        let connection = try await server.connect()
        var iterator = connection.search(SearchTests.people()).makeAsyncIterator()
        #expect(try await iterator.next() != nil)
        await server.stop()
        var count = 1
        let error = await #expect(throws: LDAPError.self) {
            while try await iterator.next() != nil { count += 1 }
        }
        #expect(error?.code == .closed, "\(String(describing: error))")
        #expect(count < 3000)
    }

    @Test("the notice of disconnection gives the server's reason")
    func noticeOfDisconnection() async throws {
        let behaviour = DirectoryBehaviour {
            $0.events[2] = .noticeOfDisconnection(ScriptedResult(52, "going down for maintenance"))
        }
        let server = try ScriptedDirectoryServer(DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]), behaviour)
        let connection = try await Client.connect(server.port)
        #expect(try await connection.read(DistinguishedName("")) != nil)
        let error = await #expect(throws: LDAPError.self) { try await connection.read(DistinguishedName("")) }
        #expect(error?.code == .closed)
        #expect(error?.resultCode == .unavailable)
        #expect(error?.diagnosticMessage == "going down for maintenance")
        server.stop()
    }

    @Test("the notice of disconnection names its reason to all that waits, and to all that comes later")
    func noticeForEverybody() async throws {
        let behaviour = DirectoryBehaviour {
            $0.requiresBind = false
            $0.answer(.search, .never)
            $0.events[5] = .noticeOfDisconnection(ScriptedResult(8, "signing is required from now on"))
        }
        let server = try ScriptedDirectoryServer(DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]), behaviour)
        let connection = try await Client.connect(server.port)
        let waiting = (0..<4).map { _ in Task { try await connection.read(DistinguishedName("")) } }
        _ = try await eventually("the searches") { server.requests.count == 4 ? true : nil }
        var errors: [LDAPError?] = [await #expect(throws: LDAPError.self) { try await connection.whoAmI() }]
        for task in waiting { errors.append(await #expect(throws: LDAPError.self) { try await task.value }) }
        errors.append(
            await #expect(throws: LDAPError.self) {
                try await connection.compare(DistinguishedName(""), attribute: "cn", value: "x")
            })
        errors.append(connection.end)
        for error in errors {
            #expect(error?.code == .closed)
            #expect(error?.resultCode == .strongerAuthRequired)
            #expect(error?.diagnosticMessage == "signing is required from now on")
        }
        server.stop()
    }

    @Test("an unsolicited notification of another kind is passed over (RFC 4511, section 4.4)")
    func otherNotification() async throws {
        // Message 0, an ExtendedResponse named 1.2.3, then the answer to the search that follows.
        let notification: [UInt8] = [
            0x30, 0x13, 0x02, 0x01, 0x00, 0x78, 0x0E, 0x0A, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00, 0x8A, 0x05,
            0x31, 0x2E, 0x32, 0x2E, 0x33,
        ]
        let behaviour = DirectoryBehaviour {
            $0.requiresBind = false
            $0.events[1] = .bytes(notification)
        }
        let server = try ScriptedDirectoryServer(DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]), behaviour)
        let connection = try await Client.connect(server.port)
        let unanswered = Task { try await connection.whoAmI() }
        _ = try await eventually("the request") { server.requests.first }
        #expect(try await connection.read(DistinguishedName("")) != nil)
        #expect(connection.end == nil)
        unanswered.cancel()
        await #expect(throws: CancellationError.self) { try await unanswered.value }
        server.stop()
    }

    @Test(
        "an answer that is no LDAP is told by its first bytes",
        arguments: [
            (GarbageServer.httpAnswer, GarbageServer.Moment.onRequest, "HTTP/1.1 400 Bad Request"),
            (GarbageServer.sshBanner, .onAccept, "SSH-2.0-OpenSSH_9.2p1 De"),
        ], [true, false])
    func noLDAP(
        server: (answer: [UInt8], moment: GarbageServer.Moment, shown: String), staysOpen: Bool
    ) async throws {
        let garbage = try GarbageServer(server.answer, server.moment, staysOpen: staysOpen)
        let connection = try await Client.connect(garbage.port)
        let error = await #expect(throws: LDAPError.self) { try await connection.bind(.anonymous) }
        #expect(error?.code == .notLDAP, "\(String(describing: error))")
        #expect(error?.diagnosticMessage?.contains(server.shown) == true, "\(String(describing: error))")
        let overStartTLS = await #expect(throws: LDAPError.self) {
            try await Client.connect(garbage.port, security: .startTLS)
        }
        #expect(overStartTLS?.code == .notLDAP, "\(String(describing: overStartTLS))")
        let overTLS = await #expect(throws: LDAPError.self) {
            try await Client.connect(garbage.port, security: .ldaps)
        }
        #expect(overTLS?.code == .tlsFailed, "\(String(describing: overTLS))")
        garbage.stop()
    }

    @Test("LBER_SB_OPT_SET_MAX_INCOMING: a header that claims 512 MiB ends the connection and takes no memory")
    func maximumIncoming() async throws {
        await #expect(processExitsWith: .success) {
            let server = try GarbageServer([0x30, 0x84, 0x20, 0x00, 0x00, 0x00, 0x02, 0x01, 0x01, 0x61])
            let connection = try await Client.connect(server.port)
            let before = try OwnProcess.peakMemory
            let error = await #expect(throws: LDAPError.self) { try await connection.bind(.anonymous) }
            #expect(error?.code == .messageTooLarge, "\(String(describing: error))")
            #expect(try OwnProcess.peakMemory - before < 32 << 20)
            #expect(before > 0)
        }
    }

    @Test("a message just below the limit is read, one above it is not")
    func limitOfMessages() async throws {
        let server = try await Client.slapd {
            $0.ldif = SearchTests.manyPeople(1, size: 100_000)
        }
        for (limit, fits) in [(150_000, true), (90_000, false)] {
            let connection = try await server.connect { $0.maximumIncomingMessage = limit }
            let name = DistinguishedName("uid=p0,ou=many,dc=example,dc=test")
            if fits {
                let entry = try await connection.read(name)
                #expect(entry?["description"]?.first?.count == 100_000)
            } else {
                let error = await #expect(throws: LDAPError.self) { try await connection.read(name) }
                #expect(error?.code == .messageTooLarge)
                #expect(error?.isConnectionUsable == false)
            }
        }
        await server.stop()
    }

    @Test(
        "half a message: the operation times out in time, and the thread is not held by the other half",
        arguments: [1, 2, 5, 6, 9, 17])
    func halfMessage(bytes: Int) async throws {
        await #expect(processExitsWith: .success) { [bytes = bytes as Int] in
            // A long-form length, as Active Directory writes it.
            let message: [UInt8] = [0x30, 0x84, 0x00, 0x00, 0x00] + ServerFaultTests.bindAccepted.dropFirst()
            let server = try GarbageServer(Array(message.prefix(bytes)))
            let connection = try await Client.connect(server.port) { $0.operationTimeout = .milliseconds(300) }
            let cpuBefore = OwnProcess.cpuSeconds
            let started = ContinuousClock.now
            let error = await #expect(throws: LDAPError.self) {
                try await connection.read(DistinguishedName(""))
            }
            #expect(error?.code == .timedOut, "\(String(describing: error))")
            #expect(started.duration(to: .now) < .seconds(3))
            connection.close()
            _ = try await eventually("the thread's end") { try OwnProcess.connectionThreads == 0 ? true : nil }
            #expect(OwnProcess.cpuSeconds - cpuBefore < 0.2)
        }
    }

    @Test("a message that comes byte by byte is one message")
    func byteByByte() async throws {
        let server = try await Client.slapd()
        let slow = try SlowProxy(to: server.port)
        let connection = try await Client.connect(slow.port)
        let entry = try #require(try await connection.read(DistinguishedName(Client.alice)))
        #expect(entry.text("cn") == "Alice")
        slow.stop()
        await server.stop()
    }

    @Test("a server that accepts and never answers costs the time allowed and no processor")
    func silentServer() async throws {
        await #expect(processExitsWith: .success) {
            let server = try SilentServer()
            let connection = try await Client.connect(server.port) { $0.operationTimeout = .milliseconds(1000) }
            let cpuBefore = OwnProcess.cpuSeconds
            let started = ContinuousClock.now
            let error = await #expect(throws: LDAPError.self) { try await connection.read(DistinguishedName("")) }
            let took = started.duration(to: .now)
            #expect(error?.code == .timedOut)
            #expect(took >= .milliseconds(950) && took < .seconds(3), "\(took)")
            #expect(OwnProcess.cpuSeconds - cpuBefore < 0.2)
        }
    }

    @Test("a port where nothing listens refuses")
    func refused() async throws {
        let port = try ListeningSocket.refusingPort()
        for security in [TransportSecurity.plain, .startTLS, .ldaps] {
            let error = await #expect(throws: LDAPError.self) {
                try await Client.connect(port.port, security: security)
            }
            #expect(error?.code == .refused)
            #expect(error?.operation == .connect)
            #expect(error?.server == "\(Client.host):\(port.port)")
        }
    }

    @Test("an address from which nothing comes back times out; one to which there is no way says so")
    func silentAddress() async throws {
        let network = try await NetworkNamespace.make()
        var configuration = LDAPConfiguration(security: .plain, connectTimeout: .milliseconds(500))
        configuration.operationTimeout = .seconds(5)
        let silent = try #require(IPAddress(await network.silentAddress()))
        let started = ContinuousClock.now
        let error = await #expect(throws: LDAPError.self) {
            try await LDAPConnection.connect(
                to: Client.endpoint(389, address: silent), configuration: configuration)
        }
        let took = started.duration(to: .now)
        #expect(error?.code == .timedOut)
        #expect(error?.operation == .connect)
        #expect(took >= .milliseconds(480) && took < .seconds(3), "\(took)")

        configuration.connectTimeout = .seconds(10)
        let unroutable = try #require(IPAddress(await network.unroutableAddress()))
        let unreachable = await #expect(throws: LDAPError.self) {
            try await LDAPConnection.connect(
                to: Client.endpoint(389, address: unroutable), configuration: configuration)
        }
        #expect(unreachable?.code == .unreachable, "\(String(describing: unreachable))")
        await network.remove()
    }
}
