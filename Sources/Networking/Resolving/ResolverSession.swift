/// The resolving thread's own: a channel for each server, and the questions under way.
///
/// One channel a server, each asked once, and the order kept here: with several servers in a channel, c-ares 1.18
/// reports neither who answered what, nor that all of them said SERVFAIL.
final class ResolverSession {
    private struct Pending {
        let question: DNSQuestion
        let answer: ResolverMailbox.Answer
        /// The places of the servers still to be asked.
        var plan: ArraySlice<Int>
        var attempts: [ResolutionError.Attempt] = []
    }

    private let tries: Int
    private var servers: [(address: SocketAddress, channel: AresChannel)] = []
    private var setupFailures: [ResolutionError.Attempt] = []
    /// The server that answered last is asked first, so that a dead one costs its timeout once.
    private var preferred = 0
    private var pending: [UInt64: Pending] = [:]

    init(_ configuration: Resolver.Configuration) {
        tries = min(max(configuration.tries, 1), 10)
        for address in addresses(configuration) {
            do {
                servers.append((address, try AresChannel(server: address, timeout: configuration.timeout)))
            } catch {
                setupFailures.append(.init(server: address.description, code: .notAsked, detail: error.text))
            }
        }
    }

    private func addresses(_ configuration: Resolver.Configuration) -> [SocketAddress] {
        guard configuration.servers.isEmpty else { return configuration.servers }
        do {
            return try AresChannel(server: nil, timeout: configuration.timeout).servers
        } catch {
            setupFailures.append(.init(server: "resolv.conf", code: .notAsked, detail: error.text))
            return []
        }
    }

    func ask(_ question: DNSQuestion, key: UInt64, answer: ResolverMailbox.Answer) {
        let order = servers.indices.map { ($0 + preferred) % servers.count }
        let plan = (0..<tries).flatMap { _ in order }
        pending[key] = Pending(question: question, answer: answer, plan: plan[...])
        askNext(key)
        settleReplies()
    }

    func cancel(_ key: UInt64) { pending.removeValue(forKey: key)?.answer.resume(returning: nil) }

    func cancelAll() { for key in pending.keys { cancel(key) } }

    /// Waits for the wakeup or a server's packet, and handles what came.
    func wait(for wakeup: Wakeup) {
        var set = PollSet()
        set.add(wakeup.descriptor, for: .readable)
        var places: [(place: Int, number: Int32, channel: AresChannel)] = []
        for (_, channel) in servers {
            for (number, interest) in channel.sockets {
                places.append((set.add(number: number, for: interest), number, channel))
            }
        }
        let next = servers.compactMap(\.channel.nextTimeout).min { $0.instant < $1.instant }
        do {
            try set.wait(until: next)
        } catch {
            for key in pending.keys { give(up: key, .notAsked, error.description) }
            return
        }
        wakeup.drain()
        for (place, number, channel) in places where !set.readiness(at: place).isEmpty {
            channel.process(number, set.readiness(at: place))
        }
        for (_, channel) in servers { channel.processTimeouts() }
        settleReplies()
    }

    private func askNext(_ key: UInt64) {
        guard var question = pending[key] else { return }
        guard let place = question.plan.popFirst() else {
            let attempts = setupFailures + question.attempts
            finish(key, .failure(.init(code: Self.mostTelling(attempts.map(\.code)))))
            return
        }
        pending[key] = question
        // The place of the server travels with the key, which the library hands back.
        servers[place].channel.ask(question.question.name, type: question.question.type, key: key)
    }

    /// Until no reply is left: a question asked again can be answered at once (a server's port proved closed).
    private func settleReplies() {
        var isQuiet = false
        while !isQuiet {
            isQuiet = true
            for place in servers.indices {
                for reply in servers[place].channel.takeReplies() {
                    isQuiet = false
                    settle(reply, from: place)
                }
            }
        }
    }

    private func settle(_ reply: AresChannel.Reply, from place: Int) {
        // A cancelled question's reply comes all the same.
        guard let question = pending[reply.key]?.question else { return }
        let result = Self.judge(reply, of: question)
        pending[reply.key]?.attempts.append(
            .init(server: servers[place].address.description, code: result.code, detail: result.detail))
        if let message = result.message {
            preferred = place
            finish(reply.key, .success(message))
        } else if result.code == .noSuchName || result.code == .noData || result.code == .invalidName {
            // An answer, if not the one hoped for: other servers would say the same.
            preferred = place
            finish(reply.key, .failure(.init(code: result.code)))
        } else {
            if result.code != .timedOut { pending[reply.key]?.plan.removeAll { $0 == place } }
            askNext(reply.key)
        }
    }

    private func give(up key: UInt64, _ code: ResolutionError.Code, _ detail: String) {
        pending[key]?.attempts.append(.init(server: "none", code: code, detail: detail))
        finish(key, .failure(.init(code: code)))
    }

    private func finish(_ key: UInt64, _ result: Result<DNSMessage, DNSAnswer.Failure>) {
        guard let done = pending.removeValue(forKey: key) else { return }
        let attempts = setupFailures + done.attempts
        done.answer.resume(returning: DNSAnswer(question: done.question, result: result, attempts: attempts))
    }

    private static func mostTelling(_ codes: [ResolutionError.Code]) -> ResolutionError.Code {
        let order: [ResolutionError.Code] = [.malformed, .serverFailure, .refused, .timedOut, .unreachable, .notAsked]
        return order.first(where: codes.contains) ?? .notAsked
    }

    private static func judge(
        _ reply: AresChannel.Reply, of question: DNSQuestion
    ) -> (code: ResolutionError.Code, detail: String, message: DNSMessage?) {
        guard !reply.message.isEmpty else { return (reply.code, reply.statusText, nil) }
        let message: DNSMessage
        do {
            message = try DNSMessage(parsing: reply.message)
        } catch {
            return (.malformed, "\(error.reason) at byte \(error.offset)", nil)
        }
        switch message.responseCode {
        case 0:
            let hasRecord = message.answers(for: question.name).contains { $0.type == question.type }
            return hasRecord
                ? (ResolutionError.Code(rawValue: "answered"), "NOERROR", message)
                : (.noData, "NOERROR without such a record", nil)
        case 2: return (.serverFailure, "SERVFAIL (2)", nil)
        case 3: return (.noSuchName, "NXDOMAIN (3)", nil)
        case 5: return (.refused, "REFUSED (5)", nil)
        case let other: return (.serverFailure, "response code \(other)", nil)
        }
    }
}
