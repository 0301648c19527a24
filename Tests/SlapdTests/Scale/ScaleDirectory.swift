import Foundation
import LDAP
import TestSupport

/// A slapd with 100,000 people, made once a run.
///
/// It ends with the tests' process. People differ in what a dump finds hard: text outside ASCII, octets, long values,
/// passwords, a space at the end.
enum ScaleDirectory {
    static let people = 100_000
    static let suffix = "dc=scale,dc=test"

    private static let serverTask = Task {
        try await Client.slapd {
            $0.suffix = suffix
            $0.ldif = ldif
            $0.global = ["sizelimit unlimited", "timelimit unlimited", "threads 4"]
        }
    }

    static func server() async throws -> SlapdServer { try await serverTask.value }

    /// All of it, without pages or page by page.
    static func everything(pageSize: Int32? = nil) -> SearchRequest {
        SearchRequest(
            base: DistinguishedName(suffix), scope: .subtree, filter: .present("objectClass"), pageSize: pageSize)
    }

    private static var ldif: String {
        var text = "dn: \(suffix)\nobjectClass: dcObject\nobjectClass: organization\ndc: scale\no: Scale\n\n"
        text.reserveCapacity(people * 420)
        let filling = String(repeating: "A value of some length. ", count: 9)
        let photo = Data((0...159).map { UInt8($0) }).base64EncodedString()
        for number in 0..<people {
            text += "dn: uid=p\(number),\(suffix)\nobjectClass: inetOrgPerson\nuid: p\(number)\nsn: Person\n"
            text += number.isMultiple(of: 10) ? "cn: Löhne \(number)\n" : "cn: Person \(number)\n"
            text += "mail: p\(number)@scale.test\nemployeeNumber: \(number)\ndescription: \(filling)\(number)\n"
            if number.isMultiple(of: 7) { text += "description:: \(Data(" \(number) ".utf8).base64EncodedString())\n" }
            if number.isMultiple(of: 20) { text += "jpegPhoto:: \(photo)\n" }
            if number.isMultiple(of: 50) { text += "userPassword: Lab-Secret-\(number)\n" }
            text += "\n"
        }
        return text
    }
}
