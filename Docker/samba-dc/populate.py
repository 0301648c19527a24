#!/usr/bin/python3
"""Writes what a lab forest holds into the database of its first domain controller, before Samba starts there."""

import os
import time

import ldb
from samba import dsdb, sites, subnets
from samba.auth import system_session
from samba.credentials import Credentials
from samba.dcerpc import security
from samba.ndr import ndr_unpack
from samba.param import LoadParm
from samba.samdb import SamDB
from samba.sd_utils import SDUtils

SYSTEMS = {
    "dc1": ("Windows Server 2022 Datacenter", "10.0 (20348)"),
    "pdc1": ("Windows Server 2019 Datacenter", "10.0 (17763)"),
}

# schemaIDGUIDs and rightsGUIDs of the access control entries below.
USER = "bf967aba-0de6-11d0-a285-00aa003049e2"
INET_ORG_PERSON = "4828cc14-1437-45bc-9b07-ad6f015e5f28"
GROUP = "bf967a9c-0de6-11d0-a285-00aa003049e2"
CONTACT = "5cb41ed0-0e4c-11d0-a286-00aa003049e2"
RESET_PASSWORD = "00299570-246d-11d0-a768-00aa006e0529"
GET_CHANGES = "1131f6aa-9c07-11d1-f79f-00c04fc2dcd2"
GET_CHANGES_ALL = "1131f6ad-9c07-11d1-f79f-00c04fc2dcd2"

NEVER = -(2**63)
SECOND = 10_000_000
DAY = 24 * 3600 * SECOND
ACCOUNT_DISABLED = 0x2
NORMAL_ACCOUNT = 0x200
WORKSTATION_TRUST = 0x1000
PASSWORD_NEVER_EXPIRES = 0x10000
TRUSTED_TO_AUTHENTICATE_FOR_DELEGATION = 0x1000000
PARTIAL_SECRETS = 0x4000000


def filetime(seconds):
    return int((seconds + 11644473600) * SECOND)


class Forest:
    def __init__(self):
        lp = LoadParm()
        lp.load_default()
        credentials = Credentials()
        credentials.guess(lp)
        self.database = SamDB(url=lp.samdb_url(), session_info=system_session(), credentials=credentials, lp=lp)
        self.domain = self.database.domain_dn()
        self.password = os.environ["LAB_USER_PASSWORD"]

    def replace(self, dn, controls=(), **attributes):
        message = ldb.Message(ldb.Dn(self.database, dn))
        for name, value in attributes.items():
            name = name.replace("_", "-")
            message[name] = ldb.MessageElement(str(value), ldb.FLAG_MOD_REPLACE, name)
        self.database.modify(message, controls=list(controls))

    def sid(self, dn):
        found = self.database.search(dn, ldb.SCOPE_BASE, attrs=["objectSid"])
        return str(ndr_unpack(security.dom_sid, found[0]["objectSid"][0]))

    def operating_system(self, host):
        name, version = SYSTEMS[host]
        dn = f"CN={host.upper()},OU=Domain Controllers,{self.domain}"
        self.replace(dn, operatingSystem=name, operatingSystemVersion=version)

    def topology(self):
        configuration = self.database.get_config_basedn()
        sites.create_site(self.database, configuration, "Löhne")
        subnets.create_subnet(self.database, configuration, "10.77.0.0/25", "Default-First-Site-Name")
        subnets.create_subnet(self.database, configuration, "10.77.0.128/25", "Löhne")

    def user(self, name, flags=PASSWORD_NEVER_EXPIRES, **attributes):
        self.database.newuser(name, self.password, force_password_change_at_next_login_req=False, **attributes)
        dn = f"CN={name},CN=Users,{self.domain}"
        self.replace(dn, userAccountControl=NORMAL_ACCOUNT | flags)
        return dn

    def password_policies(self):
        # Ten wrong passwords within half an hour lock an account, for half an hour. minPwdAge and maxPwdAge stay what
        # a new domain has: 1 and 42 days.
        self.replace(self.domain, lockoutThreshold=10, lockoutDuration=-18_000_000_000,
                     lockOutObservationWindow=-18_000_000_000)
        group = "Privileged accounts"
        self.database.newgroup(group, description="The password settings object of this name applies to it.")
        self.database.add({
            "dn": f"CN={group},CN=Password Settings Container,CN=System,{self.domain}",
            "objectClass": "msDS-PasswordSettings",
            "msDS-PasswordSettingsPrecedence": "10",
            "msDS-PasswordReversibleEncryptionEnabled": "FALSE",
            "msDS-PasswordHistoryLength": "24",
            "msDS-PasswordComplexityEnabled": "TRUE",
            "msDS-MinimumPasswordLength": "8",
            "msDS-MinimumPasswordAge": "0",
            "msDS-MaximumPasswordAge": str(-42 * DAY),
            "msDS-LockoutThreshold": "3",
            "msDS-LockoutObservationWindow": "-18000000000",
            "msDS-LockoutDuration": str(NEVER),
            "msDS-PSOAppliesTo": f"CN={group},CN=Users,{self.domain}",
        })

    def users(self):
        self.user("alice", givenname="Alice", surname="Ordinary", mailaddress="alice@corp.example.test")
        self.user("disabled", flags=PASSWORD_NEVER_EXPIRES | ACCOUNT_DISABLED)
        expired = self.user("expired")
        self.replace(expired, accountExpires=filetime(time.time() - 30 * DAY / SECOND))
        must_change = self.user("mustchange", flags=0)
        self.replace(must_change, pwdLastSet=0)
        # Its password is older than the 42 days of the domain. Only with this control is the date taken as given.
        stale = self.user("stale", flags=0)
        self.replace(stale, pwdLastSet=filetime(time.time() - 400 * DAY / SECOND),
                     controls=[f"local_oid:{dsdb.DSDB_CONTROL_BYPASS_PASSWORD_HASH_OID}:0"])
        # Locked until somebody unlocks it: the settings object of its group says so.
        locked = self.user("locked")
        self.database.add_remove_group_members("Privileged accounts", ["locked"], add_members_operation=True)
        self.replace(locked, lockoutTime=filetime(time.time()), controls=["relax:0"])

    def connector_account(self):
        """What an express installation of Entra Connect leaves behind: no entry for lockoutTime or pwdLastSet, but
        read and write of all properties, inherited by users; nothing for Unexpire Password, which Authenticated
        Users have on every domain."""
        dn = self.user(
            "MSOL_0a1b2c3d4e5f",
            description="Account created by Microsoft Entra Connect with installation identifier "
            "0a1b2c3d4e5f60718293a4b5c6d7e8f9 running on computer SYNC01 configured to synchronize to tenant "
            "corpexample.onmicrosoft.com. This account must have directory replication permissions in the local "
            "Active Directory and write permission on certain attributes to enable Hybrid Deployment.")
        sid = self.sid(dn)
        entries = [
            f"(OA;;CR;{GET_CHANGES};;{sid})",
            f"(OA;;CR;{GET_CHANGES_ALL};;{sid})",
            f"(OA;CIIO;CR;{RESET_PASSWORD};{USER};{sid})",
        ]
        entries += [f"(OA;CIIO;RPWP;;{kind};{sid})" for kind in (USER, INET_ORG_PERSON, GROUP, CONTACT)]
        descriptors = SDUtils(self.database)
        for entry in entries:
            descriptors.dacl_add_ace(self.domain, entry)

        self.database.newcomputer("SYNC01")
        self.replace(f"CN=SYNC01,CN=Computers,{self.domain}", dNSHostName="sync01.corp.example.test",
                     operatingSystem="Windows Server 2022 Standard", operatingSystemVersion="10.0 (20348)")

    def azure_ad_kerberos(self):
        """The object of Entra Kerberos: by its flags and its group a read-only domain controller, and no machine."""
        self.database.add({
            "dn": f"CN=krbtgt_AzureAD,CN=Users,{self.domain}",
            "objectClass": "user",
            "sAMAccountName": "krbtgt_AzureAD",
            "userAccountControl": str(NORMAL_ACCOUNT | ACCOUNT_DISABLED),
        })
        self.database.add({
            "dn": f"CN=AzureADKerberos,OU=Domain Controllers,{self.domain}",
            "objectClass": "computer",
            "sAMAccountName": "AzureADKerberos$",
            "userAccountControl": str(
                PARTIAL_SECRETS | TRUSTED_TO_AUTHENTICATE_FOR_DELEGATION | WORKSTATION_TRUST),
            "description": "Used by Microsoft Entra Kerberos. Do not delete.",
            "msDS-KrbTgtLink": f"CN=krbtgt_AzureAD,CN=Users,{self.domain}",
        })


forest = Forest()
# Remembered forests may be started months after they were made.
forest.replace(f"CN=Administrator,CN=Users,{forest.domain}", userAccountControl=NORMAL_ACCOUNT | PASSWORD_NEVER_EXPIRES)
if os.environ["LAB_ROLE"] == "partner":
    forest.operating_system("pdc1")
else:
    forest.operating_system("dc1")
    forest.topology()
    forest.password_policies()
    forest.connector_account()
    forest.users()
    forest.azure_ad_kerberos()
