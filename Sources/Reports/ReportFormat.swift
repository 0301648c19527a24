package enum ReportFormat: String, Sendable, CaseIterable { case text, json }
