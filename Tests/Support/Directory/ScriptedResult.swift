/// A result as a scripted server answers it (RFC 4511, section 4.1.9).
package struct ScriptedResult: Sendable, Equatable {
    package var code: Int
    package var matchedDN = ""
    package var diagnosticMessage = ""
    package var referrals: [String] = []

    package init(_ code: Int, matchedDN: String = "", _ diagnosticMessage: String = "", referrals: [String] = []) {
        self.code = code
        self.matchedDN = matchedDN
        self.diagnosticMessage = diagnosticMessage
        self.referrals = referrals
    }

    package static let success = ScriptedResult(0)

    /// 49 as Active Directory words it; `data` is the hexadecimal reason, such as `52e` or `773`. The text ends with a NUL there.
    package static func invalidCredentials(data: String) -> ScriptedResult {
        ScriptedResult(
            49, "80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data \(data), v4563\0")
    }

    /// 1 as Active Directory answers a search before any bind.
    package static let bindFirst = ScriptedResult(
        1,
        "000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be "
            + "completed on the connection., data 0, v4563\0")

    static func noSuchObject(matchedDN: String) -> ScriptedResult {
        ScriptedResult(
            32, matchedDN: matchedDN,
            "0000208D: NameErr: DSID-0310028B, problem 2001 (NO_OBJECT), data 0, best match of:\n\t'\(matchedDN)'\n\0")
    }

    static func referral(_ uri: String) -> ScriptedResult {
        let host = uri.split(separator: "/").dropFirst().first.map(String.init) ?? uri
        return ScriptedResult(
            10,
            "0000202B: RefErr: DSID-03100835, data 0, 1 access points\n\tref 1: '\(host)'\n\0", referrals: [uri])
    }

    static let operationsError = ScriptedResult(
        1, "000020EF: SvcErr: DSID-020A08B7, problem 5012 (DIR_ERROR), data 0\n\0")
    static let sizeLimitExceeded = ScriptedResult(4)
    static let protocolError = ScriptedResult(2)
    static let methodNotSupported = ScriptedResult(
        7, "00002027: LdapErr: DSID-0C090635, comment: Invalid Authentication method, data 0, v4563\0")
    /// 53 for every attempt to write.
    static let unwillingToWrite = ScriptedResult(53, "This directory is read only.")
    /// 8 as Active Directory answers a simple bind in clear where signing is required.
    package static let strongerAuthRequired = ScriptedResult(
        8,
        "00002028: LdapErr: DSID-0C090266, comment: The server requires binds to turn on integrity checking if SSL\\TLS "
            + "are not already active on the connection, data 0, v4563\0")
}
