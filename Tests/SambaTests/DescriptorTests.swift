import ActiveDirectory
import TestSupport
import Testing

extension LabSuite {
    /// Every descriptor of the forest's domain, as the domain controller stores it.
    @Suite("the descriptors of a domain")
    struct DescriptorTests {
        struct Stored {
            let name: String
            let objectClass: ObjectGUID?
            let bytes: [UInt8]
            let sddl: String

            var container: String { String(name.drop { $0 != "," }.dropFirst()) }
        }

        /// One object a line: name, most specific class, descriptor in hexadecimal, and in Samba's own SDDL.
        static let script = """
            import samba.param
            from samba.dcerpc import security
            from samba.ndr import ndr_unpack
            from samba.samdb import SamDB
            lp = samba.param.LoadParm()
            lp.load_default()
            db = SamDB(url='/var/lib/samba/private/sam.ldb', lp=lp)
            sid = security.dom_sid(db.get_domain_sid())
            for entry in db.search(base=db.domain_dn(), attrs=['nTSecurityDescriptor', 'objectClass']):
                if 'nTSecurityDescriptor' in entry:
                    value = bytes(entry['nTSecurityDescriptor'][0])
                    text = ndr_unpack(security.descriptor, value).as_sddl(sid)
                    print(entry.dn, str(entry['objectClass'][-1]), value.hex(), text, sid, sep='\\t')
            """

        static func stored(_ lab: Lab) async throws -> (objects: [Stored], domain: SecurityIdentifier?) {
            let output = try await lab.executeSuccessfully(on: "dc1", ["python3", "-c", script])
            var domain: SecurityIdentifier?
            let objects = output.split(separator: "\n").compactMap { line -> Stored? in
                let fields = line.split(separator: "\t").map(String.init)
                guard fields.count == 5 else { return nil }
                domain = SecurityIdentifier(fields[4])
                let digits = Array(fields[2])
                let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
                    UInt8(String(digits[$0...($0 + 1)]), radix: 16)
                }
                return Stored(
                    name: fields[0], objectClass: RightsCatalogue.wellKnown.classGUID(named: fields[1]), bytes: bytes,
                    sddl: fields[3])
            }
            return (objects, domain)
        }

        @Test("each is read, and says what Samba reads in it", .timeLimit(.minutes(1)))
        func read() async throws {
            let (objects, domain) = try await Self.stored(Lab.required())
            // The root domain of this forest is the domain itself.
            let domains = SDDLDomains(domain: domain, rootDomain: domain)
            #expect(objects.count > 200)
            for object in objects {
                let descriptor = try SecurityDescriptor(bytes: object.bytes)
                let ofSamba = try SecurityDescriptor(sddl: object.sddl, in: domains)
                #expect(descriptor.owner == ofSamba.owner && descriptor.group == ofSamba.group, "\(object.name)")
                #expect(descriptor.dacl?.entries == ofSamba.dacl?.entries, "\(object.name)")
                #expect(descriptor.sacl?.entries == ofSamba.sacl?.entries, "\(object.name)")
                #expect(try SecurityDescriptor(bytes: descriptor.bytes()) == descriptor, "\(object.name)")
            }
        }

        @Test("what an object has inherited is what its container hands down", .timeLimit(.minutes(1)))
        func inheritance() async throws {
            let (objects, _) = try await Self.stored(Lab.required())
            let byName = Dictionary(uniqueKeysWithValues: objects.map { ($0.name, $0) })
            var compared = 0
            for object in objects {
                guard let container = byName[object.container], let objectClass = object.objectClass else { continue }
                let descriptor = try SecurityDescriptor(bytes: object.bytes)
                if descriptor.isProtected { continue }
                let predicted = try SecurityDescriptor(bytes: container.bytes).forChild(
                    ofClass: objectClass, owner: descriptor.owner, group: descriptor.group)
                let inherited = (descriptor.dacl?.entries ?? []).filter(\.isInherited)
                #expect(Set(inherited) == Set(predicted.dacl?.entries ?? []), "\(object.name)")
                compared += 1
            }
            #expect(compared > 100)
        }

        @Test("a user has what its class gives it and what its container hands down", .timeLimit(.minutes(1)))
        func newUser() async throws {
            let lab = try await Lab.required()
            let (objects, domain) = try await Self.stored(lab)
            let schema = try await lab.database(
                of: "dc1", base: "CN=Schema,CN=Configuration,DC=corp,DC=example,DC=test", "(lDAPDisplayName=user)",
                "defaultSecurityDescriptor")
            let text = try #require(schema.first?["defaultSecurityDescriptor"])
            let ofClass = try SecurityDescriptor(sddl: text, in: SDDLDomains(domain: domain, rootDomain: domain))
            let user = try #require(objects.first { $0.name.hasPrefix("CN=alice,") })
            let container = try #require(objects.first { $0.name == user.container })
            let actual = try SecurityDescriptor(bytes: user.bytes)
            let predicted = try SecurityDescriptor(bytes: container.bytes).forChild(
                ofClass: .userClass, explicit: ofClass, owner: actual.owner, group: actual.group)
            #expect(Set(predicted.dacl?.entries ?? []) == Set(actual.dacl?.entries ?? []))
            let isInherited = predicted.dacl?.entries.map(\.isInherited) ?? []
            #expect(isInherited.contains(true) && isInherited.first == false)
        }
    }
}
