import Writeback

/// The program that a report names as its maker.
package struct ToolIdentity: Sendable, Equatable {
    package var name: String
    package var version: String
    /// The day up to which the catalogue's knowledge goes.
    package var knowledgeDate: String

    package init(name: String, version: String, knowledgeDate: String = Catalogue.knowledgeDate) {
        self.name = name
        self.version = version
        self.knowledgeDate = knowledgeDate
    }
}
