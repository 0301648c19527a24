package import FoundationEssentials

/// What the server at the other end of TLS showed of itself.
package struct TLSFacts: Hashable, Sendable {
    package struct Certificate: Hashable, Sendable {
        /// Distinguished names in RFC 4514 text.
        package let subject: String
        package let issuer: String
        package let notBefore: Date
        package let notAfter: Date

        package init(subject: String, issuer: String, notBefore: Date, notAfter: Date) {
            self.subject = subject
            self.issuer = issuer
            self.notBefore = notBefore
            self.notAfter = notAfter
        }
    }

    /// Whose word the certificate rests on.
    package enum Voucher: String, Hashable, Sendable, CaseIterable {
        /// A root that Mozilla believes.
        case publicRoot
        /// A root that this host was told to believe, and that is not public.
        case privateRoot
        /// A root that this host believes; whether it is public could not be told.
        case believedRoot
        case nobody
    }

    /// Such as `TLS1.3`.
    package let protocolVersion: String?
    /// As the server sent it, its own certificate first.
    package let chain: [Certificate]
    package let voucher: Voucher
    /// Why the certificate is not believed; empty if it is.
    package let problems: [String]

    package init(protocolVersion: String?, chain: [Certificate], voucher: Voucher, problems: [String]) {
        self.protocolVersion = protocolVersion
        self.chain = chain
        self.voucher = voucher
        self.problems = problems
    }

    /// Who signed the last certificate that came: the root, or the authority below it.
    package var topIssuer: String? { chain.last?.issuer }
}
