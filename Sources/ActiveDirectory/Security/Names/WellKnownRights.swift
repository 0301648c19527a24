/// The control access rights, validated writes and property sets that every forest has (MS-ADTS 5.1.3.2.1, 5.1.3.2.2 and
/// 3.1.1.2.3.3): `rightsGuid`, the name of the object in `CN=Extended-Rights`, and the name that Windows shows.
enum WellKnownRights {
    typealias Row = (guid: String, name: String, displayName: String)

    static let controlAccessRights: [Row] = [
        ("440820ad-65b4-11d1-a3da-0000f875ae0d", "Add-GUID", "Add GUID"),
        ("1abd7cf8-0a99-11d1-adbb-00c04fd8d5cd", "Allocate-Rids", "Allocate Rids"),
        ("68b1d179-0d15-4d4f-ab71-46152e79a7bc", "Allowed-To-Authenticate", "Allowed to Authenticate"),
        ("edacfd8f-ffb3-11d1-b41d-00a0c968f939", "Apply-Group-Policy", "Apply Group Policy"),
        ("a05b8cc2-17bc-4802-a710-e7c15ab866a2", "Certificate-AutoEnrollment", "AutoEnrollment"),
        ("0e10c968-78fb-11d2-90d4-00c04f79dc55", "Certificate-Enrollment", "Enroll"),
        ("014bf69c-7b3b-11d1-85f6-08002be74fab", "Change-Domain-Master", "Change Domain Master"),
        ("cc17b1fb-33d9-11d2-97d4-00c04fd8d5cd", "Change-Infrastructure-Master", "Change Infrastructure Master"),
        ("bae50096-4752-11d1-9052-00c04fc2d4cf", "Change-PDC", "Change PDC"),
        ("d58d5f36-0a98-11d1-adbb-00c04fd8d5cd", "Change-Rid-Master", "Change Rid Master"),
        ("e12b56b6-0a95-11d1-adbb-00c04fd8d5cd", "Change-Schema-Master", "Change Schema Master"),
        ("e2a36dc9-ae17-47c3-b58b-be34c55ba633", "Create-Inbound-Forest-Trust", "Create Inbound Forest Trust"),
        ("fec364e0-0a98-11d1-adbb-00c04fd8d5cd", "Do-Garbage-Collection", "Do Garbage Collection"),
        ("ab721a52-1e2f-11d0-9819-00aa0040529b", "Domain-Administer-Server", "Domain Administer Server"),
        ("88a9933e-e5c8-4f2a-9dd7-2527416b8092", "DS-Bypass-Quota", "Bypass the quota restrictions during creation."),
        ("69ae6200-7f46-11d2-b9ad-00c04f79f805", "DS-Check-Stale-Phantoms", "DS Check Stale Phantoms"),
        (
            "3e0f7e18-2c7a-4c10-ba82-4d926db99a3e", "DS-Clone-Domain-Controller",
            "Allow a DC to create a clone of itself"
        ),
        ("2f16c4a5-b98e-432c-952a-cb388ba33f2e", "DS-Execute-Intentions-Script", "DS Execute Intentions Script"),
        ("9923a32a-3607-11d2-b9be-0000f87a36b2", "DS-Install-Replica", "DS Install Replica"),
        ("4ecc03fe-ffc0-4947-b630-eb672a8a9dbc", "DS-Query-Self-Quota", "DS Query Self Quota"),
        (
            "084c93a2-620d-4879-a836-f0ae47de0e89", "DS-Read-Partition-Secrets",
            "Read secret attributes of objects in a Partition"
        ),
        ("1131f6aa-9c07-11d1-f79f-00c04fc2dcd2", "DS-Replication-Get-Changes", "Replicating Directory Changes"),
        ("1131f6ad-9c07-11d1-f79f-00c04fc2dcd2", "DS-Replication-Get-Changes-All", "Replicating Directory Changes All"),
        (
            "89e95b76-444d-4c62-991a-0facbeda640c", "DS-Replication-Get-Changes-In-Filtered-Set",
            "Replicating Directory Changes In Filtered Set"
        ),
        ("1131f6ac-9c07-11d1-f79f-00c04fc2dcd2", "DS-Replication-Manage-Topology", "Manage Replication Topology"),
        (
            "f98340fb-7c5b-4cdb-a00b-2ebdfa115a96", "DS-Replication-Monitor-Topology",
            "Monitor Active Directory Replication"
        ),
        ("1131f6ab-9c07-11d1-f79f-00c04fc2dcd2", "DS-Replication-Synchronize", "Replication Synchronization"),
        ("4125c71f-7fac-4ff0-bcb7-f09a41325286", "DS-Set-Owner", "Set Owner of an object during creation."),
        (
            "94825a8d-b171-4116-8146-1e34d8f54401", "DS-Write-Partition-Secrets",
            "Write secret attributes of objects in a Partition"
        ),
        (
            "05c74c5e-4deb-43b4-bd9f-86664c2a7fd5", "Enable-Per-User-Reversibly-Encrypted-Password",
            "Enable Per User Reversibly Encrypted Password"
        ),
        ("b7b1b3de-ab09-4242-9e30-9980e5d322f7", "Generate-RSoP-Logging", "Generate RSoP Logging"),
        ("b7b1b3dd-ab09-4242-9e30-9980e5d322f7", "Generate-RSoP-Planning", "Generate RSoP Planning"),
        ("7c0e2a7c-a419-48e4-a995-10180aad54dd", "Manage-Optional-Features", "Manage Optional Features"),
        ("ba33815a-4f93-4c76-87f3-57574bff8109", "Migrate-SID-History", "Migrate SID History"),
        ("a1990816-4298-11d1-ade2-00c04fd8d5cd", "Open-Address-Book", "Open Address Book"),
        (
            "1131f6ae-9c07-11d1-f79f-00c04fc2dcd2", "Read-Only-Replication-Secret-Synchronization",
            "Read Only Replication Secret Synchronization"
        ),
        ("45ec5156-db7e-47bb-b53f-dbeb2d03c40f", "Reanimate-Tombstones", "Reanimate Tombstones"),
        ("0bc1554e-0a99-11d1-adbb-00c04fd8d5cd", "Recalculate-Hierarchy", "Recalculate Hierarchy"),
        (
            "62dd28a8-7f46-11d2-b9ad-00c04f79f805", "Recalculate-Security-Inheritance",
            "Recalculate Security Inheritance"
        ),
        ("ab721a56-1e2f-11d0-9819-00aa0040529b", "Receive-As", "Receive As"),
        ("9432c620-033c-4db7-8b58-14ef6d0bf477", "Refresh-Group-Cache", "Refresh Group Cache"),
        ("1a60ea8d-58a6-4b20-bcdc-fb71eb8a9ff8", "Reload-SSL-Certificate", "Reload SSL Certificate"),
        ("7726b9d5-a4b4-4288-a6b2-dce952e80a7f", "Run-Protect-Admin-Groups-Task", "Run Protect Admin Groups Task"),
        ("91d67418-0135-4acc-8d79-c08e857cfbec", "SAM-Enumerate-Entire-Domain", "SAM Enumerate Entire Domain"),
        ("ab721a54-1e2f-11d0-9819-00aa0040529b", "Send-As", "Send As"),
        ("ab721a55-1e2f-11d0-9819-00aa0040529b", "Send-To", "Send To"),
        ("ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501", "Unexpire-Password", "Unexpire Password"),
        (
            "280f369c-67c7-438e-ae98-1d46f3c6f541", "Update-Password-Not-Required-Bit",
            "Update Password Not Required Bit"
        ),
        ("be2bb760-7f46-11d2-b9ad-00c04f79f805", "Update-Schema-Cache", "Update Schema Cache"),
        ("ab721a53-1e2f-11d0-9819-00aa0040529b", "User-Change-Password", "Change Password"),
        ("00299570-246d-11d0-a768-00aa006e0529", "User-Force-Change-Password", "Reset Password"),
    ]

    static let validatedWrites: [Row] = [
        ("bf9679c0-0de6-11d0-a285-00aa003049e2", "Self-Membership", "Add/Remove self as member"),
        ("72e39547-7b18-11d1-adef-00c04fd8d5cd", "Validated-DNS-Host-Name", "Validated write to DNS host name"),
        (
            "80863791-dbe9-4eb8-837e-7f0ab55d9ac7", "Validated-MS-DS-Additional-DNS-Host-Name",
            "Validated write to MS DS Additional DNS Host Name"
        ),
        (
            "d31a8757-2447-4545-8081-3bb610cacbf2", "Validated-MS-DS-Behavior-Version",
            "Validated write to MS DS behavior version"
        ),
        ("f3a64788-5306-11d1-a9c5-0000f80367c1", "Validated-SPN", "Validated write to service principal name"),
    ]

    static let propertySets: [Row] = [
        ("72e39547-7b18-11d1-adef-00c04fd8d5cd", "DNS-Host-Name-Attributes", "DNS Host Name Attributes"),
        ("b8119fd0-04f6-4762-ab7a-4986c76b3f9a", "Domain-Other-Parameters", "Other Domain Parameters (for use by SAM)"),
        ("c7407360-20bf-11d0-a768-00aa006e0529", "Domain-Password", "Domain Password & Lockout Policies"),
        ("e45795b2-9455-11d1-aebd-0000f80367c1", "Email-Information", "Phone and Mail Options"),
        ("59ba2f42-79a2-11d0-9020-00c04fc2d3cf", "General-Information", "General Information"),
        ("bc0ac240-79a9-11d0-9020-00c04fc2d4cf", "Membership", "Group Membership"),
        ("ffa6f046-ca4b-4feb-b40d-04dfee722543", "MS-TS-GatewayAccess", "MS-TS-GatewayAccess"),
        ("77b5b886-944a-11d1-aebd-0000f80367c1", "Personal-Information", "Personal Information"),
        ("91e647de-d96f-4b70-9557-d63ff4f3ccd8", "Private-Information", "Private Information"),
        ("e48d0154-bcf8-11d1-8702-00c04fb96050", "Public-Information", "Public Information"),
        ("037088f8-0ae1-11d2-b422-00a0c968f939", "RAS-Information", "Remote Access Information"),
        ("5805bc62-bdc9-4428-a5e2-856a0f4c185e", "Terminal-Server-License-Server", "Terminal Server License Server"),
        ("4c164200-20c0-11d0-a768-00aa006e0529", "User-Account-Restrictions", "Account Restrictions"),
        ("5f202010-79a5-11d0-9020-00c04fc2d4cf", "User-Logon", "Logon Information"),
        ("e45795b3-9455-11d1-aebd-0000f80367c1", "Web-Information", "Web Information"),
    ]
}
