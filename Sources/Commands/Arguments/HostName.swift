import Networking

/// Names of hosts and domains as a caller may write them.
enum HostName {
    /// Whether it is a name that hosts can have: letters, digits, hyphens, and underscores, which Windows lets pass.
    ///
    /// Narrower than what DNS carries, so that `ldap://dc1`, `dc1:389` and `user@corp` are refused with a word and not looked up.
    static func isValid(_ text: String) -> Bool {
        DomainName.isValid(text) && IPAddress(text) == nil
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": true
                default: false
                }
            }
    }
}
