import Foundation

/// What a slapd of the tests is to be.
package struct SlapdConfiguration: Sendable {
    package var suffix = "dc=example,dc=test"
    /// What it holds, as LDIF; the suffix entry included.
    package var ldif = SlapdConfiguration.smallTree
    /// Lines before the database, such as `require bind`, `security simple_bind=56`, `sizelimit 5`, `attributetype (…)`.
    package var global: [String] = []
    /// Lines within the database, such as `limits …` and `access to …`.
    package var database: [String] = []
    /// The certificate of ldaps and StartTLS; by default one of ``TestPKI/trusted()`` for localhost and loopback.
    package var certificate: LeafCertificate?
    /// Whether it has a certificate at all.
    package var hasCertificate = true
    /// Added to slapd's environment, such as `KRB5_KTNAME`.
    package var environment: [String: String] = [:]

    package init(_ change: (inout SlapdConfiguration) -> Void = { _ in }) { change(&self) }

    /// The administrator's name and the lab's own password.
    package var rootDN: String { "cn=admin," + suffix }
    package static let rootPassword = "Slapd-Lab-Secret-1"

    package static let smallTree = """
        dn: dc=example,dc=test
        objectClass: dcObject
        objectClass: organization
        dc: example
        o: Example

        dn: ou=people,dc=example,dc=test
        objectClass: organizationalUnit
        ou: people

        dn: uid=alice,ou=people,dc=example,dc=test
        objectClass: inetOrgPerson
        uid: alice
        cn: Alice
        sn: Ärmel
        userPassword: Alice-Lab-Secret-1

        dn: uid=bob,ou=people,dc=example,dc=test
        objectClass: inetOrgPerson
        uid: bob
        cn: Bob
        sn: Brown
        description: first
        description: second

        """

    func text(in directory: String, certificate: LeafCertificate, caFile: String) -> String {
        let schemas = ["core", "cosine", "inetorgperson", "nis"].map { "include /etc/ldap/schema/\($0).schema" }
        let head = [
            "modulepath /usr/lib/ldap",
            "moduleload back_mdb",
            "pidfile \(directory)/slapd.pid",
            "loglevel stats",
            "TLSCACertificateFile \(caFile)",
            "TLSVerifyClient never",
            "authz-regexp gidNumber=\(getgid())[+]uidNumber=\(getuid()),cn=peercred,cn=external,cn=auth \"\(rootDN)\"",
        ]
        let back = [
            "database mdb",
            "suffix \"\(suffix)\"",
            "rootdn \"\(rootDN)\"",
            "rootpw \(Self.rootPassword)",
            "directory \(directory)/data",
            "dbnosync",
            "maxsize 1073741824",
            "index objectClass eq",
        ]
        let own = [
            "TLSCertificateFile \(certificate.certificateFile)", "TLSCertificateKeyFile \(certificate.keyFile)",
        ]
        return (schemas + head + (hasCertificate ? own : []) + global + back + database).joined(separator: "\n") + "\n"
    }
}
