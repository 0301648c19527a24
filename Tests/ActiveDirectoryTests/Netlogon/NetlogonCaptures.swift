/// Answers to netlogon pings.
enum NetlogonCaptures {
    // MARK: Written by hand from MS-ADTS 6.3.1.9 and RFC 1035, section 4.1.4

    /// Operation code 23, the reserved field, flags, and the domain's GUID: 24 bytes.
    static let extendedHead = "1700 0000 fdf30300 1a3f9c6d b452 0e4c 9e21 0123456789ab"

    /// From offset 24: forest, domain (43), host name (50), NetBIOS domain (57) and computer (63), user (69), site (70) and the
    /// client's site (78). Pointers: c018 to the forest, c02b to the domain, c046 to the site.
    static let extendedNames =
        "04636f7270 076578616d706c65 0474657374 00"  // corp.example.test
        + "04656d6561 c018"  // emea
        + "0464633031 c02b"  // dc01
        + "04454d4541 00"  // EMEA
        + "0444433031 00"  // DC01
        + "00"
        + "064cc3b6686e65 00"  // Löhne
        + "c046"

    /// The size, a sockaddr_in of 10.1.2.3, and the version V1, V5EX, V5EX_WITH_IP.
    static let extendedTailWithAddress = "10 0200 0000 0a010203 0000000000000000 0d000000 ffff ffff"

    /// A Windows PDC emulator of a child domain in the site Löhne.
    static let extended = captured(extendedHead + extendedNames + extendedTailWithAddress)

    /// The same in two LDAP messages in one datagram, with the four length bytes that Active Directory writes.
    static let windowsDatagram = captured(
        """
        3084 00000092 0201 03
        6484 00000089 0400
        3084 00000081 3084 0000007b 0408 4e65746c6f676f6e
        3184 0000006b 0469
        """ + extendedHead + extendedNames + extendedTailWithAddress
            + "3084 00000010 0201 03 6584 00000007 0a0100 0400 0400")

    // MARK: Captured from Samba 4.17.12 on 10.77.0.11, request number 7

    /// NtVer 6.
    static let sambaExtended = captured(
        """
        307b020107647604003072307004086e65746c6f676f6e3164046217000000bd1100005332cfd281ee424a8e5aa31075
        98cbcd04636f7270076578616d706c65047465737400c01803646331c01804434f525000034443310000174465666175
        6c742d46697273742d536974652d4e616d6500c03f05000000ffffffff300c02010765070a010004000400
        """)

    /// NtVer 14: with the address.
    static let sambaExtendedWithAddress = captured(
        """
        30818f020107648189040030818430818104086e65746c6f676f6e3175047317000000bd1100005332cfd281ee424a8e
        5aa3107598cbcd04636f7270076578616d706c65047465737400c01803646331c01804434f5250000344433100001744
        656661756c742d46697273742d536974652d4e616d6500c03f10020000000a4d000b00000000000000000d000000ffff
        ffff300c02010765070a010004000400
        """)

    /// NtVer 2.
    static let sambaVersion5 = captured(
        """
        307e020107647904003075307304086e65746c6f676f6e3167046513005c005c004400430031000000000043004f0052
        00500000005332cfd281ee424a8e5aa3107598cbcd0000000000000000000000000000000004636f7270076578616d70
        6c65047465737400c03a03646331c03a0b004d0abd11000003000000ffffffff300c02010765070a010004000400
        """)

    /// NtVer 1.
    static let sambaNT40 = captured(
        """
        303b020107643604003032303004086e65746c6f676f6e3124042213005c005c004400430031000000000043004f0052
        005000000001000000ffffffff300c02010765070a010004000400
        """)

    /// A domain that the server does not serve: the end of the search, and no entry.
    static let sambaNotServed = captured(
        """
        300c02010765070a010004000400
        """)
}
