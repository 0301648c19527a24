import ActiveDirectory
import Foundation

// population-tree USERS: a domain with so many users in a tree of organizational units, as LDIF for slapadd.
//
// The same number gives the same bytes. Every user has one of 300 descriptors of 1.5 to 3 KB, which lie on the users as delegation
// by organizational unit leaves them: some for each unit, a few for everybody.
guard CommandLine.arguments.count == 2, let users = Int(CommandLine.arguments[1]), users > 0 else {
    FileHandle.standardError.write(Data("usage: population-tree USERS\n".utf8))
    exit(64)
}

let domain = "DC=scale,DC=test"
let sid = "S-1-5-21-1004336348-1177238915-682003330"
let units = 200
let distinctDescriptors = 300

/// What a new user of a domain has: its class's entries, and what it inherits from the domain.
let base = """
    (OA;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;PS)(OA;;CR;ab721a54-1e2f-11d0-9819-00aa0040529b;;PS)
    (OA;;CR;ab721a56-1e2f-11d0-9819-00aa0040529b;;PS)(OA;;RP;4c164200-20c0-11d0-a768-00aa006e0529;;\(sid)-553)
    (OA;;RP;5f202010-79a5-11d0-9020-00c04fc2d4cf;;\(sid)-553)(OA;;RP;bc0ac240-79a9-11d0-9020-00c04fc2d4cf;;\(sid)-553)
    (OA;;RP;037088f8-0ae1-11d2-b422-00a0c968f939;;\(sid)-553)(OA;;RPWP;bf967a7f-0de6-11d0-a285-00aa003049e2;;\(sid)-517)
    (OA;;RP;46a9b11d-60ae-405a-b7e8-ff8a58d456d2;;S-1-5-32-560)(OA;;RPWP;6db69a1c-9422-11d1-aebd-0000f80367c1;;S-1-5-32-561)
    (OA;;RPWP;5805bc62-bdc9-4428-a5e2-856a0f4c185e;;S-1-5-32-561)(OA;;RPWP;77b5b886-944a-11d1-aebd-0000f80367c1;;PS)
    (OA;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;WD)(OA;;RP;59ba2f42-79a2-11d0-9020-00c04fc2d3cf;;AU)
    (OA;;RP;e48d0154-bcf8-11d1-8702-00c04fb96050;;AU)(OA;;RP;77b5b886-944a-11d1-aebd-0000f80367c1;;AU)
    (A;;FA;;;\(sid)-512)(A;;FA;;;AO)(A;;RC;;;AU)(A;;RPLCLORC;;;PS)(A;;FA;;;SY)
    (OA;CIID;RPWP;5b47d60f-6090-40b2-9f37-2a4de88f3063;;\(sid)-526)(OA;CIID;RPWP;5b47d60f-6090-40b2-9f37-2a4de88f3063;;\(sid)-527)
    (OA;CIID;SWWPRP;3f78c3e5-f79a-46bd-a0b8-9d18116ddc79;;PS)(OA;CIID;RPWPCR;91e647de-d96f-4b70-9557-d63ff4f3ccd8;;PS)
    (A;CIID;FA;;;\(sid)-519)(A;CIID;LC;;;RU)(A;CIID;RPWPCRCCLCLORCWOWDSDSW;;;BA)
    """.split(separator: "\n").joined()

/// Delegations as they accumulate: a pair for resets and unlocks, one group after the other.
func descriptor(_ number: Int) throws -> [UInt8] {
    var entries = base
    for delegation in 0..<(3 + number % 8) {
        let group = "\(sid)-\(2000 + number * 16 + delegation)"
        entries += "(OA;CIID;CR;00299570-246d-11d0-a768-00aa006e0529;;\(group))"
        entries += "(OA;CIID;RPWP;28630ebf-41d5-11d1-a9c1-0000f80367c1;;\(group))"
    }
    let isProtected = number % 50 == 49
    return try SecurityDescriptor(sddl: "O:\(sid)-512D:\(isProtected ? "PAI" : "AI")\(entries)").bytes()
}

/// A GUID that is the same for a number in every run.
func guid(_ number: Int) -> Data {
    var state = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    return Data(
        (0..<16).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        })
}

func unit(_ number: Int) -> String {
    number < 20 ? "OU=Region \(number),\(domain)" : "OU=Office \(number),OU=Region \(number % 20),\(domain)"
}

let descriptors = try (0..<distinctDescriptors).map { Data(try descriptor($0)).base64EncodedString() }
var text = "dn: \(domain)\nobjectClass: domain\ndc: scale\n\n"
for number in 0..<units {
    let name = unit(number)
    text += "dn: \(name)\nobjectClass: organizationalUnit\nou: \(name.dropFirst(3).prefix { $0 != "," })\n\n"
}
let output = FileHandle.standardOutput
for number in 0..<users {
    // Spread without a pattern that an index or a cache could like.
    let home = number &* 7919 % units
    let kind = home < 150 ? home : 150 + number % 150
    text += "dn: CN=User \(number),\(unit(home))\n"
    text += "objectClass: top\nobjectClass: person\nobjectClass: organizationalPerson\nobjectClass: user\n"
    text +=
        "cn: User \(number)\nsn: User\nsAMAccountName: u\(number)\nuserAccountControl: \(number % 12 == 0 ? 514 : 66048)\n"
    text += "objectCategory: CN=Person,CN=Schema,CN=Configuration,\(domain)\n"
    text += "objectGUID:: \(guid(number).base64EncodedString())\n"
    if number % 200 == 0 { text += "adminCount: 1\n" }
    if number % 100 == 0 { text += "msDS-ResultantPSO: CN=Admins,CN=Password Settings Container,CN=System,\(domain)\n" }
    text += "nTSecurityDescriptor:: \(descriptors[kind])\n\n"
    if text.utf8.count > 1 << 20 {
        try output.write(contentsOf: Data(text.utf8))
        text = ""
    }
}
try output.write(contentsOf: Data(text.utf8))
