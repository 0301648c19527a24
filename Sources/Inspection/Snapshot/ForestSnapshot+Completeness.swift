extension ForestSnapshot {
    /// Whether every domain, every domain controller and every list was read. A single attribute that did not come back does not count.
    public var isWhole: Bool {
        guard run.complete, forest.domains.isValue, forest.domainControllers.isValue, forest.sites.isValue else {
            return false
        }
        let domains = forest.domains.known ?? []
        let areDomainsRead = domains.allSatisfy { domain in
            !domain.sid.isUnreachable && !domain.trusts.isBroken && !domain.passwordSettingsObjects.isBroken
                && !domain.population.isBroken
        }
        let areControllersRead = (forest.domainControllers.known ?? []).allSatisfy { controller in
            controller.kind == .notAMachine || controller.rootDSE.isValue
        }
        return areDomainsRead && areControllersRead
    }
}

extension Observed {
    /// Whether the server that knows could not be asked.
    var isUnreachable: Bool {
        if case .unreachable = self { true } else { false }
    }

    /// Whether the server said that the caller may not read it.
    var isHidden: Bool {
        if case .hidden = self { true } else { false }
    }

    /// Whether a list was begun and not finished, or could not be asked for. An empty answer that proves nothing is not that.
    var isBroken: Bool {
        switch self {
        case .partial, .unreachable: true
        default: false
        }
    }
}
