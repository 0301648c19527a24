// swift-tools-version: 6.2
import PackageDescription

// A package of its own: who builds adinspect builds none of it. See docs/benchmarks.md.
let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "adinspect", path: "..")],
    targets: [
        .executableTarget(
            name: "population-tree", dependencies: [.product(name: "ActiveDirectory", package: "adinspect")],
            path: "Sources/PopulationTree"),
        .executableTarget(
            name: "population-scan",
            dependencies: [
                .product(name: "Inspection", package: "adinspect"), .product(name: "LDAP", package: "adinspect"),
            ],
            path: "Sources/PopulationScan"),
    ],
    swiftLanguageModes: [.v6]
)
