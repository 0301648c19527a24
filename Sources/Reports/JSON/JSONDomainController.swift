import ActiveDirectory
import Inspection

/// A domain controller as the JSON prints it.
enum JSONDomainController {
    static func value(_ controller: DomainController, roles: Observed<[OperationsMasterRole]>) -> JSONValue {
        var object = JSONObject()
        object["name"] = .string(controller.name)
        object.set("hostName", controller.hostName, JSONValue.string)
        if let domain = controller.domain {
            object["domain"] = .string(domain)
        } else {
            object.leaveOut("domain", state: "notReturned", why: "no object of it that was read names its domain")
        }
        object.set("site", controller.site, JSONValue.string)
        object["kind"] = .string(controller.kind.rawValue)
        object.set("globalCatalog", controller.globalCatalog, JSONValue.bool)
        object.set("roles", roles) { .strings($0.map(\.rawValue)) }
        object["operatingSystem"] = operatingSystem(controller.operatingSystem)
        object.set("functionalLevel", controller.functionalLevel, JSONForest.functionalLevel)
        object["reachability"] = reachability(controller.reachability)
        object["ports"] = ports(controller.ports)
        if let seconds = controller.clockOffsetSeconds.known, JSONValue.measured(seconds) == nil {
            object.leaveOut("clockOffsetSeconds", state: "notReturned", why: "the difference is no finite number")
        } else {
            object.set("clockOffsetSeconds", controller.clockOffsetSeconds) { JSONValue.measured($0) ?? .null }
        }
        object.set("passwordPolicyHintsControls", policyHints(controller), JSONValue.strings)
        return object.value
    }

    /// Which of the two password-policy-hints controls its rootDSE offers.
    private static func policyHints(_ controller: DomainController) -> Observed<[String]> {
        controller.rootDSE.flatMap(\.supportedControls).map { offered in
            [ControlOID.policyHintsDeprecated, .policyHints].map(\.rawValue).filter(offered.contains)
        }
    }

    private static func reachability(_ reachability: Reachability) -> JSONValue {
        var object = JSONObject()
        object["state"] = .string(reachability.state.rawValue)
        object["why"] = reachability.why.map(JSONValue.string)
        object["milliseconds"] = reachability.milliseconds.flatMap(JSONValue.measured)
        return object.value
    }

    private static func ports(_ ports: [Int: Observed<PortState>]) -> JSONValue {
        var object = JSONObject()
        for (port, state) in ports where (0...65_535).contains(port) {
            object.set(String(port), state) { .string($0.rawValue) }
        }
        return object.value
    }
}

// MARK: - Operating system

extension JSONDomainController {
    private static func operatingSystem(_ facts: OperatingSystemFacts) -> JSONValue {
        let read = OperatingSystemRelease(facts)
        var object = JSONObject()
        object.set("name", facts.name, JSONValue.string)
        object.set("version", facts.version, JSONValue.string)
        object.set("servicePack", facts.servicePack, JSONValue.string)
        // Both are derived; without the texts they are as unknown as those.
        object.set("build", derived(read.build, from: [facts.version]), JSONValue.integer)
        object.set("release", derived(read.release?.name, from: [facts.version, facts.name]), JSONValue.string)
        return object.value
    }

    private static func derived<Value: Sendable>(_ value: Value?, from sources: [Observed<String>]) -> Observed<Value> {
        if let value { return .value(value) }
        guard let missing = sources.first(where: { !$0.isSettled }) else { return .absent }
        return missing.flatMap { _ in .notReturned }
    }
}

extension OperatingSystemRelease {
    init(_ facts: OperatingSystemFacts) {
        self.init(name: facts.name.known, version: facts.version.known, servicePack: facts.servicePack.known)
    }
}
