/// An entry of a scripted directory.
package struct DirectoryEntry: Sendable {
    package struct Attribute: Sendable {
        package var name: String
        package var values: [[UInt8]]
    }

    /// The name as it is answered.
    package var dn: String
    package private(set) var attributes: [Attribute]
    /// Names, in lower case, that come back only when asked for by name or by `+`.
    package var operational: Set<String> = []
    /// Names, in lower case, that the caller may not read: they do not come back, and a filter on one of them matches nothing.
    package var withheld: Set<String> = []

    package init(_ dn: String, _ attributes: KeyValuePairs<String, DirectoryValues> = [:]) {
        self.dn = dn
        self.attributes = []
        for (name, values) in attributes { self[name] = values }
    }

    /// The values of an attribute, whatever the case of its name; setting none takes the attribute away.
    package subscript(_ name: String) -> DirectoryValues? {
        get {
            attributes.first { $0.name.lowercased() == name.lowercased() }.map { DirectoryValues($0.values) }
        }
        set {
            let index = attributes.firstIndex { $0.name.lowercased() == name.lowercased() }
            switch (index, newValue?.bytes ?? []) {
            case (let index?, let values) where values.isEmpty: attributes.remove(at: index)
            case (let index?, let values): attributes[index].values = values
            case (nil, let values) where values.isEmpty: break
            case (nil, let values): attributes.append(Attribute(name: name, values: values))
            }
        }
    }

    /// What a caller may see: nil where it may not.
    func readable(_ name: String) -> [[UInt8]]? {
        withheld.contains(name.lowercased()) ? nil : (self[name]?.bytes ?? [])
    }

    var names: [String] { attributes.map(\.name) }
}

/// Values of an attribute; written as a string, a number, a list of strings, or as bytes.
package struct DirectoryValues: Sendable, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
    ExpressibleByIntegerLiteral
{
    package let bytes: [[UInt8]]

    package init(_ bytes: [[UInt8]]) { self.bytes = bytes }
    package init(_ texts: [String]) { bytes = texts.map { Array($0.utf8) } }
    package init(_ text: String) { bytes = [Array(text.utf8)] }
    package init(_ number: some BinaryInteger) { bytes = [Array(String(number).utf8)] }
    package init(stringLiteral value: String) { self.init(value) }
    package init(arrayLiteral elements: String...) { self.init(elements) }
    package init(integerLiteral value: Int) { self.init(value) }

    package var texts: [String] { bytes.map { String(decoding: $0, as: UTF8.self) } }
}
