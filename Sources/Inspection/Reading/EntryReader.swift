import ActiveDirectory
import FoundationEssentials
import LDAP

/// Reads the attributes of an entry as observations.
///
/// What does not come back is absent only on objects that every authenticated caller may read; elsewhere nobody knows why it did not.
struct EntryReader {
    let entry: Entry
    /// crossRef, rootDSE and NTDS Settings objects.
    let isReadableByEverybody: Bool

    init(_ entry: Entry, readableByEverybody: Bool = false) {
        self.entry = entry
        isReadableByEverybody = readableByEverybody
    }

    func value<Value: Sendable>(_ attribute: String, _ read: ([UInt8]) -> Value?) -> Observed<Value> {
        guard let bytes = entry[attribute]?.first else { return isReadableByEverybody ? .absent : .notReturned }
        guard let value = read(bytes) else {
            return .hidden(why: "\(attribute) came back in a form that could not be read")
        }
        return .value(value)
    }

    func values<Value: Sendable>(_ attribute: String, _ read: ([UInt8]) -> Value?) -> Observed<[Value]> {
        guard let all = entry[attribute], !all.isEmpty else { return range(attribute, read) }
        let values = all.compactMap(read)
        if values.count == all.count { return .value(values) }
        if values.isEmpty { return .hidden(why: "\(attribute) came back in a form that could not be read") }
        return .partial(values, why: "\(all.count - values.count) values of \(attribute) could not be read")
    }

    /// The server renames an attribute of very many values: `member;range=0-1499` holds the first of them.
    private func range<Value: Sendable>(_ attribute: String, _ read: ([UInt8]) -> Value?) -> Observed<[Value]> {
        let prefix = attribute.lowercased() + ";range="
        guard let found = entry.attributes.first(where: { $0.description.lowercased().hasPrefix(prefix) }) else {
            return isReadableByEverybody ? .absent : .notReturned
        }
        return .partial(found.values.compactMap(read), why: "only \(found.description) came back")
    }

    func text(_ attribute: String) -> Observed<String> { value(attribute, Self.text) }

    func texts(_ attribute: String) -> Observed<[String]> { values(attribute, Self.text) }

    func name(_ attribute: String) -> Observed<DistinguishedName> { text(attribute).map { DistinguishedName($0) } }

    func names(_ attribute: String) -> Observed<[DistinguishedName]> {
        texts(attribute).map { $0.map { DistinguishedName($0) } }
    }

    func integer(_ attribute: String) -> Observed<Int> { value(attribute) { Self.text($0).flatMap { Int($0) } } }

    /// A 32-bit set of flags, which the directory writes as a signed number; other servers leave out the sign.
    func flags(_ attribute: String) -> Observed<UInt32> {
        value(attribute) { bytes in
            Self.text(bytes).flatMap { text in Int32(text).map { UInt32(bitPattern: $0) } ?? UInt32(text) }
        }
    }

    func boolean(_ attribute: String) -> Observed<Bool> {
        value(attribute) {
            switch Self.text($0)?.uppercased() {
            case "TRUE": true
            case "FALSE": false
            default: nil
            }
        }
    }

    func level(_ attribute: String) -> Observed<FunctionalLevel> {
        value(attribute) { Self.text($0).flatMap { FunctionalLevel($0) } }
    }

    func duration(_ attribute: String) -> Observed<PasswordPolicy.Duration> {
        value(attribute) { bytes in
            guard let duration = Self.text(bytes).flatMap({ PolicyDuration($0) }) else { return nil }
            return duration.seconds.map { .seconds($0) } ?? .never
        }
    }

    func sid(_ attribute: String) -> Observed<SecurityIdentifier> { value(attribute) { SecurityIdentifier(bytes: $0) } }

    func sids(_ attribute: String) -> Observed<[SecurityIdentifier]> {
        values(attribute) { SecurityIdentifier(bytes: $0) }
    }

    /// A security descriptor; one that cannot be read says why, and never that nobody has rights.
    func descriptor(_ attribute: String) -> Observed<SecurityDescriptor> {
        guard let bytes = entry[attribute]?.first else { return .notReturned }
        do throws(SecurityDescriptorError) {
            return .value(try SecurityDescriptor(bytes: bytes))
        } catch {
            return .hidden(why: "\(attribute) came back in a form that could not be read: \(error)")
        }
    }

    /// A time in the form of accountExpires; `.absent` for the two values that mean never.
    func time(_ attribute: String) -> Observed<Date> {
        value(attribute) { Self.text($0).flatMap { FileTime($0) } }.then { time in
            if time.isNever { return .absent }
            return time.date.map { .value($0) } ?? .hidden(why: "\(attribute) is outside of every calendar")
        }
    }

    func guid(_ attribute: String) -> Observed<ObjectGUID> { value(attribute) { ObjectGUID(wire: $0) } }

    static func text(_ bytes: [UInt8]) -> String? { String(validating: bytes, as: UTF8.self) }
}
