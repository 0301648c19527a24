// swift-tools-version: 6.2
import PackageDescription

// A rule for which it is known which mutants live: `.ci/mutate` is held to it before it is believed.
let package = Package(
    name: "planted",
    targets: [
        .target(name: "Writeback"),
        .testTarget(name: "WritebackTests", dependencies: ["Writeback"]),
    ],
    swiftLanguageModes: [.v6]
)
