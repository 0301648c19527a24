import LDAP

@testable import TestSupport

/// What a real slapd answered to a few requests, in order: the stuff that the mutations are made from.
struct RecordedConversation: Sendable {
    /// The bytes of all messages that answered the request of that place.
    let answers: [[UInt8]]

    /// Makes the requests that were recorded, or that a server who replays them is asked.
    ///
    /// - Returns: How many entries came.
    @discardableResult
    static func hold(over connection: LDAPConnection) async throws -> Int {
        try await connection.bind(.anonymous)
        var count = 0
        let everything = SearchRequest(
            base: DistinguishedName("dc=example,dc=test"), scope: .subtree, filter: .present("objectClass"),
            attributes: ["*", "+"], pageSize: 3)
        for try await _ in connection.search(everything) { count += 1 }
        if try await connection.read(DistinguishedName(""), attributes: ["*", "+"]) != nil { count += 1 }
        if try await connection.read(DistinguishedName("dc=nowhere")) != nil { count += 1 }
        _ = try await connection.whoAmI()
        return count
    }

    /// Records one with a slapd, through a proxy that passes on request by request.
    static func record() async throws -> (conversation: RecordedConversation, entries: Int) {
        let server = try await Client.slapd {
            $0.ldif += """

                dn: ou=far,dc=example,dc=test
                objectClass: referral
                objectClass: extensibleObject
                ou: far
                ref: ldap://127.0.0.1:1/ou=far,dc=example,dc=test

                """
        }
        let recorder = try Recorder(to: server.port)
        let entries = try await hold(over: Client.connect(recorder.port))
        let answers = recorder.answers
        recorder.stop()
        await server.stop()
        return (RecordedConversation(answers: answers), entries)
    }

    /// A server that answers in the recorded order; `change` may spoil an answer.
    func server(_ change: @escaping @Sendable ([UInt8], Int) -> RespondingServer.Reply) throws -> RespondingServer {
        let answers = answers
        return try RespondingServer { request, number in
            // Unbind and Abandon get no answer, and come when the recorded order is over.
            guard number <= answers.count, !Self.isUnanswered(request) else { return .nothing }
            return change(answers[number - 1], number)
        }
    }

    private static func isUnanswered(_ request: [UInt8]) -> Bool {
        guard let request = try? ReceivedRequest(request, connection: 0, carriedBy: .tcp) else { return true }
        return switch request.operation {
        case .unbind, .abandon: true
        default: false
        }
    }
}

/// Numbers of a seed, the same on every run.
struct MutationGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The bytes with one to four faults.
    mutating func spoil(_ bytes: [UInt8]) -> [UInt8] {
        var spoilt = bytes
        for _ in 0...Int.random(in: 0...3, using: &self) where !spoilt.isEmpty {
            let place = Int.random(in: 0..<spoilt.count, using: &self)
            let end = min(spoilt.count, place + Int.random(in: 1...16, using: &self))
            switch Int.random(in: 0...6, using: &self) {
            case 0: spoilt[place] ^= 1 << UInt8.random(in: 0...7, using: &self)
            // Tags and lengths that mean something in BER.
            case 1:
                spoilt[place] =
                    [0x00, 0x04, 0x0A, 0x30, 0x31, 0x64, 0x65, 0x73, 0x78, 0x7F, 0x80, 0x81, 0x84, 0xA0, 0xFF]
                    .randomElement(using: &self) ?? 0
            case 2: spoilt[place] = UInt8.random(in: 0...255, using: &self)
            case 3: spoilt.removeSubrange(place..<end)
            case 4: spoilt.insert(contentsOf: spoilt[place..<end], at: place)
            case 5: spoilt.removeSubrange(end...)
            default: spoilt.insert(UInt8.random(in: 0...255, using: &self), at: place)
            }
        }
        return spoilt
    }
}
