package import Networking

/// Asks a host what it is (MS-ADTS 6.3.3): over UDP and over TCP side by side, since firewalls drop the one or the other.
///
/// The answers are not authenticated. Over TCP the same question is also the plainest proof that a process behind the port answers
/// LDAP: a stopped one still accepts connections.
package struct NetlogonPing: Sendable {
    /// What one host said, or how its silence looked.
    package struct Result: Sendable {
        /// The answer that came first; nil when none came.
        package var response: NetlogonResponse?
        /// Whether it came over UDP.
        package var isDatagram: Bool
        /// The host answered, but does not serve that domain.
        package var isNotServed: Bool
        /// What the TCP question met, by address; empty when UDP made it needless to wait.
        package var streams: [(address: SocketAddress, result: ProbeResult)]
        /// From the question to the first answer.
        package var milliseconds: Double?
    }

    private let loop: ProbeLoop

    package init(using loop: ProbeLoop) {
        self.loop = loop
    }

    /// Asks every address, and returns as soon as LDAP has answered over TCP, or everything else has come to an end. Where nothing is
    /// asked over TCP, the first answer will do.
    package func ask(
        domain: String, datagrams: [SocketAddress], streams: [SocketAddress], timeout: Duration
    ) async -> Result {
        // A number that others cannot guess keeps forged datagrams out.
        let identifier = Int32.random(in: 1...Int32.max)
        let request = NetlogonRequest(messageID: identifier, dnsDomain: domain).bytes
        let reader = NetlogonAnswerReader(messageID: identifier)
        return await withTaskGroup(of: Part.self) { group in
            for address in datagrams {
                group.addTask {
                    let result = await loop.submit(
                        .datagram(request, to: address, timeout: timeout) { bytes in
                            (try? reader.answer(inDatagram: bytes)) != nil
                        })
                    return Part(address: address, isDatagram: true, result: result)
                }
            }
            for address in streams {
                group.addTask {
                    let result = await loop.submit(
                        .stream(request, to: address, timeout: timeout, limit: LDAPMessageFrame.limit) { bytes in
                            Self.progress(bytes, reader)
                        })
                    return Part(address: address, isDatagram: false, result: result)
                }
            }
            var found = Result(response: nil, isDatagram: false, isNotServed: false, streams: [])
            for await part in group {
                found.take(part, reader)
                if part.isDatagram ? streams.isEmpty && found.response != nil : part.result.answer != nil {
                    group.cancelAll()
                    break
                }
            }
            return found
        }
    }

    private static func progress(_ bytes: [UInt8], _ reader: NetlogonAnswerReader) -> ExchangeProgress {
        var reader = reader
        do {
            return try reader.receive(bytes) == nil ? .needMore : .complete
        } catch {
            return .reject
        }
    }
}

/// What one address said in one way.
private struct Part: Sendable {
    var address: SocketAddress
    var isDatagram: Bool
    var result: ProbeResult
}

extension NetlogonPing.Result {
    fileprivate mutating func take(_ part: Part, _ reader: NetlogonAnswerReader) {
        if !part.isDatagram { streams.append((part.address, part.result)) }
        guard response == nil, let bytes = part.result.answer else { return }
        var reader = reader
        let answer = part.isDatagram ? try? reader.answer(inDatagram: bytes) : try? reader.receive(bytes)
        if milliseconds == nil { milliseconds = part.result.milliseconds }
        switch answer {
        case .response(let response):
            self.response = response
            isDatagram = part.isDatagram
            milliseconds = part.result.milliseconds
        case .notServed: isNotServed = true
        case .refused, nil: break
        }
    }
}
