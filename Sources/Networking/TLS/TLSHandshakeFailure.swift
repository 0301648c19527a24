/// Why there was no complete TLS handshake.
package struct TLSHandshakeFailure: Error, Hashable, Sendable {
    package struct Stage: Hashable, Sendable, RawRepresentable {
        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }

        /// The trust anchors could not be read.
        package static let trustAnchors = Stage(rawValue: "trustAnchors")
        /// No address could be connected to.
        package static let connect = Stage(rawValue: "connect")
        /// The request to begin TLS was not agreed to.
        package static let preamble = Stage(rawValue: "preamble")
        package static let handshake = Stage(rawValue: "handshake")
    }

    package let stage: Stage
    package let isTimeout: Bool
    /// The library's error number; 0 if the failure was not the library's.
    package let code: Int32
    /// The raw words of whoever failed.
    package let detail: String

    init(_ stage: Stage, isTimeout: Bool = false, code: Int32 = 0, detail: String) {
        self.stage = stage
        self.isTimeout = isTimeout
        self.code = code
        self.detail = detail
    }
}
