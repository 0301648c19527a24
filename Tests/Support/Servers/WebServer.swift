import Synchronization

/// A web server over TLS that does with requests, and with clients that keep silent, what a test wants.
package final class WebServer: Sendable {
    /// How a connection ends.
    package enum Ending: Sendable {
        /// By a word inside TLS, and then the end of the stream.
        case closeNotify
        /// By the end of the stream alone.
        case end
        case reset
    }

    /// What follows a request.
    package enum Answer: Sendable {
        case bytes([UInt8])
        /// These bytes again and again, until the client goes.
        case endless([UInt8])
        case ending(Ending)
        case nothing

        package static func text(_ text: String) -> Answer { .bytes(Array(text.utf8)) }
        package static let ok = text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    }

    /// What a client gets that says nothing for some time.
    package struct Impatience: Sendable {
        package var milliseconds: Int32
        package var words: String
        package var ending: Ending

        package init(after milliseconds: Int32, words: String = "", _ ending: Ending) {
            self.milliseconds = milliseconds
            self.words = words
            self.ending = ending
        }
    }

    private final class Record: Sendable {
        let requests = Mutex<[String]>([])
    }

    private let server: ConnectionServer
    private let record = Record()

    package var port: Int { server.port }
    package var accepted: Int { server.accepted }
    package var requests: [String] { record.requests.withLock { $0 } }

    package init(_ certificate: LeafCertificate, answer: Answer = .ok, impatience: Impatience? = nil) throws {
        let credentials = try TLSCredentials(certificate)
        let record = record
        server = try ConnectionServer { connection, _ in
            let channel = Channel(connection, credentials)
            guard channel.startTLS() else { return }
            guard channel.isReadable(within: impatience?.milliseconds ?? -1) else {
                if let impatience {
                    if !impatience.words.isEmpty { channel.write(Array(impatience.words.utf8)) }
                    Self.end(channel, by: impatience.ending)
                }
                return
            }
            var request = ""
            while !request.hasSuffix("\r\n\r\n") {
                guard let bytes = channel.read() else { return }
                request += String(decoding: bytes, as: UTF8.self)
            }
            record.requests.withLock { $0.append(request) }
            switch answer {
            case .bytes(let bytes):
                channel.write(bytes)
                while channel.read() != nil {}
            case .endless(let bytes): while channel.write(bytes) {}
            case .ending(let ending): Self.end(channel, by: ending)
            case .nothing: while channel.read() != nil {}
            }
        }
    }

    private static func end(_ channel: Channel, by ending: Ending) {
        switch ending {
        case .closeNotify:
            channel.sayGoodbye()
            channel.shutDown()
        case .end: channel.shutDown()
        case .reset: channel.reset()
        }
    }

    package func stop() { server.stop() }
}
