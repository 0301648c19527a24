import ActiveDirectory
import Inspection

/// A class whose objects take their rights from the container that they are made in.
struct InheritingClass: Sendable {
    /// Its `schemaIDGUID`.
    let guid: ObjectGUID
    /// Its `lDAPDisplayName`.
    let name: String
    /// Its `defaultSecurityDescriptor`, in SDDL.
    let defaults: Observed<String>
}

extension Forest {
    var userClass: InheritingClass {
        InheritingClass(guid: .userClass, name: "user", defaults: security.userDefaults)
    }

    var inetOrgPersonClass: InheritingClass {
        InheritingClass(guid: .inetOrgPersonClass, name: "inetOrgPerson", defaults: security.inetOrgPersonDefaults)
    }

    var groupClass: InheritingClass { inheriting("group", .groupClass) }
    var contactClass: InheritingClass { inheriting("contact", .contactClass) }
    var deviceClass: InheritingClass { inheriting("msDS-Device", .deviceClass) }

    private func inheriting(_ name: String, _ guid: ObjectGUID) -> InheritingClass {
        InheritingClass(
            guid: guid, name: name,
            defaults: otherWritebacks.classDefaults[name] ?? .notCollected(why: OtherWritebacks.notAskedFor))
    }
}
