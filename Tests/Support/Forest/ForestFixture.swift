/// Makes the directories of scripted forests.
package enum DirectoryFixture {
    /// What one domain controller of a forest holds: its rootDSE, configuration and schema, and its own domain.
    ///
    /// - Parameter controller: The name of the one that is asked; the first by default.
    package static func forest(_ shape: ForestShape = ForestShape(), servedBy controller: String? = nil)
        -> DirectoryTree
    {
        var tree = DirectoryTree()
        guard let server = shape.controllers.first(where: { $0.name == controller ?? shape.controllers[0].name }) else {
            return tree
        }
        tree.add(RootDSEFixture.activeDirectory(shape, servedBy: server))
        ConfigurationFixture.add(shape, to: &tree)
        for domain in shape.domains {
            if domain.dnsName == server.domain {
                DomainFixture.add(domain, of: shape, to: &tree)
            } else {
                tree.setElsewhere(domain.distinguishedName, uri: "ldap://\(domain.dnsName)/\(domain.distinguishedName)")
            }
        }
        tree.setContextHead(shape.configuration)
        tree.setContextHead(shape.schema)
        return tree
    }

    /// The behaviour of one domain controller of a forest, its netlogon answer included.
    package static func behaviour(of shape: ForestShape, servedBy controller: String? = nil) -> DirectoryBehaviour {
        DirectoryBehaviour { behaviour in
            guard let server = shape.controllers.first(where: { $0.name == controller ?? shape.controllers[0].name })
            else {
                return
            }
            let answer = NetlogonFixture(shape, servedBy: server).bytes
            behaviour.netlogon = { terms, _ in
                // A domain that it does not serve gets no answer at all (MS-ADTS 6.3.3.2).
                let asked = terms["dnsdomain"].map { String(decoding: $0, as: UTF8.self).lowercased() }
                let served = [server.domain.lowercased(), shape.root.dnsName.lowercased()]
                return asked.map { served.contains($0.hasSuffix(".") ? String($0.dropLast()) : $0) } ?? true
                    ? answer : nil
            }
        }
    }

    /// AD LDS: speaks like Active Directory and is none (no default naming context, no …1.4.800).
    package static var lightweightDirectoryServices: DirectoryTree {
        DirectoryTree([RootDSEFixture.lightweightDirectoryServices])
    }

    /// An OpenLDAP server's rootDSE.
    package static var openLDAP: DirectoryTree { DirectoryTree([RootDSEFixture.openLDAP]) }
}
