public import FoundationEssentials
public import Inspection

/// Answers of Microsoft Graph, read from files: as `az rest` prints them, or as the SDKs write them.
///
/// What a file holds is told from its `@odata.context`, else from the properties of its first object. What no file holds is
/// `.notCollected`; a list of which a page is missing is `.partial`.
public struct GraphEvidence: Sendable, Hashable, Codable {
    /// One file that was read.
    public struct File: Sendable, Hashable, Codable {
        public var name: String
        /// When it was last written, as the file system says: the answers have no date of their own.
        public var writtenAt: Observed<Date>
        public var kind: GraphKind
    }

    public var files: [File] = []
    /// `GET /subscribedSkus`.
    public var subscriptions: Observed<[GraphSubscription]> = .notCollected(why: GraphKind.subscribedSkus.missing)
    /// `GET /users/{id}`, or lists of users; one of several files may hold the same user.
    public var users: Observed<[GraphUser]> = .notCollected(why: GraphKind.users.missing)
    /// `GET /organization`: one, the tenant's.
    public var organizations: Observed<[GraphOrganization]> = .notCollected(why: GraphKind.organization.missing)
    /// `GET /directory/onPremisesSynchronization`.
    public var synchronization: Observed<[GraphSynchronization]> =
        .notCollected(why: GraphKind.onPremisesSynchronization.missing)
    /// `GET /policies/authorizationPolicy`.
    public var authorizationPolicies: Observed<[GraphAuthorizationPolicy]> =
        .notCollected(why: GraphKind.authorizationPolicy.missing)
    /// `GET /reports/authenticationMethods/userRegistrationDetails`.
    public var registrations: Observed<[GraphRegistration]> =
        .notCollected(why: GraphKind.userRegistrationDetails.missing)
    /// `GET /domains`.
    public var domains: Observed<[GraphDomain]> = .notCollected(why: GraphKind.domains.missing)

    public init() {}

    /// Reads one more file.
    ///
    /// - Parameters:
    ///   - file: Its name, for errors.
    ///   - writtenAt: When it was last written; nil where that is not known.
    /// - Throws: ``EvidenceError`` with line and column, or the keys that lead to what is wrong. The evidence is then as before.
    public mutating func add(_ bytes: [UInt8], file: String, writtenAt: Date?) throws(EvidenceError) {
        let document = try JSONDocument(bytes, file: file)
        let kind = try GraphKind(of: document)
        let gap = Self.gap(in: document)
        switch kind {
        case .subscribedSkus: subscriptions = try subscriptions.adding(document, gap, GraphSubscription.init)
        case .users: users = try users.adding(document, gap, GraphUser.init)
        case .organization: organizations = try organizations.adding(document, gap, GraphOrganization.init)
        case .onPremisesSynchronization:
            synchronization = try synchronization.adding(document, gap, GraphSynchronization.init)
        case .authorizationPolicy:
            authorizationPolicies = try authorizationPolicies.adding(document, gap, GraphAuthorizationPolicy.init)
        case .userRegistrationDetails: registrations = try registrations.adding(document, gap, GraphRegistration.init)
        default: domains = try domains.adding(document, gap, GraphDomain.init)
        }
        files.append(
            File(
                name: file,
                writtenAt: writtenAt.map { .value($0) }
                    ?? .notCollected(why: "the file system was not asked when the file was written"),
                kind: kind))
    }

    /// Why a list may lack something: a link to the next page, or as many objects as a page holds and no envelope to tell.
    private static func gap(in document: JSONDocument) -> String? {
        if let envelope = document.envelope, envelope.has("@odata.nextLink") {
            return "\(document.file) has an @odata.nextLink: there are more pages"
        }
        let pages = [100, 999]
        if !document.isSingle, document.envelope == nil, pages.contains(document.objects.count) {
            return "\(document.file) has exactly \(document.objects.count) objects, a first page's; use -All"
        }
        return nil
    }
}

/// What a file of Graph holds. An open set.
public struct GraphKind: RawRepresentable, Sendable, Hashable, Codable {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public static let subscribedSkus = Self(rawValue: "subscribedSkus")
    public static let users = Self(rawValue: "users")
    public static let organization = Self(rawValue: "organization")
    public static let onPremisesSynchronization = Self(rawValue: "onPremisesSynchronization")
    public static let authorizationPolicy = Self(rawValue: "authorizationPolicy")
    public static let userRegistrationDetails = Self(rawValue: "userRegistrationDetails")
    public static let domains = Self(rawValue: "domains")

    var missing: String { "no file holds Graph's \(rawValue)" }

    /// Most particular first: properties that only this kind has.
    private static let marks: [(kind: Self, properties: [String])] = [
        (.subscribedSkus, ["prepaidUnits", "consumedUnits", "skuPartNumber"]),
        (.userRegistrationDetails, ["isSsprEnabled", "isSsprCapable", "isSsprRegistered"]),
        (.authorizationPolicy, ["allowedToUseSSPR", "defaultUserRolePermissions"]),
        (.onPremisesSynchronization, ["features"]),
        (.organization, ["verifiedDomains", "tenantType"]),
        (.domains, ["authenticationType"]),
        (.users, ["userPrincipalName", "assignedPlans", "assignedLicenses", "onPremisesImmutableId"]),
    ]

    /// - Throws: `.refused` for an error of Graph's, `.unexpected` for anything else that is not read here.
    init(of document: JSONDocument) throws(EvidenceError) {
        let expected =
            "Graph's subscribedSkus, users, organization, onPremisesSynchronization, authorizationPolicy, "
            + "userRegistrationDetails or domains"
        if document.isSingle, let object = document.objects.first, case .value(let error) = try object.object("error") {
            let code = try error.string("code").known ?? "no code"
            let message = try error.string("message").known ?? ""
            throw EvidenceError(
                .refused, in: document.file, at: .key("error"), found: "Graph's refusal \(code) \(message)",
                expected: expected)
        }
        let envelope = document.envelope ?? document.objects.first
        if let context = try envelope?.string("@odata.context").known,
            let fragment = context.split(separator: "#").last.map({ $0.lowercased() }), context.contains("#")
        {
            // users/$entity, users(id,displayName), reports/authenticationMethods/userRegistrationDetails.
            let names = fragment.split(whereSeparator: { "/($".contains($0) })
            let kinds = Self.marks.map(\.kind)
            if let kind = kinds.first(where: { kind in names.contains { $0 == kind.rawValue.lowercased() } }) {
                self = kind
                return
            }
        }
        guard let first = document.objects.first else {
            throw EvidenceError(
                .unexpected, in: document.file, found: "an empty list without @odata.context", expected: expected)
        }
        guard let mark = Self.marks.first(where: { mark in mark.properties.contains(where: first.has) }) else {
            throw EvidenceError(
                .unexpected, in: document.file, at: first.path.isEmpty ? nil : .key(first.path),
                found: "an object of another kind", expected: expected)
        }
        self = mark.kind
    }
}

extension Observed {
    /// This list and that of one more file: in part where either is.
    fileprivate func adding<Element>(
        _ document: JSONDocument, _ gap: String?, _ read: (JSONObject) throws(EvidenceError) -> Element
    ) throws(EvidenceError) -> Self where Value == [Element] {
        var elements = known ?? []
        for object in document.objects { elements.append(try read(object)) }
        if case .partial(_, let why) = self { return .partial(elements, why: why) }
        return gap.map { .partial(elements, why: $0) } ?? .value(elements)
    }
}
