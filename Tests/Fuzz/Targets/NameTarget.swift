import LDAP

/// A valid name is the same after writing and reading it, and stands where it should in the tree.
func checkName(_ input: [UInt8]) throws(BrokenProperty) {
    let text = String(decoding: input, as: UTF8.self)
    let name = DistinguishedName(text)
    do {
        _ = try DistinguishedName(parsing: text)
        try require(name.rdns != nil, "the name is valid, and has no relative names")
    } catch let error as DistinguishedNameError {
        try require(name.rdns == nil, "the name is refused, and has relative names")
        try require((0...text.utf8.count).contains(error.position), "the error stands outside of the text")
        try require(!error.description.contains("\n"), "the error has several lines")
    } catch let error as BrokenProperty {
        throw error
    } catch {
        throw BrokenProperty(description: "an error of another kind: \(error)")
    }
    guard let rdns = name.rdns else { return }

    let written = DistinguishedName(rdns: rdns)
    let read = try required(written.rdns, "what is written is refused: \(written)")
    try require(shape(of: read) == shape(of: rdns), "what is written reads differently: \(written)")
    try require(
        DistinguishedName(rdns: read).description.utf8.elementsEqual(written.description.utf8),
        "writing twice gives another text: \(written)")
    try require(written == name && written.hashValue == name.hashValue, "what is written is not equal: \(written)")

    let child = name.child("CN", "a, b")
    try require(child.parent == name, "the parent of a child is another name")
    try require(child.isDescendant(of: name) && !name.isDescendant(of: child), "a child is no descendant")
    if let parent = name.parent {
        try require(parent.rdns?.count == rdns.count - 1, "the parent has not one relative name less")
        try require(name.isDescendant(of: parent), "the name does not lie below its parent: \(parent)")
    } else {
        try require(rdns.isEmpty, "a name that is not empty has no parent")
    }
}

/// The relative names by their octets: equality forgives letter case and spaces, this does not.
private func shape(of rdns: [RelativeDistinguishedName]) -> [[[UInt8]]] {
    rdns.map { rdn in
        rdn.attributes.map { attribute in
            switch attribute.value {
            case .octets(let octets): Array(attribute.type.utf8) + [0] + octets
            case .encoded(let octets): Array(attribute.type.utf8) + [1] + octets
            }
        }
    }
}
