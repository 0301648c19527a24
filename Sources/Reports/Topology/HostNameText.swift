/// Host names as they are compared and shortened.
enum HostNameText {
    /// Without regard to case and the trailing dot.
    static func canonical(_ name: String) -> String {
        let lower = name.lowercased()
        return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }

    /// The name without the domain's, where the domain stands beside it and the rest is a single label; else the name as it is.
    static func short(_ name: String, in domain: String?) -> String {
        guard let domain, !domain.isEmpty else { return name }
        let suffix = "." + canonical(domain)
        let host = canonical(name)
        guard host.hasSuffix(suffix), !host.dropLast(suffix.count).contains(".") else { return name }
        // Counted from the front, since `name` may end in a dot; case folding keeps the number of label characters.
        let label = name.prefix { $0 != "." }
        return label.isEmpty ? name : String(label)
    }
}
