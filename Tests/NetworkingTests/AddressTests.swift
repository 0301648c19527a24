import Networking
import Testing

@Suite struct AddressTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
        ("::", "::"), ("::1", "::1"), ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ("fe80::1%lo", "fe80::1%lo"), ("fe80::1%1", "fe80::1%lo"), ("fe80::1%4000000000", "fe80::1%4000000000"),
    ])
    func literalIsReadAndWrittenCanonically(text: String, canonical: String) {
        #expect(IPAddress(text)?.description == canonical)
    }

    @Test(arguments: [
        "", "127.1", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "localhost", "::1::", "[::1]", "1.2.3.4%lo",
        "fe80::1%", "fe80::1%no-such-device", "::1\0", "1.2.3.4\0", " 1.2.3.4", "fe80::1%lo\0",
    ])
    func whatIsNoLiteralIsRefused(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func bytesAreInNetworkOrder() {
        #expect(IPAddress("192.0.2.1")?.bytes == [192, 0, 2, 1])
        #expect(IPAddress("2001:db8::1")?.bytes == [0x20, 1, 0xD, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
        #expect(IPAddress(bytes: [192, 0, 2, 1]) == IPAddress("192.0.2.1"))
        #expect(IPAddress(bytes: [1, 2, 3]) == nil)
        #expect(IPAddress("::1") == .loopbackV6 && IPAddress("127.0.0.1") == .loopbackV4)
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1:53"), ("192.0.2.1:5353", "192.0.2.1:5353"), ("2001:db8::1", "[2001:db8::1]:53"),
        ("[2001:db8::1]", "[2001:db8::1]:53"), ("[2001:db8::1]:5353", "[2001:db8::1]:5353"),
        ("[fe80::1%lo]:1", "[fe80::1%lo]:1"), ("192.0.2.1:65535", "192.0.2.1:65535"),
    ])
    func socketAddressIsRead(text: String, canonical: String) {
        #expect(SocketAddress(text, defaultPort: 53)?.description == canonical)
    }

    @Test(arguments: [
        "", ":", ":53", "192.0.2.1:", "192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:+5", "192.0.2.1:5x", "[192.0.2.1]:5",
        "[::1", "[::1]x", "[::1]:", "[]:53", "host:53", "2001:db8::1:99999",
    ])
    func socketAddressWithFaultIsRefused(text: String) {
        #expect(SocketAddress(text, defaultPort: 53) == nil)
    }

    @Test func hostAndPortAreSplit() {
        #expect(
            SocketAddress.splitHostAndPort("dc1.example.com:389").map { "\($0.host) \($0.port ?? 0)" }
                == "dc1.example.com 389")
        #expect(SocketAddress.splitHostAndPort("dc1").map { $0.port == nil } == true)
        #expect(SocketAddress.splitHostAndPort("a:b:1") == nil)
    }

    @Test(arguments: [IPAddress.loopbackV4, .loopbackV6])
    func kernelReturnsTheAddressThatItWasGiven(ip: IPAddress) throws {
        let server = try Socket.receiving(on: SocketAddress(ip, port: 0))
        let address = try server.localAddress()
        #expect(address.address == ip && address.port != 0)
        let client = try Socket(.datagram, family: ip.family)
        #expect(try client.startConnecting(to: address))
        #expect(try client.peerAddress() == address)
    }
}
