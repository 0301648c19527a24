import LDAP

extension KerberosCredential: GSSCredential {}
