import Foundation
import LDAP
import Testing

@Suite struct LDAPResultCodeTests {
    @Test func namesItself() {
        #expect(LDAPResultCode.invalidCredentials.description == "invalidCredentials (49)")
        #expect(LDAPResultCode.serverDown.description == "serverDown (-1)")
        #expect(LDAPResultCode(rawValue: 12345).description == "unknown (12345)")
        #expect(LDAPResultCode(rawValue: .min).description == "unknown (-2147483648)")
    }

    @Test func namesAreUnique() {
        let names = (-40...5000).compactMap { LDAPResultCode(rawValue: $0).name }
        #expect(names.count == 67)
        #expect(Set(names).count == names.count)
    }

    @Test func everyClientCodeHasAName() {
        for code in -18 ... -1 { #expect(LDAPResultCode(rawValue: Int32(code)).name != nil) }
    }

    @Test(
        arguments: [
            (0, true, false), (5, true, false), (6, true, false), (10, false, false), (14, false, false),
            (49, false, true), (-1, false, true), (9999, false, true),
        ] as [(Int32, Bool, Bool)])
    func successAndError(_ code: Int32, _ isSuccess: Bool, _ isError: Bool) {
        #expect(LDAPResultCode(rawValue: code).isSuccess == isSuccess)
        #expect(LDAPResultCode(rawValue: code).isError == isError)
    }

    @Test func clientSideIsNegative() {
        #expect(LDAPResultCode.timeout.isClientSide)
        #expect(LDAPResultCode(rawValue: -99).isClientSide)
        #expect(!LDAPResultCode.success.isClientSide)
        #expect(!LDAPResultCode.other.isClientSide)
    }

    @Test(
        arguments: [
            .success, .noSuchObject, .invalidCredentials, .sizeLimitExceeded, .insufficientAccessRights, .referral,
            .saslBindInProgress, .filterError, .unwillingToPerform,
        ] as [LDAPResultCode])
    func leavesTheConnectionUsable(_ code: LDAPResultCode) {
        #expect(code.isConnectionUsable)
    }

    @Test(
        arguments: [
            .serverDown, .localError, .encodingError, .decodingError, .timeout, .noMemory, .connectError, .connecting,
            .operationsError, .protocolError, .busy, .unavailable, .other, .strongerAuthRequired,
            LDAPResultCode(rawValue: 9999), LDAPResultCode(rawValue: -99),
        ])
    func mayHaveBrokenTheConnection(_ code: LDAPResultCode) {
        #expect(!code.isConnectionUsable)
    }

    @Test func isOneNumberInJSON() throws {
        let data = try JSONEncoder().encode([LDAPResultCode.invalidCredentials])
        #expect(String(decoding: data, as: UTF8.self) == "[49]")
        #expect(try JSONDecoder().decode([LDAPResultCode].self, from: data) == [.invalidCredentials])
    }
}
