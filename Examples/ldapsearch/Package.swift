// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "ldapsearch",
    dependencies: [.package(name: "adinspect", path: "../..")],
    targets: [
        .executableTarget(
            name: "ldapsearch", dependencies: [.product(name: "LDAP", package: "adinspect")], path: "Sources")
    ],
    swiftLanguageModes: [.v6]
)
