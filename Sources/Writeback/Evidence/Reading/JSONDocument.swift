/// A JSON document of objects as PowerShell and Graph write them: one object, a list, or a list in `value`.
///
/// Keys are compared without case: the same property is `skuId` in Graph's answer and `SkuId` from PowerShell.
struct JSONDocument: Sendable {
    /// More than any tenant's answer in one file.
    static let limit = 256 << 20

    let file: String
    /// The objects.
    let objects: [JSONObject]
    /// Whether the document is one object, not a list.
    let isSingle: Bool
    /// The members beside `value`, where that is the list.
    let envelope: JSONObject?

    /// - Throws: ``EvidenceError`` with line and column where it is no JSON, with the keys where it is of another shape.
    init(_ bytes: [UInt8], file: String) throws(EvidenceError) {
        self.file = file
        let text = try UTF8Transcoder.text(of: bytes, in: file, limit: Self.limit)
        let root = try JSONParser.value(of: text, file: file)
        var list: [JSONValue]
        var at = ""
        switch root {
        case .array(let values): (list, isSingle, envelope) = (values, false, nil)
        case .object(let members):
            let object = JSONObject(members, at: "", in: file)
            if case .array(let values)? = object.member("value") {
                (list, isSingle, envelope, at) = (values, false, object, "value")
            } else {
                (list, isSingle, envelope) = ([root], true, nil)
            }
        default:
            throw EvidenceError(.unexpected, in: file, found: root.kind, expected: "an object or a list of objects")
        }
        // PowerShell makes a list in a list of one that is given to -InputObject.
        if list.count == 1, case .array(let inner) = list[0] { list = inner }
        let isSingle = isSingle
        var objects: [JSONObject] = []
        for (index, value) in list.enumerated() {
            let place = isSingle ? "" : "\(at)[\(index)]"
            guard case .object(let members) = value else {
                throw EvidenceError(.unexpected, in: file, at: .key(place), found: value.kind, expected: "an object")
            }
            objects.append(JSONObject(members, at: place, in: file))
        }
        self.objects = objects
    }
}
