import Foundation
import TestSupport
import Testing

/// What the compiler itself says of the interface, as it says it to the documentation's compiler. It leaves out what is added to
/// package types of other modules; there `.ci/lint/code` finds the words.
@Suite("the interface of LDAP", .serialized, .timeLimit(.minutes(2)))
struct InterfaceTests {
    @Test("every public declaration is documented")
    func documented() async throws {
        let symbols = try await SymbolGraph.extract("LDAP", from: ModuleBuild(), level: "public")
        #expect(symbols.count > 500)
        for symbol in symbols { #expect(symbol.docComment != nil, "\(symbol)") }
    }

    @Test("no pointer and no type of C stands in a public or package declaration")
    func safe() async throws {
        let symbols = try await SymbolGraph.extract("LDAP", from: ModuleBuild(), level: "package")
        #expect(symbols.contains { $0.accessLevel == "package" })
        for symbol in symbols { #expect(symbol.foreignTypes.isEmpty, "\(symbol): \(symbol.foreignTypes)") }
    }

    @Test("what is neither documented nor safe is found")
    func planted() async throws {
        let folder = try TemporaryDirectory.make("interface")
        try """
        import Glibc
        /// Documented.
        public func safe() {}
        public func undocumented() {}
        /// Takes a pointer.
        package func pointer(_ pointer: UnsafeRawPointer) {}
        /// Holds a handle.
        public struct Handle { package var handle: OpaquePointer? }
        /// Takes a type of C.
        package func time(_ time: timespec) {}
        """.write(toFile: folder + "/Planted.swift", atomically: true, encoding: .utf8)
        let compiled = try await run(
            "swiftc",
            ["-emit-module", "-parse-as-library", "-swift-version", "6", "-package-name", "planted", "-module-name"]
                + ["Planted", "-o", folder + "/Planted.swiftmodule", folder + "/Planted.swift"],
            timeout: .seconds(60))
        #expect(compiled.status == 0, "\(compiled.errors)")
        let symbols = try await SymbolGraph.extract("Planted", from: ModuleBuild(modules: folder), level: "package")
        #expect(symbols.filter { $0.docComment == nil }.map(\.name) == ["Handle.handle", "undocumented()"])
        let foreign = symbols.filter { !$0.foreignTypes.isEmpty }
        #expect(foreign.map(\.name) == ["Handle.handle", "pointer(_:)", "time(_:)"])
    }
}

/// A symbol graph as `swift symbolgraph-extract` writes it, in so far as the tests look at it.
struct SymbolGraph: Decodable {
    struct Symbol: Decodable, CustomStringConvertible {
        struct Fragment: Decodable {
            let spelling: String
            let preciseIdentifier: String?
        }

        struct Comment: Decodable {}

        let pathComponents: [String]
        let accessLevel: String
        let declarationFragments: [Fragment]
        let docComment: Comment?

        var name: String { pathComponents.joined(separator: ".") }
        var description: String { "\(accessLevel) \(name)" }

        /// The names of pointers, and of what C declares.
        var foreignTypes: [String] {
            declarationFragments.filter { fragment in
                fragment.spelling.contains("Unsafe") || ["OpaquePointer", "Unmanaged"].contains(fragment.spelling)
                    || fragment.preciseIdentifier?.hasPrefix("c:") == true
            }.map(\.spelling)
        }
    }

    let symbols: [Symbol]

    /// Inherited comments count: `==` of a type is documented with `Equatable`.
    static func extract(_ module: String, from build: ModuleBuild, level: String) async throws -> [Symbol] {
        let folder = try TemporaryDirectory.make("symbols")
        let result = try await run(
            "swift",
            ["symbolgraph-extract", "-module-name", module, "-I", build.modules] + build.headers
                + ["-minimum-access-level", level, "-skip-synthesized-members", "-target", build.target]
                + ["-output-dir", folder],
            timeout: .seconds(100))
        guard result.status == 0 else { throw ExtractionFailed(errors: result.errors) }
        let graph = try Data(contentsOf: URL(fileURLWithPath: folder + "/\(module).symbols.json"))
        return try JSONDecoder().decode(SymbolGraph.self, from: graph).symbols.sorted { $0.name < $1.name }
    }

    struct ExtractionFailed: Error { let errors: String }
}

/// The build that the tests run from, for compilers that read its modules.
struct ModuleBuild {
    let folder: String
    let modules: String

    init(modules: String? = nil) throws {
        folder = URL(fileURLWithPath: try PackageLayout.adinspect()).deletingLastPathComponent().path
        self.modules = modules ?? folder + "/Modules"
    }

    /// The folder of a build is `.build/TARGET/debug`; `.build/debug` is a link to it.
    var target: String {
        URL(fileURLWithPath: folder).resolvingSymlinksInPath().deletingLastPathComponent().lastPathComponent
    }

    /// The headers behind LDAP are needed by whoever imports it, though no C type stands in its interface.
    var headers: [String] {
        let system = ["CAres", "CCyrusSASL", "CGnuTLS", "CKerberos", "COpenLDAP"]
        let maps =
            system.map { "\(PackageLayout.root)/Sources/\($0)/module.modulemap" }
            + [folder + "/CLinux.build/module.modulemap"]
        return maps.flatMap { ["-Xcc", "-fmodule-map-file=" + $0] }
    }
}
