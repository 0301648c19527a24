import Glibc

/// Sets a variable of this process: only where nothing else runs yet, as at the start of an exit test.
package func setEnvironmentVariable(_ name: String, to value: String) {
    _ = unsafe setenv(name, value, 1)
}
