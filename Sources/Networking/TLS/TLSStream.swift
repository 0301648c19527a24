import Glibc

/// A TLS connection to a server whose certificate is believed, used by one thread that waits in `poll(2)`.
package final class TLSStream {
    /// What came of opening one.
    package struct Opening {
        /// As the server sent it, its own certificate first.
        package let chain: [TLSCertificate]
        /// Empty if the certificate is believed.
        package let problems: [TLSProblem]
        /// Such as `TLS1.3`.
        package let protocolVersion: String?
        /// Whether the other anchors that were named would have vouched for the chain too; nil if none were, or if
        /// they cannot be read.
        package let isVouchedForByOthers: Bool?
        /// Nil if the certificate is not believed: then no data can be sent.
        package let stream: TLSStream?
    }

    package enum Received: Hashable, Sendable {
        case bytes([UInt8])
        /// The peer's own word that it has ended (close_notify, RFC 8446, 6.1): nobody on the way can forge it.
        case closeNotify
        /// The end of the TCP stream without that word: anybody on the way can have made it.
        case end
        /// A TCP reset: anybody on the way can have made it.
        case reset
        /// The deadline passed.
        case nothing
        /// The wakeup was signalled.
        case givenUp
        /// The kernel gave the connection up, since nothing was acknowledged or no way led there any more; the raw words.
        case lost(String)
        /// What came is no TLS, or breaks its rules; the raw words.
        case failed(String)
    }

    /// Bounds what a peer can make us read that is no data: tickets, warnings.
    private static let emptyRecordsAtMost = 10_000

    private let session: TLSSession
    private let wakeup: Wakeup?

    private init(_ session: TLSSession, _ wakeup: Wakeup?) {
        self.session = session
        self.wakeup = wakeup
    }

    /// Performs the handshake over a connected socket.
    ///
    /// - Parameters:
    ///   - others: Anchors to hold the chain against too, without consequence.
    ///   - wakeup: Ends this and every later wait when signalled, and stays signalled.
    package static func open(
        over socket: Socket, serverName: String, trust: TrustAnchors, others: TrustAnchors? = nil,
        until deadline: Deadline, wakeup: Wakeup? = nil
    ) throws(TLSHandshakeFailure) -> Opening {
        let session = try TLSSession(socket, serverName: serverName, trust: trust)
        try session.handshake(until: deadline, wakeup: wakeup)
        let chain = session.peerChain
        let problems = TLSDiagnosis.problems(of: chain, serverName, session)
        // No verdict is no good one.
        let isBelieved = problems.isEmpty && !chain.isEmpty && session.verificationStatus?.rawValue == 0
        return Opening(
            chain: chain, problems: problems, protocolVersion: session.protocolVersion,
            isVouchedForByOthers: others.flatMap { session.isVouchedFor(by: $0) },
            stream: isBelieved ? TLSStream(session, wakeup) : nil)
    }

    /// Sends all; nil once that is done, else what came instead.
    package func send(_ bytes: [UInt8], until deadline: Deadline) -> Received? {
        var unsent = bytes[...]
        while !unsent.isEmpty {
            switch session.send(unsent) {
            case .sent(let count): unsent = unsent.dropFirst(count)
            case .again:
                if let ended = wait(until: deadline, for: session.direction) { return ended }
            case let other:
                // The end came before the data went, and the peer's own word may still lie in front of it.
                if case .closeNotify = session.receive(atMost: 1) { return .closeNotify }
                return received(other)
            }
        }
        return nil
    }

    /// Waits for data, or for an end.
    package func receive(atMost limit: Int = 4096, until deadline: Deadline) -> Received {
        for _ in 0..<Self.emptyRecordsAtMost {
            // First what the library has kept already, of which the socket shows nothing any more.
            switch session.receive(atMost: limit) {
            case .again:
                if let ended = wait(until: deadline, for: session.direction) { return ended }
            case let other: return received(other)
            }
        }
        return .failed("\(Self.emptyRecordsAtMost) records without data")
    }

    /// Tells the peer that this was all, as far as that goes out at once.
    package func close() { session.sayGoodbye() }

    private func received(_ result: TLSRecordResult) -> Received {
        switch result {
        case .bytes(let bytes): .bytes(bytes)
        case .sent, .again: .nothing
        case .closeNotify: .closeNotify
        case .ended: session.socket.isBrokenOff ? .reset : .end
        case .broken(let error):
            [ECONNRESET, EPIPE].contains(error.errno) ? .reset : .lost(error.description)
        case .failed(let text): .failed(text)
        }
    }

    private func wait(until deadline: Deadline, for interest: Readiness) -> Received? {
        guard !deadline.hasPassed else { return .nothing }
        var set = PollSet()
        set.add(session.socket.descriptor, for: interest)
        let wakeupPlace = wakeup.map { set.add($0.descriptor, for: .readable) }
        do {
            guard try set.wait(until: deadline) > 0 else { return .nothing }
        } catch {
            return .failed(error.description)
        }
        if let wakeupPlace, !set.readiness(at: wakeupPlace).isEmpty { return .givenUp }
        return nil
    }
}
