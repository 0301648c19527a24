public import LDAP

extension LDAPError {
    /// What the server's diagnostic text says, where it is one of Active Directory's or Samba's.
    public var activeDirectoryDiagnostic: ADDiagnostic? { diagnosticMessage.flatMap { ADDiagnostic($0) } }
}
