/// One connection of a scripted server, served by one thread.
struct ScriptedConnection {
    private let channel: Channel
    private let number: Int
    private let script: ScriptedDirectoryServer.Script

    init(_ channel: Channel, number: Int, script: ScriptedDirectoryServer.Script) {
        self.channel = channel
        self.number = number
        self.script = script
    }

    private struct Session {
        var boundName = ""
        var messages = 0
        var isSilent = false
    }

    /// Reads and answers until either side has had enough.
    func serve() {
        var session = Session()
        var framer = MessageFramer()
        defer { channel.shutDown() }
        while let bytes = channel.read() {
            framer.append(bytes)
            while let frame = framer.next() {
                let carrier: ReceivedRequest.Carrier = channel.isEncrypted ? .tls : .tcp
                guard let request = try? ReceivedRequest(frame, connection: number, carriedBy: carrier),
                    handle(request, &session)
                else { return }
            }
            if framer.isBroken { return }
        }
    }

    /// False when the connection is to end.
    private func handle(_ request: ReceivedRequest, _ session: inout Session) -> Bool {
        let (tree, behaviour) = script.record(request)
        session.messages += 1
        if session.isSilent { return true }
        if let event = behaviour.events[session.messages] { return happen(event, behaviour, &session) }
        let answer = LDAPAnswer(BER(longLengths: behaviour.longLengths))
        let id = request.messageID
        switch request.operation {
        case .unbind: return false
        case .abandon: return true
        case .bind(let name, let password):
            return bind(name, password, id, behaviour, &session)
        case .saslBind(let mechanism):
            let result = ScriptedResult.methodNotSupported
            return send([answer.result(.bindResponse, id: id, result)], .bind, mechanism, behaviour, &session)
        case .search(let search):
            let searcher = DirectorySearch(tree: tree, behaviour: behaviour)
            let messages = searcher.messages(search, of: request, isBound: !session.boundName.isEmpty)
            return send(messages, .search, search.base, behaviour, &session, id: id)
        case .compare(let dn):
            let result = ScriptedResult(5)
            return send([answer.result(.compareResponse, id: id, result)], .compare, dn, behaviour, &session, id: id)
        case .extended(let oid): return extended(oid, id, behaviour, &session)
        case .write(let tag):
            // Every response's tag is its request's plus one.
            guard let kind = LDAPAnswer.Kind(rawValue: 0x61 + UInt8(tag)) else { return false }
            channel.write(answer.result(kind, id: id, .unwillingToWrite))
            return true
        case .unknown: return false
        }
    }

    private func bind(
        _ name: String, _ password: [UInt8], _ id: Int, _ behaviour: DirectoryBehaviour, _ session: inout Session
    ) -> Bool {
        let answer = LDAPAnswer(BER(longLengths: behaviour.longLengths))
        var result = ScriptedResult.success
        // A name without a password is an anonymous bind there (RFC 4513, section 5.1.2).
        let isAnonymous = name.isEmpty || password.isEmpty
        if !isAnonymous, behaviour.requiresTLSForSimpleBind, !channel.isEncrypted {
            result = .strongerAuthRequired
        } else if !isAnonymous, let passwords = behaviour.passwords,
            passwords[name.lowercased()].map({ Array($0.utf8) }) != password
        {
            result = .invalidCredentials(data: "52e")
        }
        if case .result(let scripted) = behaviour.answer(to: .bind, of: name) { result = scripted }
        session.boundName = result.code == 0 && !isAnonymous ? name : ""
        let message = answer.result(.bindResponse, id: id, result)
        guard send([message], .bind, name, behaviour, &session, id: id) else { return false }
        if result.code == 0, let event = behaviour.afterBind { return happen(event, behaviour, &session) }
        return true
    }

    private func extended(
        _ oid: String, _ id: Int, _ behaviour: DirectoryBehaviour, _ session: inout Session
    ) -> Bool {
        let answer = LDAPAnswer(BER(longLengths: behaviour.longLengths))
        switch oid {
        case "1.3.6.1.4.1.1466.20037":
            guard channel.canStartTLS, behaviour.answer(to: .extended, of: oid) == nil else {
                let refusal = ScriptedResult(
                    52, "00000000: LdapErr: DSID-0C09116B, comment: Error initializing SSL/TLS, data 0, v4563\0")
                let message = answer.result(.extendedResponse, id: id, refusal, name: oid)
                return send([message], .extended, oid, behaviour, &session, id: id)
            }
            channel.write(answer.result(.extendedResponse, id: id, .success, name: oid))
            return channel.startTLS()
        case "1.3.6.1.4.1.4203.1.11.3":
            let who = session.boundName.isEmpty ? "" : "u:" + session.boundName
            let message = answer.result(.extendedResponse, id: id, .success, value: Array(who.utf8))
            return send([message], .extended, oid, behaviour, &session, id: id)
        default:
            return send(
                [answer.result(.extendedResponse, id: id, .protocolError)], .extended, oid, behaviour, &session, id: id)
        }
    }

    /// Sends the messages, or what the script has in their place.
    private func send(
        _ messages: [[UInt8]], _ request: DirectoryBehaviour.Request, _ name: String, _ behaviour: DirectoryBehaviour,
        _ session: inout Session, id: Int = 0
    ) -> Bool {
        let answer = LDAPAnswer(BER(longLengths: behaviour.longLengths))
        let kind: LDAPAnswer.Kind =
            switch request {
            case .bind: .bindResponse
            case .search: .searchDone
            case .compare: .compareResponse
            case .extended: .extendedResponse
            }
        switch behaviour.answer(to: request, of: name) {
        case nil: return channel.write(messages.reduce([], +))
        case .result(let result): return channel.write(answer.result(kind, id: id, result))
        case .entriesThen(let count, let result):
            return channel.write(messages.dropLast().prefix(count).reduce([], +) + answer.result(kind, id: id, result))
        case .never: return true
        case .held:
            script.hold(messages.reduce([], +), on: channel)
            return true
        case .event(let event): return happen(event, behaviour, &session)
        }
    }

    private func happen(
        _ event: DirectoryBehaviour.Event, _ behaviour: DirectoryBehaviour, _ session: inout Session
    ) -> Bool {
        switch event {
        case .close: return false
        case .reset:
            channel.reset()
            return false
        case .silence:
            session.isSilent = true
            return true
        case .lyingLength:
            session.isSilent = true
            return channel.write(LDAPAnswer.lyingLength)
        case .noticeOfDisconnection(let result):
            channel.write(LDAPAnswer(BER(longLengths: behaviour.longLengths)).noticeOfDisconnection(result))
            return false
        case .bytes(let bytes): return channel.write(bytes)
        }
    }
}
