import FoundationEssentials
import Inspection

/// Whether the reports are about the right network, the right cloud and the right way out.
enum PositionRules {
    static let all = [position, cloud, way]

    static let position = NetworkRules.rule(
        "WB-NET-003", .blocker, "The way out was tried where the Connect server stands",
        because:
            "What is documented is what the Connect server must reach. Another host may stand behind another firewall, and what it may do proves nothing.",
        attributes: ["run.host"],
        reading:
            "The host of the report is the server that the export names, or else the one that the descriptions of the connector accounts name; or it is the "
            + "collecting host and --vantage connect says that it stands there; or somebody attests it. A report of another host decides nothing.",
        then: [
            "Run adinspect egress in the network of the Connect server, behind the same firewalls and by the same proxy.",
            "If the report is from there, say so: attest this rule for the host, or give --vantage connect where it is the host that collected.",
        ],
        references: [.writebackTroubleshooting], isAttestable: true
    ) { rule, given in
        given.overHosts(rule, "From where the way out was tried is not known") { host in
            [
                Judgement(
                    host.subject, host.isThere ? .met : .undecided,
                    host.isThere
                        ? "\(host.name) tried the way out where the Connect server stands"
                        : "That \(host.name) stands where the Connect server stands is not known",
                    because: given.positionFacts(of: host))
            ]
        }
    }

    static let cloud = NetworkRules.rule(
        "WB-NET-004", .warning, "The endpoints of the tenant's own cloud were tried",
        because: "Each national cloud has names of its own; that those of another are reached says nothing.",
        attributes: ["run.cloud"],
        reading:
            "run.cloud is the cloud of the authority in the Connect export (aad-password-reset-config/adal-authority). A report of another cloud decides "
            + "nothing. With --cloud none only the endpoints that were named were tried.",
        then: ["Try the tenant's cloud: adinspect egress --cloud public, usgov or china."],
        references: [.nationalClouds, .writebackTroubleshooting], isAttestable: false
    ) { rule, given in
        given.overHosts(rule, "Which cloud's endpoints were tried is not known") { host in
            let clouds = Set(host.reports.map(\.cloud)).subtracting(["none"]).sorted()
            let facts = host.reports.map { given.fact("cloud", $0.cloud, "run.cloud", in: $0) }
            let words = clouds.joined(separator: ", ")
            guard !clouds.isEmpty else {
                return [
                    Judgement(host.subject, .undecided, "\(host.name) tried no cloud's endpoints", because: facts)
                ]
            }
            guard let own = given.tenantCloud else {
                return [
                    Judgement(
                        host.subject, .undecided,
                        "Whether the tenant lives in the cloud that \(host.name) tried (\(words)) is not known",
                        because: facts + given.authorityFacts)
                ]
            }
            let isTried = clouds.contains(own.name)
            return [
                Judgement(
                    host.subject, isTried ? .met : .notMet,
                    isTried
                        ? "\(host.name) tried the tenant's cloud, \(own.name)"
                        : "\(host.name) tried \(words), and the tenant lives in \(own.name)",
                    because: facts + given.authorityFacts)
            ]
        }
    }

    static let way = NetworkRules.rule(
        "WB-NET-005", .information, "The reports of a host take one way out",
        because:
            "Directly or through a proxy: firewalls treat them differently, and the Connect server takes the one that stands in its machine.config.",
        attributes: ["run.proxy"],
        reading:
            "All reports of the host go out directly, or all through the same proxy. Whether that is the server's own way stands on the server only.",
        run: "Get-Content C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Config\\machine.config",
        then: ["Read the proxy in machine.config, and give only reports by that way."],
        references: [.connectPrerequisites], isAttestable: false
    ) { rule, given in
        given.overHosts(rule, "By which way the Connect server goes out is not known") { host in
            let ways = host.ways { $0 }
            let words = ways.map(\.way).joined(separator: ", and ")
            let isOne = ways.count == 1
            return [
                given.seen(
                    from: host,
                    Judgement(
                        host.subject, isOne ? .met : .notMet,
                        isOne ? "\(host.name) goes out \(words)" : "\(host.name) was tried by several ways: \(words)",
                        because: ways.map { given.fact("way out", $0.way, "run.proxy", in: $0.report) }))
            ]
        }
    }
}

extension EvidenceUnderJudgement {
    /// The cloud that the tenant lives in, by the authority to which the sync server signs in; nil where that is not known.
    var tenantCloud: (name: String, authority: String)? {
        let authorities = (usable.connectExport?.tenants ?? []).compactMap(\.authority.known)
        let clouds = Set(authorities.map(Self.cloud))
        guard clouds.count == 1, let cloud = clouds.first ?? nil, let authority = authorities.first else { return nil }
        return (cloud, authority)
    }

    fileprivate var authorityFacts: [Fact] {
        guard let export = usable.connectExport else {
            return [
                Fact(
                    statement: "authority", value: "no Connect export may decide anything",
                    source: EvidenceKind.connectExport.option, observedOn: EvidenceKind.connectExport.option, at: nil,
                    authenticated: false)
            ]
        }
        return export.tenants.map { tenant in
            fact(
                "authority", tenant.authority.words { $0 }, in: "adal-authority of \(tenant.name)",
                of: export.directory,
                at: export.writtenAt)
        }
    }

    /// By the hosts in "Microsoft Entra authentication and national clouds", and those that they had before.
    private static func cloud(_ authority: String) -> String? {
        let text = authority.lowercased()
        let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
        switch String(rest.prefix { $0 != "/" && $0 != ":" }) {
        case "login.microsoftonline.com", "login.windows.net": return "public"
        case "login.microsoftonline.us": return "usgov"
        case "login.partner.microsoftonline.cn", "login.chinacloudapi.cn": return "china"
        default: return nil
        }
    }
}
