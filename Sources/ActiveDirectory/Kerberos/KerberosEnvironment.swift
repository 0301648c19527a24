/// The environment variables that libldap and libkrb5 must find before the process has a second thread.
///
/// A value only: setting them is for the executable, in its first lines. `setenv` beside threads that read the
/// environment is undefined behaviour, and a library must not change its host's environment at all.
package struct KerberosEnvironment: Hashable, Sendable {
    /// What the variables are to be, by name.
    package let variables: [String: String]

    /// * `LDAPNOINIT=1`: libldap reads neither `ldap.conf` nor `.ldaprc` (not even the current directory's) nor `LDAP…`
    ///   variables, any of which could turn certificate checks off.
    /// * `KRB5_CONFIG`: the private file first, since for a single value the first file wins; then what was there.
    ///
    /// - Parameters:
    ///   - configurationPath: where the private `krb5.conf` is or will be; without a colon.
    ///   - existing: the value that `KRB5_CONFIG` has, if it has one; an empty one counts as none.
    package init(configurationPath: String, existing: String?) {
        let others = existing.flatMap { $0.isEmpty ? nil : $0 } ?? "/etc/krb5.conf"
        variables = ["LDAPNOINIT": "1", "KRB5_CONFIG": "\(configurationPath):\(others)"]
    }
}
