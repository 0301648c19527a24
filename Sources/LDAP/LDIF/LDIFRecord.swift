/// A record of an LDIF file: an entry, or a change to one (RFC 2849).
///
/// A change is a value like any other here: this library reads it and has no means to carry it out.
public struct LDIFRecord: Sendable, Hashable {
    /// What the record says about the object that it names.
    public enum Body: Sendable, Hashable {
        /// The object's attributes, a value each, in the file's order (`attrval-record`). There may be none: a search
        /// for names alone prints such records.
        case content([LDIFAttributeValue])
        /// A change, and the controls that its request would carry (`change-record`).
        case change(LDIFChange, controls: [LDIFControl])
    }

    /// The object.
    public let distinguishedName: DistinguishedName
    /// What is said about it.
    public let body: Body
    /// Where the record begins; the file's first line is 1.
    public let line: Int

    /// A record as it might stand in a file, at line `line`.
    public init(distinguishedName: DistinguishedName, body: Body, line: Int = 1) {
        self.distinguishedName = distinguishedName
        self.body = body
        self.line = line
    }

    /// The entry that the record holds, the values of one attribute description put together; nil for a change, and
    /// when a value stands elsewhere (``LDIFValue/url(_:)``).
    public var entry: Entry? {
        guard case .content(let lines) = body else { return nil }
        var descriptions: [String] = []
        var values: [[[UInt8]]] = []
        var places: [String: Int] = [:]
        for line in lines {
            guard case .octets(let octets) = line.value else { return nil }
            // The values of an attribute nearly always stand together.
            if let last = descriptions.last, last == line.description {
                values[values.count - 1].append(octets)
                continue
            }
            let key = line.description.lowercased()
            if let place = places[key] {
                values[place].append(octets)
            } else {
                places[key] = descriptions.count
                descriptions.append(line.description)
                values.append([octets])
            }
        }
        return Entry(
            distinguishedName: distinguishedName,
            attributes: zip(descriptions, values).map { Entry.Attribute(description: $0, values: $1) })
    }
}

/// A value as LDIF can give it.
public enum LDIFValue: Sendable, Hashable {
    /// The value itself, decoded from base64 where it was encoded.
    case octets([UInt8])
    /// Where the value stands, such as `file:///usr/local/photos/fiona.jpg` (RFC 2849, note 6).
    ///
    /// It is never fetched: who wrote a file must not decide what its reader opens.
    case url(String)
}

/// An attribute description with one value (`attrval-spec`).
public struct LDIFAttributeValue: Sendable, Hashable {
    /// The attribute description as written, options included.
    public let description: String
    /// The value.
    public let value: LDIFValue

    /// A line of a record.
    public init(description: String, value: LDIFValue) {
        self.description = description
        self.value = value
    }
}

/// A control in a change record (RFC 2849, `control`).
public struct LDIFControl: Sendable, Hashable {
    /// The control's object identifier, in dotted decimal form.
    public let identifier: String
    /// Whether the server must refuse the change when it does not know the control.
    public let isCritical: Bool
    /// The control's value; nil when it carries none.
    public let value: LDIFValue?

    /// A control of a change.
    public init(identifier: String, isCritical: Bool = false, value: LDIFValue? = nil) {
        self.identifier = identifier
        self.isCritical = isCritical
        self.value = value
    }
}
