import Testing

/// Everything that needs the lab: one test after the other, since most of them change it, and all of them watched for
/// writes.
@Suite("the lab", .serialized, .watchedForWrites)
enum LabSuite {}
