extension LDAPResultCode {
    /// The operation was carried out. RFC 4511, appendix A.2, as all codes to 80. C: `LDAP_SUCCESS`.
    public static let success = Self(rawValue: 0)
    /// The operation stands in the wrong order; Active Directory sends it for a search before the bind. C: `LDAP_OPERATIONS_ERROR`.
    public static let operationsError = Self(rawValue: 1)
    /// The request was not understood. C: `LDAP_PROTOCOL_ERROR`.
    public static let protocolError = Self(rawValue: 2)
    /// The time limit ran out before the search was done. C: `LDAP_TIMELIMIT_EXCEEDED`.
    public static let timeLimitExceeded = Self(rawValue: 3)
    /// There are more entries than the size limit allows. C: `LDAP_SIZELIMIT_EXCEEDED`.
    public static let sizeLimitExceeded = Self(rawValue: 4)
    /// A comparison was carried out: false or undefined. C: `LDAP_COMPARE_FALSE`.
    public static let compareFalse = Self(rawValue: 5)
    /// A comparison was carried out: true. C: `LDAP_COMPARE_TRUE`.
    public static let compareTrue = Self(rawValue: 6)
    /// The server does not know the mechanism. C: `LDAP_AUTH_METHOD_NOT_SUPPORTED`.
    public static let authMethodNotSupported = Self(rawValue: 7)
    /// The server wants signing, sealing or TLS first. C: `LDAP_STRONG_AUTH_REQUIRED`.
    public static let strongerAuthRequired = Self(rawValue: 8)
    /// Another server has what was asked for. C: `LDAP_REFERRAL`.
    public static let referral = Self(rawValue: 10)
    /// An administrator's limit was reached. C: `LDAP_ADMINLIMIT_EXCEEDED`.
    public static let adminLimitExceeded = Self(rawValue: 11)
    /// The server does not know a control that was marked critical. C: `LDAP_UNAVAILABLE_CRITICAL_EXTENSION`.
    public static let unavailableCriticalExtension = Self(rawValue: 12)
    /// The connection must be encrypted first. C: `LDAP_CONFIDENTIALITY_REQUIRED`.
    public static let confidentialityRequired = Self(rawValue: 13)
    /// The bind goes on with a further step. C: `LDAP_SASL_BIND_IN_PROGRESS`.
    public static let saslBindInProgress = Self(rawValue: 14)
    /// The entry does not have the attribute or value. C: `LDAP_NO_SUCH_ATTRIBUTE`.
    public static let noSuchAttribute = Self(rawValue: 16)
    /// The schema does not know the attribute. C: `LDAP_UNDEFINED_TYPE`.
    public static let undefinedAttributeType = Self(rawValue: 17)
    /// The attribute cannot be matched like this. C: `LDAP_INAPPROPRIATE_MATCHING`.
    public static let inappropriateMatching = Self(rawValue: 18)
    /// A value breaks a rule. C: `LDAP_CONSTRAINT_VIOLATION`.
    public static let constraintViolation = Self(rawValue: 19)
    /// The attribute or value is there already. C: `LDAP_TYPE_OR_VALUE_EXISTS`.
    public static let attributeOrValueExists = Self(rawValue: 20)
    /// A value does not have its attribute's syntax. C: `LDAP_INVALID_SYNTAX`.
    public static let invalidAttributeSyntax = Self(rawValue: 21)
    /// There is no such entry, or the reader may not see it. C: `LDAP_NO_SUCH_OBJECT`.
    public static let noSuchObject = Self(rawValue: 32)
    /// An alias points to nothing. C: `LDAP_ALIAS_PROBLEM`.
    public static let aliasProblem = Self(rawValue: 33)
    /// The distinguished name is none, or the server cannot read it. C: `LDAP_INVALID_DN_SYNTAX`.
    public static let invalidDNSyntax = Self(rawValue: 34)
    /// LDAPv2 and X.500; reserved in LDAPv3. C: `LDAP_IS_LEAF`.
    public static let isLeaf = Self(rawValue: 35)
    /// An alias may not be followed. C: `LDAP_ALIAS_DEREF_PROBLEM`.
    public static let aliasDereferencingProblem = Self(rawValue: 36)
    /// This mechanism does not fit the account. C: `LDAP_INAPPROPRIATE_AUTH`.
    public static let inappropriateAuthentication = Self(rawValue: 48)
    /// Name or password is wrong, or the account cannot be used. C: `LDAP_INVALID_CREDENTIALS`.
    public static let invalidCredentials = Self(rawValue: 49)
    /// The caller may not do this. C: `LDAP_INSUFFICIENT_ACCESS`.
    public static let insufficientAccessRights = Self(rawValue: 50)
    /// The server has too much to do. C: `LDAP_BUSY`.
    public static let busy = Self(rawValue: 51)
    /// The server is shutting down, or a part of it is off. C: `LDAP_UNAVAILABLE`.
    public static let unavailable = Self(rawValue: 52)
    /// The server refuses; its diagnostic message says why. C: `LDAP_UNWILLING_TO_PERFORM`.
    public static let unwillingToPerform = Self(rawValue: 53)
    /// Following aliases or chained servers leads round in a circle. C: `LDAP_LOOP_DETECT`.
    public static let loopDetect = Self(rawValue: 54)
    /// An entry may not have this name or stand here. C: `LDAP_NAMING_VIOLATION`.
    public static let namingViolation = Self(rawValue: 64)
    /// The entry does not keep to its object class. C: `LDAP_OBJECT_CLASS_VIOLATION`.
    public static let objectClassViolation = Self(rawValue: 65)
    /// The entry has children. C: `LDAP_NOT_ALLOWED_ON_NONLEAF`.
    public static let notAllowedOnNonLeaf = Self(rawValue: 66)
    /// The attribute is part of the entry's name. C: `LDAP_NOT_ALLOWED_ON_RDN`.
    public static let notAllowedOnRDN = Self(rawValue: 67)
    /// There is an entry of that name. C: `LDAP_ALREADY_EXISTS`.
    public static let entryAlreadyExists = Self(rawValue: 68)
    /// The object class may not be changed. C: `LDAP_NO_OBJECT_CLASS_MODS`.
    public static let objectClassModsProhibited = Self(rawValue: 69)
    /// The answer does not fit a datagram (RFC 1798). C: `LDAP_RESULTS_TOO_LARGE`.
    public static let resultsTooLarge = Self(rawValue: 70)
    /// More than one server would be concerned. C: `LDAP_AFFECTS_MULTIPLE_DSAS`.
    public static let affectsMultipleDSAs = Self(rawValue: 71)
    /// A virtual list view cannot be given (draft-ietf-ldapext-ldapv3-vlv). C: `LDAP_VLV_ERROR`.
    public static let virtualListViewError = Self(rawValue: 76)
    /// Something inside the server went wrong. C: `LDAP_OTHER`.
    public static let other = Self(rawValue: 80)
    /// The operation was cancelled (RFC 3909). C: `LDAP_CANCELLED`.
    public static let canceled = Self(rawValue: 118)
    /// The operation to cancel is not known (RFC 3909). C: `LDAP_NO_SUCH_OPERATION`.
    public static let noSuchOperation = Self(rawValue: 119)
    /// It is too late to cancel (RFC 3909). C: `LDAP_TOO_LATE`.
    public static let tooLate = Self(rawValue: 120)
    /// The operation cannot be cancelled (RFC 3909). C: `LDAP_CANNOT_CANCEL`.
    public static let cannotCancel = Self(rawValue: 121)
    /// The assertion control's filter did not match (RFC 4528). C: `LDAP_ASSERTION_FAILED`.
    public static let assertionFailed = Self(rawValue: 122)
    /// The caller may not act for that identity (RFC 4370). C: `LDAP_PROXIED_AUTHORIZATION_DENIED`.
    public static let authorizationDenied = Self(rawValue: 123)
    /// Content must be synchronised afresh (RFC 4533). C: `LDAP_SYNC_REFRESH_REQUIRED`.
    public static let syncRefreshRequired = Self(rawValue: 4096)
}

/// The codes that libldap makes up on this side (`ldap.h`, “API error codes”).
extension LDAPResultCode {
    /// The server cannot be reached, or the connection broke. C: `LDAP_SERVER_DOWN`.
    public static let serverDown = Self(rawValue: -1)
    /// Something failed on this side, as a rule in SASL or Kerberos. C: `LDAP_LOCAL_ERROR`.
    public static let localError = Self(rawValue: -2)
    /// The request could not be encoded. C: `LDAP_ENCODING_ERROR`.
    public static let encodingError = Self(rawValue: -3)
    /// What the server sent is no LDAP message. C: `LDAP_DECODING_ERROR`.
    public static let decodingError = Self(rawValue: -4)
    /// No answer came in time. C: `LDAP_TIMEOUT`.
    public static let timeout = Self(rawValue: -5)
    /// The mechanism is not known on this side. C: `LDAP_AUTH_UNKNOWN`.
    public static let authenticationUnknown = Self(rawValue: -6)
    /// The filter is none. C: `LDAP_FILTER_ERROR`.
    public static let filterError = Self(rawValue: -7)
    /// The caller gave up. C: `LDAP_USER_CANCELLED`.
    public static let userCancelled = Self(rawValue: -8)
    /// A parameter is not allowed. C: `LDAP_PARAM_ERROR`.
    public static let parameterError = Self(rawValue: -9)
    /// There is no memory left. C: `LDAP_NO_MEMORY`.
    public static let noMemory = Self(rawValue: -10)
    /// The connection, as a rule its TLS, could not be made. C: `LDAP_CONNECT_ERROR`.
    public static let connectError = Self(rawValue: -11)
    /// libldap was built without this. C: `LDAP_NOT_SUPPORTED`.
    public static let notSupported = Self(rawValue: -12)
    /// The answer lacks a control. C: `LDAP_CONTROL_NOT_FOUND`.
    public static let controlNotFound = Self(rawValue: -13)
    /// The answer holds nothing. C: `LDAP_NO_RESULTS_RETURNED`.
    public static let noResultsReturned = Self(rawValue: -14)
    /// Obsolete. C: `LDAP_MORE_RESULTS_TO_RETURN`.
    public static let moreResultsToReturn = Self(rawValue: -15)
    /// Following referrals leads round in a circle. C: `LDAP_CLIENT_LOOP`.
    public static let clientLoop = Self(rawValue: -16)
    /// Too many referrals follow one another. C: `LDAP_REFERRAL_LIMIT_EXCEEDED`.
    public static let referralLimitExceeded = Self(rawValue: -17)
    /// The connection is still being made. C: `LDAP_X_CONNECTING`.
    public static let connecting = Self(rawValue: -18)
}
