package import ActiveDirectory
import Foundation
import Glibc

/// Sets what libldap and libkrb5 must find, before the process has a second thread: `setenv` races with every `getenv`.
package enum ProcessEnvironment {
    package static var variables: [String: String] { ProcessInfo.processInfo.environment }

    /// Ends the process at once, without the destructors of its libraries.
    ///
    /// Calls that were left to finish (libkrb5 waits 27 s for a silent KDC) still run on their threads, and libkrb5 aborts a
    /// process in which it is used after its destructor. Nothing is lost: no stream here has a buffer.
    package static func exit(_ status: ExitStatus) -> Never { _exit(status.rawValue) }

    /// Makes the private krb5.conf and names it in the environment. Nil, where it could not be made: then Kerberos cannot be used.
    package static func prepare(_ environment: [String: String]) -> KerberosConfigurationFile? {
        occupyStandardStreams()
        unsafe setenv("LDAPNOINIT", "1", 1)
        guard let file = privateConfiguration(environment["TMPDIR"]) else { return nil }
        let wanted = KerberosEnvironment(configurationPath: file.path, existing: environment["KRB5_CONFIG"])
        for (name, value) in wanted.variables { unsafe setenv(name, value, 1) }
        return file
    }

    /// In `TMPDIR`, where that can be used, else in `/tmp`.
    private static func privateConfiguration(_ wanted: String?) -> KerberosConfigurationFile? {
        guard let empty = try? KerberosConfiguration(defaultRealm: nil, liveKDCs: [:]) else { return nil }
        if let wanted, wanted.hasPrefix("/"), let file = try? KerberosConfigurationFile(empty, in: wanted) {
            return file
        }
        return try? KerberosConfigurationFile(empty)
    }

    /// A standard stream that was closed by the caller would become the next socket that is opened, and a report would be sent to it.
    /// What stands in its place fails on use, as a closed one does.
    private static func occupyStandardStreams() {
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
            // The lowest number that is free is the one that is missing.
            _ = unsafe open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
        }
    }

    package static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard unsafe gethostname(&name, name.count - 1) == 0 else { return "localhost" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
