package enum ReportFormat: String, Sendable { case text, json }
