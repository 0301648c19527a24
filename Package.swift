// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "adinspect",
    products: [
        .library(name: "LDAP", targets: ["LDAP"]),
        .library(name: "ActiveDirectory", targets: ["ActiveDirectory"]),
        .library(name: "Inspection", targets: ["Inspection"]),
        .library(name: "Writeback", targets: ["Writeback"]),
        .executable(name: "adinspect", targets: ["adinspect"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "COpenLDAP", pkgConfig: "ldap", providers: [.apt(["libldap-dev"])]),
        .systemLibrary(name: "CCyrusSASL", pkgConfig: "libsasl2", providers: [.apt(["libsasl2-dev"])]),
        .systemLibrary(name: "CKerberos", providers: [.apt(["libkrb5-dev"])]),
        .systemLibrary(name: "CAres", pkgConfig: "libcares", providers: [.apt(["libc-ares-dev"])]),
        .systemLibrary(name: "CGnuTLS", pkgConfig: "gnutls", providers: [.apt(["libgnutls28-dev"])]),
        .target(name: "CLinux"),
        .target(
            name: "Networking",
            dependencies: ["CLinux", "CAres", "CGnuTLS"]),
        .target(name: "Egress", dependencies: ["Networking"]),
        .target(
            name: "LDAP",
            dependencies: [
                "Networking", "CLinux", "COpenLDAP", "CCyrusSASL",
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(
            name: "ActiveDirectory",
            dependencies: [
                "LDAP", "Networking", "CLinux", "CKerberos",
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(
            name: "Inspection",
            dependencies: [
                "ActiveDirectory", "LDAP", "Networking",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(
            name: "Writeback",
            dependencies: ["Inspection", "ActiveDirectory", "LDAP", .product(name: "Yams", package: "Yams")]),
        .target(name: "Reports", dependencies: ["Writeback", "Inspection", "Egress", "ActiveDirectory", "LDAP"]),
        .target(
            name: "Commands",
            dependencies: [
                "Reports", "Writeback", "Inspection", "Egress", "ActiveDirectory", "LDAP", "Networking", "CLinux",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .executableTarget(name: "adinspect", dependencies: ["Commands"]),

        .target(
            name: "TestSupport",
            dependencies: [
                "LDAP", "Networking", "CLinux", "COpenLDAP", "CGnuTLS",
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            path: "Tests/Support"),
        .testTarget(name: "NetworkingTests", dependencies: ["Networking", "TestSupport"]),
        .testTarget(name: "EgressTests", dependencies: ["Egress", "Networking", "TestSupport"]),
        .testTarget(name: "LDAPTests", dependencies: ["LDAP", "Networking", "TestSupport"]),
        .testTarget(
            name: "ActiveDirectoryTests",
            dependencies: ["ActiveDirectory", "LDAP", "Networking", "TestSupport"]),
        .testTarget(
            name: "InspectionTests",
            dependencies: [
                "Inspection", "ActiveDirectory", "LDAP", "Networking", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(
            name: "WritebackTests",
            dependencies: ["Writeback", "Inspection", "ActiveDirectory", "LDAP", "TestSupport"]),
        .testTarget(
            name: "ReportsTests",
            dependencies: ["Reports", "Writeback", "Inspection", "Egress", "ActiveDirectory", "LDAP"],
            exclude: ["Golden"]),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "Commands", "Reports", "Writeback", "Inspection", "Egress", "ActiveDirectory", "LDAP", "Networking",
                "TestSupport", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        // What is fuzzed and what must hold: for the fuzzer, and for the tests that feed it every seed and crasher.
        .target(
            name: "FuzzTargets", dependencies: ["Writeback", "ActiveDirectory", "LDAP", "Networking"],
            path: "Tests/Fuzz/Targets"),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets", "TestSupport"]),
        .testTarget(name: "SlapdTests", dependencies: ["LDAP", "Networking", "TestSupport"]),
        .testTarget(
            name: "SambaTests",
            dependencies: ["Inspection", "ActiveDirectory", "LDAP", "Networking", "TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)

// libFuzzer brings its own `main`, so this executable can only be built with `-sanitize=fuzzer`, as .ci/fuzz does.
if Context.environment["ADINSPECT_FUZZ"] != nil {
    package.targets += [
        .target(name: "CFuzzing", path: "Tests/Fuzz/CFuzzing"),
        .executableTarget(name: "fuzz", dependencies: ["CFuzzing", "FuzzTargets"], path: "Tests/Fuzz/Driver"),
    ]
}

let cTargets: Set<String> = ["CLinux", "CFuzzing"]
for target in package.targets
where [.regular, .executable, .test].contains(target.type) && !cTargets.contains(target.name) {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .strictMemorySafety(),
            .treatAllWarnings(as: .error),
        ]
}
