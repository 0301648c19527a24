import Foundation
import TestSupport
import Testing

@Suite("the documentation's Swift snippets") struct SnippetTests {
    static let articles = [
        "GettingStarted", "SecuringConnections", "HandlingErrors", "Cancellation", "TrustRootsAndCertificates",
        "SortingAndComparing", "ReadingTheSchema", "ReadingAndWritingLDIF",
    ].map { "Sources/LDAP/LDAP.docc/\($0).md" }

    @Test("compile: each article is one program", .timeLimit(.minutes(2)))
    func compile() async throws {
        let pages = try Self.pages()
        for article in Self.articles { #expect(pages.contains { $0.path == article && !$0.snippets.isEmpty }) }
        let result = try await SnippetCompiler.compile(pages)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
    }

    @Test("one that does not compile is found, with its page and line", .timeLimit(.minutes(2)))
    func wrong() async throws {
        let page = DocumentationPage(
            path: "Wrong.md",
            text: """
                # Wrong

                ```swift
                import LDAP
                ```

                ```swift
                let name = DistinguishedName("dc=example,dc=com")
                print(name.rubbish)
                ```

                ```text
                this is not Swift
                ```
                """)
        let result = try await SnippetCompiler.compile([page])
        #expect(result.status == 1)
        let said = result.output + result.errors
        #expect(said.contains("Wrong.md:9:12: error: value of type 'DistinguishedName' has no member 'rubbish'"))
        #expect(!said.contains("this is not Swift"))
    }

    /// Every page of the catalogue, and the README.
    static func pages() throws -> [DocumentationPage] {
        let catalogue = "Sources/LDAP/LDAP.docc"
        let names = try FileManager.default.contentsOfDirectory(atPath: PackageLayout.root + "/" + catalogue)
        let paths = names.filter { $0.hasSuffix(".md") }.sorted().map { catalogue + "/" + $0 } + ["README.md"]
        return try paths.map { path in
            DocumentationPage(
                path: path, text: try String(contentsOfFile: PackageLayout.root + "/" + path, encoding: .utf8))
        }
    }
}

/// A page and the blocks in it that are fenced as Swift.
struct DocumentationPage: Sendable {
    struct Snippet: Sendable {
        /// The number of its first line in the page.
        var line: Int
        var lines: [Substring] = []
    }

    let path: String
    let snippets: [Snippet]

    init(path: String, text: String) {
        self.path = path
        var snippets: [Snippet] = []
        var open: Snippet?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if var snippet = open {
                if line.hasPrefix("```") {
                    snippets.append(snippet)
                    open = nil
                } else {
                    snippet.lines.append(line)
                    open = snippet
                }
            } else if line == "```swift" {
                open = Snippet(line: index + 2)
            }
        }
        self.snippets = snippets
    }

    /// The snippets in their order as the body of one function, with compiler messages that name the page.
    func program(_ number: Int) -> String {
        let imports = snippets.flatMap(\.lines).filter { $0.hasPrefix("import ") }
        var program = imports.joined(separator: "\n") + "\nfunc page\(number)() async throws {\n"
        for snippet in snippets {
            program += "#sourceLocation(file: \"\(path)\", line: \(snippet.line))\n"
            program += snippet.lines.map { $0.hasPrefix("import ") ? "" : $0 }.joined(separator: "\n") + "\n"
        }
        return program + "#sourceLocation()\n}\n"
    }
}

/// Has the toolchain's compiler check programs against the modules of the build that the tests run from.
enum SnippetCompiler {
    static func compile(_ pages: [DocumentationPage]) async throws -> CommandResult {
        let folder = try TemporaryDirectory.make("snippets")
        var files: [String] = []
        for (number, page) in pages.enumerated() where !page.snippets.isEmpty {
            let file = folder + "/page\(number).swift"
            try page.program(number).write(toFile: file, atomically: true, encoding: .utf8)
            files.append(file)
        }
        let build = try ModuleBuild()
        return try await run(
            "swiftc",
            ["-typecheck", "-parse-as-library", "-swift-version", "6", "-warnings-as-errors", "-I", build.modules]
                + ["-module-cache-path", build.folder + "/SnippetModuleCache"]
                + build.headers + files,
            timeout: .seconds(100))
    }
}
