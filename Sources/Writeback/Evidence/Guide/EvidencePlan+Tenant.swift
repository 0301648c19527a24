// Every line of az stands in plain single quotation marks and without an ampersand: `$select` is expanded by neither shell, and
// nothing in it means anything to az.cmd, through which az runs on Windows. `--output-file` writes the answer as it came, where `>` of
// Windows PowerShell would recode it.
extension EvidencePlan {
    static func tenant(_ names: EvidenceNames) -> EvidencePlan {
        let graph = TenantCommands(cloud: names.cloud)
        var items = [
            Item(
                "subscribedSkus.json", .graph, holds: "the tenant's licences",
                graph.both("subscribedSkus.json", "subscribedSkus", "Get-MgSubscribedSku -All"),
                marks: ["subscribedSkus", "Get-MgSubscribedSku"]),
            Item(
                "organization.json", .graph, holds: "the tenant, its domains, and when it was last synchronised",
                graph.both("organization.json", "organization", "Get-MgOrganization"),
                marks: ["v1.0/organization", "Get-MgOrganization"]),
            Item(
                "domains.json", .graph, holds: "which domains are federated",
                graph.both("domains.json", "domains", "Get-MgDomain -All"), marks: ["v1.0/domains", "Get-MgDomain"]),
            Item(
                "onPremisesSynchronization.json", .graph, holds: "the features of synchronisation",
                graph.both(
                    "onPremisesSynchronization.json", "directory/onPremisesSynchronization",
                    "Get-MgDirectoryOnPremiseSynchronization"),
                marks: ["onPremisesSynchronization", "OnPremiseSynchronization"]),
            Item(
                "authorizationPolicy.json", .graph, holds: "whether administrators may reset their own passwords",
                graph.both(
                    "authorizationPolicy.json", "policies/authorizationPolicy", "Get-MgPolicyAuthorizationPolicy"),
                marks: ["authorizationPolicy"]),
            Item(
                "enabling-admin.json", .graph, holds: "who enables writeback: licence, roles, where the account lives",
                graph.user("enabling-admin.json", names.administrator), marks: ["<admin>", "--enabling-admin"]),
        ]
        for (index, user) in names.users.enumerated() {
            let number = names.users.count == 1 ? "" : "-\(index + 1)"
            items.append(
                Item(
                    "test-user\(number).json", .graph, holds: "a user to try with: licence, where the account lives",
                    graph.user("test-user\(number).json", user), marks: ["<user>", "<test user>", "--test-user"]))
            items.append(
                Item(
                    "registration\(number).json", .graph, holds: "how far this user has come with self-service reset",
                    graph.registration("registration\(number).json", user),
                    marks: ["userRegistrationDetails", "UserRegistrationDetail"]))
        }
        return EvidencePlan(
            name: "A workstation",
            how:
                "anywhere, signed in to the tenant as a Global Reader; with az, or with Graph PowerShell, which may read what az may not (403)",
            preparation: graph.signIn, items: items)
    }
}

/// The same question to Graph in both tools.
private struct TenantCommands {
    static let az = "az, in bash or PowerShell"
    static let sdk = "Graph PowerShell"
    private static let properties = [
        "id", "userPrincipalName", "accountEnabled", "onPremisesSyncEnabled", "onPremisesLastSyncDateTime",
        "onPremisesDomainName", "onPremisesSecurityIdentifier", "onPremisesDistinguishedName", "onPremisesImmutableId",
        "assignedPlans", "assignedLicenses",
    ].joined(separator: ",")
    private static let scopes = [
        "User.Read.All", "Organization.Read.All", "Directory.Read.All", "Domain.Read.All", "Policy.Read.All",
        "AuditLog.Read.All", "OnPremDirectorySynchronization.Read.All",
    ].joined(separator: ",")

    let cloud: EvidenceCloud

    var signIn: [EvidenceGuide.Commands] {
        let isPublic = cloud == .public
        return [
            .init(
                tool: Self.az,
                lines: (isPublic ? [] : ["az cloud set --name \(cloud.azure)"]) + [
                    "az login --allow-no-subscriptions"
                ]),
            .init(
                tool: Self.sdk,
                lines: [
                    "Connect-MgGraph \(isPublic ? "" : "-Environment \(cloud.environment) ")-Scopes \(Self.scopes)"
                ]),
        ]
    }

    func both(_ file: String, _ path: String, _ cmdlet: String) -> [EvidenceGuide.Commands] {
        [
            .init(tool: Self.az, lines: [get(path, to: file)]),
            .init(tool: Self.sdk, lines: [Self.write(cmdlet, to: file)]),
        ]
    }

    func user(_ file: String, _ name: String) -> [EvidenceGuide.Commands] {
        let parameters = " --url-parameters '$select=\(Self.properties)' '$expand=memberOf'"
        let cmdlet =
            "Get-MgUser -UserId \(CommandText.powerShell(name)) -Property \(Self.properties) -ExpandProperty memberOf"
        return [
            .init(tool: Self.az, lines: [get("users/\(Self.encoded(name))", parameters, to: file)]),
            .init(tool: Self.sdk, lines: [Self.write(cmdlet, to: file)]),
        ]
    }

    /// One user's by a filter: the whole list has a page for every thousand users.
    func registration(_ file: String, _ name: String) -> [EvidenceGuide.Commands] {
        let quoted = "'" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
        let filter = "userPrincipalName eq \(quoted)"
        let path = "reports/authenticationMethods/userRegistrationDetails?$filter=\(Self.encoded(filter))"
        let cmdlet =
            "Get-MgReportAuthenticationMethodUserRegistrationDetail -All -Filter \(CommandText.powerShell(filter))"
        return both(file, path, cmdlet)
    }

    private func get(_ path: String, _ parameters: String = "", to file: String) -> String {
        "az rest --method get --url '\(cloud.graph)\(path)'\(parameters) --output-file \(file)"
    }

    private static func write(_ cmdlet: String, to file: String) -> String {
        "\(cmdlet) | ConvertTo-Json -Depth 10 | Out-File -Encoding utf8 \(file)"
    }

    /// As a part of a URL (RFC 3986): all but what is reserved for nothing, and the @ of every name.
    private static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x40:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (byte < 16 ? "0" : "") + digits
            }
        }
        return encoded
    }
}
