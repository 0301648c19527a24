import LDAP

/// A description keeps its text, and its parts make it up again.
func checkAttribute(_ input: [UInt8]) throws(BrokenProperty) {
    let text = String(decoding: input, as: UTF8.self)
    let attribute = AttributeDescription(text)
    try require(attribute.description.utf8.elementsEqual(text.utf8), "the text has changed")
    let again = AttributeDescription(type: attribute.type, options: attribute.options)
    try require(again.description.utf8.elementsEqual(text.utf8), "the parts make another text: \(again)")
    try require(again == attribute && again.hashValue == attribute.hashValue, "the same text is not equal")
    if let range = attribute.valueRange {
        try require(range.lower >= 0 && (range.upper ?? .max) >= range.lower, "a range that ends before it begins")
        try require(AttributeValueRange(option: range.description) == range, "the range reads differently: \(range)")
    }
    if attribute.isValid {
        try require(attribute.description.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "valid, and no plain text")
    }
}
