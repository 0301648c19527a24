// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds adinspect has to fetch and build the parser.
let package = Package(
    name: "mutation",
    dependencies: [.package(url: "https://github.com/swiftlang/swift-syntax", exact: "603.0.1")],
    targets: [
        .executableTarget(
            name: "mutate-sources",
            dependencies: [
                .product(name: "SwiftSyntax", package: "swift-syntax"),
                .product(name: "SwiftParser", package: "swift-syntax"),
                .product(name: "SwiftOperators", package: "swift-syntax"),
            ],
            path: "Sources/mutate-sources")
    ],
    swiftLanguageModes: [.v6]
)
