import Glibc

/// How many files and sockets this process may have open.
package enum OpenFiles {
    /// Raises the limit to what the system allows this process anyway. Thousands of hosts asked side by side take several sockets
    /// each, and the usual limit is 1024. Nothing here uses `select`, which that limit is meant for.
    ///
    /// - Returns: The limit in force.
    @discardableResult
    package static func raiseLimit() -> UInt64 {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 0 }
        guard limit.rlim_cur < limit.rlim_max else { return UInt64(limit.rlim_cur) }
        var raised = limit
        raised.rlim_cur = limit.rlim_max
        guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 else {
            return UInt64(limit.rlim_cur)
        }
        return UInt64(raised.rlim_cur)
    }
}
