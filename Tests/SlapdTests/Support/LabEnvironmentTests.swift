import TestSupport
import Testing

@Suite("the lab's variables")
struct LabEnvironmentTests {
    @Test func readsShellLines() {
        let text = """
            # comment
            export ADINSPECT_DNS_SERVER='10.1.2.3'
            export ADINSPECT_KDC="CORP.EXAMPLE.TEST=10.1.2.3 PARTNER.EXAMPLE=10.1.2.9"
            ADINSPECT_CCACHE=FILE:/tmp/cc; export ADINSPECT_CCACHE
            export ADINSPECT_LAB_PASSWORD='it'\\''s'
            """
        #expect(
            Lab.parse(text) == [
                "ADINSPECT_DNS_SERVER": "10.1.2.3",
                "ADINSPECT_KDC": "CORP.EXAMPLE.TEST=10.1.2.3 PARTNER.EXAMPLE=10.1.2.9",
                "ADINSPECT_CCACHE": "FILE:/tmp/cc",
                "ADINSPECT_LAB_PASSWORD": "it's",
            ])
    }
}
