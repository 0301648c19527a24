import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP
import Testing

@testable import Writeback

@Suite struct UserJudgementTests {
    @Test(arguments: UserCase.all)
    func judges(_ test: UserCase) throws {
        var fixture = try UserFixture()
        try test.change(&fixture)
        let report = try fixture.report()
        let letters: [WritebackAnswer: Character] = [
            .writtenBack: "+", .writtenBackWithWarnings: "w", .notWrittenBack: "-", .undecided: "?",
        ]
        let answers = WritebackOperation.allCases.map { report.answers[$0].flatMap { letters[$0] } ?? "!" }
        #expect(String(answers) == test.answers, "\(report.allObstacles.map(\.title))")
        #expect(report.verdict == test.verdict)
        if let code = test.code {
            let obstacle = try #require(report.allObstacles.first { $0.code == code && $0.outcome == test.outcome })
            #expect(!obstacle.title.isEmpty && !obstacle.title.contains("\n"))
            #expect(!obstacle.facts.isEmpty, "every obstacle names what it rests on")
            let rest = Set(report.allObstacles.filter { $0.severity > .information }.map(\.code)).subtracting([
                code, .rightNotGranted, .rightNotDecided,
            ])
            #expect(rest.isEmpty, "\(rest)")
        } else {
            #expect(report.allObstacles.isEmpty, "\(report.allObstacles.map(\.title))")
        }
    }

    @Test func everyObstacleHasACase() {
        let told: [UserObstacle.Code] = [
            .rightNotGranted, .rightNotDecided, .descriptorNotRead, .noConnectorAccount, .connectorAccountUnusable,
            .connectorAccountsDiffer, .protectedAccount, .formerlyProtected, .disabled, .lockedOut, .expired,
            .cannotChangePassword, .minimumPasswordAge, .passwordNeverExpires, .smartcardRequired, .protectedUsers,
            .reservedCharacters,
        ]
        #expect(Set(told) == Set(UserCase.all.compactMap(\.code)))
    }

    @Test func noObstacleWeighsMoreThanItsSourcesBear() throws {
        for test in UserCase.all {
            var fixture = try UserFixture()
            try test.change(&fixture)
            for obstacle in try fixture.report().allObstacles where !obstacle.references.isEmpty {
                let highest = obstacle.references.map(\.grade.highestSeverity).max() ?? .blocker
                #expect(obstacle.severity <= highest, "\(obstacle.title)")
            }
        }
    }

    // MARK: Where inheritance breaks

    @Test func theTopmostBreakAndTheEntryAboveItAreNamed() throws {
        var fixture = try UserFixture()
        fixture.user.containers[0].descriptor = .value(try UserFixture.descriptor("D:P(A;;RP;;;AU)"))
        try fixture.secure("D:P" + UserFixture.defaults.dropFirst(2))
        let report = try fixture.report()
        #expect(report.inheritance.breaks == [UserFixture.unit, UserFixture.name])
        let obstacle = try #require(report.accounts[0].obstacles.first { $0.severities[.reset] == .blocker })
        #expect(
            obstacle.title
                == "MSOL_1 is not granted Reset Password on the user: inheritance is off at \(UserFixture.unit), and the entry "
                + "stands above it")
        #expect(obstacle.facts.first?.source == UserFixture.root.description)
        #expect(obstacle.remedy?.command == "dsacls \"\(UserFixture.unit)\" /P:N")
    }

    @Test func onlyTheUserItself() throws {
        var fixture = try UserFixture()
        try fixture.secure("D:P" + UserFixture.defaults.dropFirst(2))
        let report = try fixture.report()
        #expect(report.inheritance.breaks == [UserFixture.name])
        let title = try #require(report.accounts[0].obstacles.first?.title)
        #expect(title.contains("inheritance is off at \(UserFixture.name)"))
    }

    @Test func anEntryThatHasNotComeDownYet() throws {
        var fixture = try UserFixture()
        try fixture.secure("D:AI" + UserFixture.defaults.dropFirst(2))
        let title = try #require(try fixture.report().accounts[0].obstacles.first?.title)
        #expect(title.hasSuffix("though \(UserFixture.unit) hands it down: it has not come to the user"))
    }

    @Test func anInetOrgPersonIsToldThatTheEntriesAreForUsers() throws {
        var fixture = try UserFixture()
        fixture.user.kind = .inetOrgPerson
        try fixture.secure("D:AI" + UserFixture.defaults.dropFirst(2))
        let obstacle = try #require(try fixture.report().accounts[0].obstacles.first)
        #expect(obstacle.facts.contains { $0.statement.hasPrefix("the account is an inetOrgPerson") })
        #expect(obstacle.remedy?.command == nil)
    }

    @Test func theDomainRootIsNoBreak() throws {
        var fixture = try UserFixture()
        fixture.user.containers[1].descriptor = .value(try UserFixture.descriptor("D:P(A;;RP;;;AU)"))
        #expect(try fixture.report().inheritance.breaks.isEmpty)
    }

    // MARK: Through groups

    @Test func theWayThroughGroupsIsTold() throws {
        var fixture = try UserFixture()
        try fixture.secure(
            "D:AI" + UserFixture.defaults.dropFirst(2) + UserFixture.entries(for: UserFixture.group, flags: "ID"))
        var token = Token([UserFixture.service])
        token.insert(UserFixture.inner, .init(.group, through: UserFixture.service))
        token.insert(UserFixture.group, .init(.group, through: UserFixture.inner))
        fixture.accounts[0].tokens = [DomainToken(domain: SnapshotFixture.root, token: .value(token))]
        let right = try #require(try fixture.report().accounts[0].rights.first)
        #expect(right.answer == .granted && right.through == [UserFixture.group, UserFixture.inner])
        #expect(right.words == "Allow CORP\\outer: Reset Password, on this object (inherited)")
        #expect(right.index == 2)
    }

    @Test func groupsThatHoldEachOtherEnd() throws {
        var fixture = try UserFixture()
        try fixture.secure("D:AI" + UserFixture.entries(for: UserFixture.group, flags: "ID"))
        var token = Token()
        token.insert(UserFixture.inner, .init(.group, through: UserFixture.group))
        token.insert(UserFixture.group, .init(.group, through: UserFixture.inner))
        fixture.accounts[0].tokens = [DomainToken(domain: SnapshotFixture.root, token: .value(token))]
        #expect(try fixture.report().accounts[0].rights.first?.through == [UserFixture.group, UserFixture.inner])
    }

    // MARK: The rest

    @Test func theMinimumAgeSaysUntilWhen() throws {
        var fixture = try UserFixture()
        fixture.snapshot.domain { $0.passwordPolicy.minimumPasswordAge = .value(.seconds(100_000)) }
        let title = try #require(try fixture.report().obstacles.first?.title)
        #expect(title.contains("before 2025-10-09T11:40:00Z"), "\(title)")
        #expect(try fixture.report(asOf: UserFixture.start + 10_000).obstacles.isEmpty)
    }

    @Test func aLengthOfTimeBeyondEveryCalendarIsHeld() throws {
        var fixture = try UserFixture()
        fixture.snapshot.domain { $0.passwordPolicy.minimumPasswordAge = .value(.seconds(.max)) }
        #expect(try fixture.report().answers[.change] == .notWrittenBack)
        fixture.snapshot.domain { $0.passwordPolicy.minimumPasswordAge = .value(.seconds(.min)) }
        #expect(try fixture.report().answers[.change] == .writtenBack)
    }

    @Test func aNameWithQuotationMarksGetsNoCommandThatItWouldEnd() throws {
        var fixture = try UserFixture()
        fixture.user.distinguishedName = DistinguishedName("CN=o'brien\\\" x,OU=Staff,DC=corp,DC=example,DC=test")
        fixture.user.userAccountControl = .value([.normalAccount, .disabled])
        try fixture.secure("D:P" + UserFixture.defaults.dropFirst(2))
        let report = try fixture.report()
        let disabled = try #require(report.obstacles.first { $0.code == .disabled })
        #expect(disabled.remedy?.command?.contains("o''brien") == true)
        let cut = try #require(report.accounts[0].obstacles.first { $0.code == .rightNotGranted })
        #expect(cut.remedy?.command == nil)
    }

    @Test func attributesThatMayNotBeReadAreNamed() throws {
        var fixture = try UserFixture()
        fixture.user.attributes = [
            AttributeReading(name: "adminCount", state: .mayNotRead), AttributeReading(name: "sn", state: .empty),
            AttributeReading(name: "lockoutTime", state: .unknown), AttributeReading(name: "cn", state: .read),
        ]
        #expect(try fixture.report().unreadAttributes.map(\.name) == ["adminCount", "lockoutTime"])
    }

    @Test func theChoiceIsTold() throws {
        var fixture = try UserFixture()
        fixture.accounts.append(UserFixture.account("sync", UserFixture.group, [.replicationRights]))
        let report = try fixture.report()
        #expect(report.choice == "found by the name that an installation gives it")
        #expect(report.passedOver.map(\.why) == ["others are more likely to be it"])
        fixture.accounts.removeFirst()
        #expect(try fixture.report().choice.hasPrefix("found by Replicating Directory Changes All"))
    }

    /// A desk judges what a jump box has collected.
    @Test func aUserOutOfAFileIsJudgedTheSame() throws {
        var fixture = try UserFixture()
        fixture.user.adminCount = .hidden(why: "no right")
        fixture.user.token = .value(Token([UserFixture.sid], gaps: [Token.Gap(.anyGroup, why: "hidden")]))
        let before = try fixture.report()
        let text = try JSONEncoder().encode(fixture.user)
        fixture.user = try JSONDecoder().decode(DirectoryUser.self, from: text)
        #expect(try fixture.report() == before)
    }

    @Test func aUserOfNoDomainOfTheSnapshotIsNotJudged() throws {
        var fixture = try UserFixture()
        fixture.user.domain = "elsewhere.example"
        #expect(UserJudgement(fixture.user, in: fixture.snapshot, asOf: UserFixture.start) == nil)
    }
}
