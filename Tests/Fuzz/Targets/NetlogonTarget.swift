import ActiveDirectory

/// Names stay within what DNS allows, and bytes after the end of an answer change nothing.
func checkNetlogon(_ input: [UInt8]) throws(BrokenProperty) {
    let response: NetlogonResponse
    do {
        response = try NetlogonResponse(input)
    } catch {
        try require(!error.detail.isEmpty, "an error without words")
        return
    }
    let names = [response.forest, response.domain, response.hostName, response.clientSite, response.nextClosestSite]
    for name in names {
        // A byte that is no UTF-8 becomes three.
        try require((name ?? "x").utf8.count <= 3 * 255, "a name of more than 255 bytes")
        try require(name != "", "an empty name that is not nil")
    }
    if response.version != nil {
        guard let longer = try? NetlogonResponse(input + [0, 0xFF]) else {
            throw BrokenProperty(description: "refused with bytes after its end")
        }
        try require(longer == response, "bytes after its end change it")
    }
}
