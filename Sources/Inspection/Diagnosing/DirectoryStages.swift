import ActiveDirectory
import LDAP
import Networking

/// What the domain controller says of itself, and what it lets the account read.
struct DirectoryStages {
    let domain: String
    /// Whether the bind succeeded; else the rootDSE, which is for everybody, was read without.
    let isBound: Bool

    // MARK: rootDSE

    func rootDSE(_ rootDSE: RootDSE, of host: String) -> ConnectionStage {
        let served = rootDSE.defaultNamingContext?.dnsName
        var seen = [
            ("dnsHostName", rootDSE.dnsHostName), ("defaultNamingContext", rootDSE.defaultNamingContext?.description),
            ("isSynchronized", rootDSE.isSynchronized.map { $0 ? "TRUE" : "FALSE" }),
            ("supportedSASLMechanisms", rootDSE.supportedSASLMechanisms.joined(separator: " ")),
        ].map { ConnectionStage.Sighting($0.0, $0.1 ?? "did not come back", isAuthenticated: isBound) }
        if !isBound { seen.append(.init(host, "read without a bind")) }
        var advice: String?
        if let served, !DomainName.areEqual(served, domain) {
            advice = "Name the domain that you mean: \(host) serves \(served)."
        } else if let name = rootDSE.dnsHostName, !DomainName.areEqual(name, host) {
            advice =
                "Name the domain controller as it names itself, \(name): certificates and Kerberos go by that name."
        } else if rootDSE.isSynchronized == false {
            advice = "Let \(host) finish its first replication before its answers are relied on."
        }
        return ConnectionStage(
            .rootDSE, .passed, seen: seen,
            meaning: "\(host) is a domain controller of \(served ?? "an unnamed domain").", advice: advice)
    }

    func rootDSE(failed error: any Error, of host: String) -> ConnectionStage {
        switch error {
        case let error as CollectionError:
            ConnectionStage(
                .rootDSE, .failed, seen: [.init(host, error.returned)], meaning: error.meaning, advice: error.advice)
        case let error as LDAPError:
            ConnectionStage(
                .rootDSE, .failed, seen: [.init(host, error.raw ?? "nothing came back")],
                meaning: Sentence.of(error.meaning),
                advice: error.adviceInOptions ?? "Look in the log of \(host).")
        default:
            ConnectionStage(.rootDSE, .failed, seen: [.init(host, "\(error)")], meaning: "The rootDSE was not read.")
        }
    }

    // MARK: A read that needs rights

    /// What is read of the domain's head.
    ///
    /// `nTSecurityDescriptor`: Active Directory gives it only to whom Read Permissions is granted and leaves it out without a word
    /// else; all judgement of rights rests on it. `minPwdAge`: the plainest of what `check` judges, and the first that a domain
    /// hardened against its own users withholds.
    static let attributes = ["nTSecurityDescriptor", "minPwdAge"]

    /// LDAP_SERVER_SD_FLAGS (MS-ADTS 3.1.1.3.4.1.11) with owner, group and DACL: without it the SACL is asked for too, and whoever may
    /// not read that gets no descriptor at all.
    static let descriptorParts = LDAPControl(
        identifier: "1.2.840.113556.1.4.801", isCritical: true, value: [0x30, 3, 2, 1, 7])

    func read(_ entry: Entry?, of name: DistinguishedName, as principal: String) -> ConnectionStage {
        guard let entry else {
            return ConnectionStage(
                .read, .failed, seen: [.init(name.description, "not shown")],
                meaning: "The account is not shown the domain itself.",
                advice: "Give \(principal) the rights of Authenticated Users on \(name), or use another account.")
        }
        let seen = Self.attributes.map { attribute in
            ConnectionStage.Sighting(
                "\(attribute) of \(name)", Self.words(attribute, entry[attribute]?.first), isAuthenticated: true)
        }
        let missing = Self.attributes.filter { entry[$0]?.isEmpty ?? true }
        guard !missing.isEmpty else {
            return ConnectionStage(
                .read, .passed, seen: seen, meaning: "The account may read what check judges the domain by.")
        }
        return ConnectionStage(
            .read, .passed, seen: seen,
            meaning: "The account sees the domain, and not all of what check judges it by: that would stay undecided.",
            advice: "Let \(principal) read \(missing.joined(separator: " and ")) of \(name).")
    }

    func read(failed error: any Error, of name: DistinguishedName) -> ConnectionStage {
        let error = error as? LDAPError
        return ConnectionStage(
            .read, .failed, seen: [.init(name.description, error?.raw ?? "nothing came back")],
            meaning: Sentence.of(error?.meaning ?? "the read came to nothing"),
            advice: error?.adviceInOptions ?? "Look in the log of the domain controller.")
    }

    private static func words(_ attribute: String, _ value: [UInt8]?) -> String {
        guard let value else { return "not returned" }
        return attribute == "minPwdAge" ? String(decoding: value, as: UTF8.self) : "\(value.count) bytes"
    }
}
