import SwiftASN1

/// A request that a scripted server has received (RFC 4511, section 4).
package struct ReceivedRequest: Sendable {
    package enum Carrier: Sendable { case tcp, tls, udp }

    package struct Search: Sendable {
        package var base: String
        /// 0 base, 1 one level, 2 subtree.
        package var scope: Int
        package var sizeLimit: Int
        package var filter: FilterExpression
        package var attributes: [String]
    }

    package struct Control: Sendable {
        package var oid: String
        package var isCritical: Bool
        package var value: [UInt8]?
    }

    package enum Operation: Sendable {
        case bind(name: String, password: [UInt8])
        case saslBind(mechanism: String)
        case unbind
        case search(Search)
        case compare(dn: String)
        case abandon(messageID: Int)
        case extended(oid: String)
        /// A modify, add, delete, rename; by the application tag of its request.
        case write(tag: Int)
        case unknown(tag: Int)
    }

    /// The number of the connection that it came by, from 1; 0 for UDP.
    package let connection: Int
    package let carriedBy: Carrier
    package let messageID: Int
    package let operation: Operation
    package let controls: [Control]

    package var isWrite: Bool { if case .write = operation { true } else { false } }
    package var isBind: Bool {
        switch operation {
        case .bind, .saslBind: true
        default: false
        }
    }
    package var search: Search? { if case .search(let search) = operation { search } else { nil } }

    func control(_ oid: String) -> Control? { controls.first { $0.oid == oid } }
}

/// The bytes are BER, but no LDAP request.
struct NotARequest: Error {}

extension ReceivedRequest {
    init(_ bytes: [UInt8], connection: Int, carriedBy carrier: Carrier) throws {
        var parts = try BER.nodes(SwiftASN1.BER.parse(bytes)).makeIterator()
        guard let id = parts.next(), let body = parts.next() else { throw NotARequest() }
        self.connection = connection
        carriedBy = carrier
        messageID = try id.integer()
        operation = try Self.operation(body)
        controls = try parts.next().map { try BER.nodes($0).map(Self.control) } ?? []
    }

    private static func operation(_ node: ASN1Node) throws -> Operation {
        guard node.identifier.tagClass == .application else { throw NotARequest() }
        switch node.identifier.tagNumber {
        case 0:
            let parts = try BER.nodes(node)
            guard parts.count == 3 else { throw NotARequest() }
            if parts[2].identifier.tagNumber == 0 {
                return .bind(name: try parts[1].text(), password: try parts[2].bytes())
            }
            guard let mechanism = try BER.nodes(parts[2]).first else { throw NotARequest() }
            return .saslBind(mechanism: try mechanism.text())
        case 2: return .unbind
        case 3: return .search(try search(BER.nodes(node)))
        case 6, 8, 10, 12: return .write(tag: Int(node.identifier.tagNumber))
        case 14:
            guard let name = try BER.nodes(node).first else { throw NotARequest() }
            return .compare(dn: try name.text())
        case 16: return .abandon(messageID: try node.integer())
        case 23:
            guard let name = try BER.nodes(node).first else { throw NotARequest() }
            return .extended(oid: try name.text())
        default: return .unknown(tag: Int(clamping: node.identifier.tagNumber))
        }
    }

    private static func search(_ parts: [ASN1Node]) throws -> Search {
        guard parts.count == 8 else { throw NotARequest() }
        return Search(
            base: try parts[0].text(), scope: try parts[1].integer(), sizeLimit: try parts[3].integer(),
            filter: try FilterExpression(parts[6]), attributes: try BER.nodes(parts[7]).map { try $0.text() })
    }

    private static func control(_ node: ASN1Node) throws -> Control {
        let parts = try BER.nodes(node)
        guard let name = parts.first else { throw NotARequest() }
        var control = Control(oid: try name.text(), isCritical: false, value: nil)
        for part in parts.dropFirst() {
            let bytes = try part.bytes()
            if part.identifier == .boolean { control.isCritical = bytes != [0] } else { control.value = bytes }
        }
        return control
    }
}

extension BER {
    static func nodes(_ node: ASN1Node) throws -> [ASN1Node] {
        guard case .constructed(let nodes) = node.content else { throw NotARequest() }
        return Array(nodes)
    }
}

extension ASN1Node {
    func bytes() throws -> [UInt8] {
        guard case .primitive(let bytes) = content else { throw NotARequest() }
        return Array(bytes)
    }

    func text() throws -> String { String(decoding: try bytes(), as: UTF8.self) }

    func integer() throws -> Int {
        let bytes = try bytes()
        guard (1...8).contains(bytes.count) else { throw NotARequest() }
        return bytes.dropFirst().reduce(Int(Int8(bitPattern: bytes[0]))) { $0 << 8 | Int($1) }
    }
}
