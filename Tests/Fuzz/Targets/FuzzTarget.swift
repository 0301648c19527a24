/// A parser of what comes from outside, and what must hold for it whatever comes.
///
/// The fuzzer feeds these with what it makes up, the ordinary tests with every file of `Seeds` and `Crashers`.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// ``DistinguishedName`` (RFC 4514).
    case name
    /// ``LDAPFilter`` (RFC 4515).
    case filter
    /// ``LDAPURL`` (RFC 4516).
    case url
    /// ``AttributeDescription`` (RFC 4512, section 2.5) and the option `range`.
    case attribute
    /// ``LDIFReader`` and ``LDIFWriter`` (RFC 2849).
    case ldif
    /// LDAP messages in BER as the netlogon ping reads them, in datagrams and streams.
    case message
    /// The value of the attribute `netlogon` (MS-ADTS 6.3.1).
    case netlogon
    /// The answer to StartTLS as the diagnosis of TLS reads it.
    case startTLS = "starttls"
    /// What a KDC answers (RFC 4120).
    case kdcAnswer = "kdc-answer"
    /// The diagnostic text of an LDAP result (MS-ADTS 3.1.1.3.1.9).
    case diagnostic
    /// Values of AD's attributes: SIDs, GUIDs, times, names of operating systems and of NTDS Settings objects.
    case value
    /// A security descriptor in binary (MS-DTYP 2.4.6).
    case descriptor
    /// A security descriptor in SDDL (MS-DTYP 2.5.1), and a single entry.
    case sddl
    /// The values of controls: what a server says to a request to sort (RFC 2891), and Active Directory's.
    case control
    /// A DNS message (RFC 1035).
    case dns
    /// The files of an export of Connect, XML.
    case connectExport = "connect-export"
    /// Answers of Microsoft Graph, and the run history of Connect, JSON.
    case graph
    /// The template that `secedit /export` writes.
    case secedit
    /// Attestations and waivers, YAML.
    case statements

    /// - Throws: what does not hold for this input. A parser that refuses the input is none of that.
    package func check(_ input: [UInt8]) throws(BrokenProperty) {
        switch self {
        case .name: try checkName(input)
        case .filter: try checkFilter(input)
        case .url: try checkURL(input)
        case .attribute: try checkAttribute(input)
        case .ldif: try checkLDIF(input)
        case .message: try checkMessage(input)
        case .netlogon: try checkNetlogon(input)
        case .startTLS: try checkStartTLS(input)
        case .kdcAnswer: try checkKDCAnswer(input)
        case .diagnostic: try checkDiagnostic(input)
        case .value: try checkValue(input)
        case .descriptor: try checkDescriptor(input)
        case .sddl: try checkSDDL(input)
        case .control: try checkControl(input)
        case .dns: try checkDNS(input)
        case .connectExport: try checkConnectExport(input)
        case .graph: try checkGraph(input)
        case .secedit: try checkSecurityPolicy(input)
        case .statements: try checkStatements(input)
        }
    }
}

/// What should hold for every input, and does not.
package struct BrokenProperty: Error, CustomStringConvertible {
    package let description: String
}

func require(_ condition: Bool, _ property: @autoclosure () -> String) throws(BrokenProperty) {
    if !condition { throw BrokenProperty(description: property()) }
}

/// Unwraps what must be there.
func required<Value>(_ value: Value?, _ property: @autoclosure () -> String) throws(BrokenProperty) -> Value {
    guard let value else { throw BrokenProperty(description: property()) }
    return value
}
