import CLinux
import Glibc
import Synchronization

/// The private `krb5.conf`: a file of mode 0600 in a fresh directory of mode 0700.
///
/// When libkrb5 reads it (MIT 1.20.1, seen by experiment; the tests hold it):
/// * `KRB5_CONFIG` is read anew whenever a `krb5_context` is made; a file named there that does not exist, or is empty,
///   is passed over as long as another can be read.
/// * Every `krb5_init_context` stats the file. While no older context is alive the text is parsed anew; while one is, the
///   two share what was parsed, unless the modification time has changed (nanoseconds count, and the second need not
///   have passed). `write` therefore stamps the file itself. A context made before then sees the new text too.
/// * libgssapi_krb5 keeps no context between calls nor by thread: acquiring a credential, importing a name and starting
///   a security context each make one. A security context under way keeps the one it was started with.
///
/// Therefore the path is fixed before the process has threads, while the text may be written as late as the KDCs are
/// known, so long as no Kerberos call has to find a KDC before that.
package final class KerberosConfigurationFile: Sendable {
    package let directory: String
    package let path: String
    private let isRemoved = Atomic(false)

    /// Makes the directory and writes `configuration`.
    ///
    /// - Parameter parent: where the directory is made. A colon in it is refused, since `KRB5_CONFIG` is a list that
    ///   colons separate.
    package init(_ configuration: KerberosConfiguration, in parent: String = "/tmp") throws(KerberosError) {
        guard !parent.utf8.contains(0x3A), !parent.utf8.contains(0) else {
            throw KerberosError(
                .configurationInvalid, attempt: "make a private krb5.conf in \(parent)",
                message: "The path holds a colon.")
        }
        var template = Array("\(parent)/adinspect-krb5-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw KerberosError(system: errno, attempt: "make a directory for a private krb5.conf in \(parent)")
        }
        directory = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        path = directory + "/krb5.conf"
        do throws(KerberosError) {
            try write(configuration)
        } catch {
            remove()
            throw error
        }
    }

    deinit { remove() }

    /// Replaces the text as a whole: whoever reads meanwhile sees the old text or the new one.
    package func write(_ configuration: KerberosConfiguration) throws(KerberosError) {
        let attempt = "write \(path)"
        let draft = path + ".new"
        unsafe unlink(draft)
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw KerberosError(system: errno, attempt: attempt) }
        var rest = ArraySlice(configuration.text.utf8)
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if written == 0 || errno != EINTR {
                let reason = written == 0 ? ENOSPC : errno
                close(descriptor)
                unsafe unlink(draft)
                throw KerberosError(system: reason, attempt: attempt)
            }
        }
        // The kernel stamps files by a clock of 4 ms, within which two texts would look like one to libkrb5.
        var now = timespec()
        _ = unsafe clock_gettime(CLOCK_REALTIME, &now)
        _ = unsafe futimens(descriptor, [now, now])
        guard close(descriptor) == 0, unsafe rename(draft, path) == 0 else {
            let reason = errno
            unsafe unlink(draft)
            throw KerberosError(system: reason, attempt: attempt)
        }
    }

    /// Removes file and directory; later calls do nothing. The executable calls it on its way out, since `exit` runs no
    /// `deinit`.
    package func remove() {
        guard !isRemoved.exchange(true, ordering: .acquiringAndReleasing) else { return }
        unsafe unlink(path + ".new")
        unsafe unlink(path)
        unsafe rmdir(directory)
    }
}
