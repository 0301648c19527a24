import ActiveDirectory

/// Only a whole message is an answer.
func checkKDCAnswer(_ input: [UInt8]) throws(BrokenProperty) {
    guard let answer = KDCAnswer(message: input[...]) else { return }
    try require(KDCAnswer(message: input.dropLast()) == nil, "an answer without its last byte is one")
    try require(KDCAnswer(message: input + [0]) == nil, "an answer with a byte too many is one")
    try require(KDCAnswer(message: ([0] + input).dropFirst()) == answer, "where the bytes lie in memory counts")
    if answer.kind == .reply { try require(answer.serverTime == nil, "the time of a reply is sealed") }
}
