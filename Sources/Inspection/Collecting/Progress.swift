/// How far a collection has come, for whoever shows it.
package enum Progress: Sendable {
    /// A stage begins: looking for domain controllers, binding, reading.
    case stage(String)
    /// So many of so many domain controllers are done.
    case domainControllers(done: Int, of: Int, waitingFor: [String])
    /// So many users of a domain have come.
    case users(domain: String, PopulationProgress)
}
