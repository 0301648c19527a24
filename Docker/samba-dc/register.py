#!/usr/bin/python3
"""Registers the joined domain controllers in DNS, from the list that Samba itself registers from, and the read-only one
with Kerberos.

Samba would do it minutes later and one record at a time, and a read-only domain controller only through Netlogon."""

import os
import string

import ldb
from samba import WERRORError
from samba.auth import system_session
from samba.dcerpc import dnsp
from samba.ndr import ndr_pack
from samba.param import LoadParm
from samba.samdb import SamDB

# The conditions of dns_update_list that hold for each.
WRITABLE = {"IF_DC", "IF_RWDC", "IF_GC", "IF_RWGC", "IF_RWDNS_DOMAIN", "IF_RWDNS_FOREST", "IF_DNS_DOMAIN",
            "IF_DNS_FOREST"}
READ_ONLY = {"IF_DC", "IF_GC"}

LIST = "/usr/share/samba/setup/dns_update_list"
ZONE = "corp.example.test"


def record(kind, value, port):
    made = dnsp.DnssrvRpcRecord()
    made.rank = dnsp.DNS_RANK_ZONE
    made.dwTtlSeconds = 900
    if kind == "A":
        made.wType, made.data = dnsp.DNS_TYPE_A, value
    elif kind in ("NS", "CNAME"):
        made.wType, made.data = getattr(dnsp, f"DNS_TYPE_{kind}"), value
    elif kind == "SRV":
        made.wType, made.data = dnsp.DNS_TYPE_SRV, dnsp.srv()
        made.data.nameTarget, made.data.wPort, made.data.wWeight, made.data.wPriority = value, port, 100, 0
    return made


def meaning(entry):
    if entry.wType == dnsp.DNS_TYPE_SRV:
        return entry.wType, entry.data.nameTarget.lower(), entry.data.wPort
    return entry.wType, entry.data.lower() if isinstance(entry.data, str) else None


def node(database, name):
    """Where a name lives: everything below _msdcs in a zone of its own, which the whole forest shares."""
    zone, partition = (f"_msdcs.{ZONE}", "Forest") if name.endswith(f"._msdcs.{ZONE}") else (ZONE, "Domain")
    relative = name[: -len(zone) - 1]
    return f"DC={relative},DC={zone},CN=MicrosoftDNS,DC={partition}DnsZones,{database.domain_dn()}"


def guid(database, entry):
    return database.schema_format_value("objectGUID", entry["objectGUID"][0]).decode()


def register(database, host, address, conditions):
    found = database.search(database.get_config_basedn(), expression=f"(&(objectClass=server)(cn={host}))")
    server = found[0].dn
    settings = database.search(f"CN=NTDS Settings,{server}", ldb.SCOPE_BASE, attrs=["objectGUID"])[0]
    names = {
        "DNSDOMAIN": ZONE,
        "DNSFOREST": ZONE,
        "HOSTNAME": f"{host.lower()}.{ZONE}",
        "IP": address,
        "SITE": server.parent().parent().get_rdn_value(),
        "NTDSGUID": guid(database, settings),
        "DOMAINGUID": guid(database, database.search(database.domain_dn(), ldb.SCOPE_BASE, attrs=["objectGUID"])[0]),
    }
    for line in open(LIST, encoding="utf-8"):
        line = line.split("#")[0].strip()
        if line.startswith("${IF_"):
            condition, line = line[2:].split("}", 1)
            if condition not in conditions:
                continue
        fields = string.Template(line).substitute(names).split()
        if not fields or fields[0] not in ("A", "NS", "CNAME", "SRV"):
            continue
        kind, name, value = fields[:3]
        new = record(kind, value, int(fields[3]) if len(fields) > 3 else None)
        try:
            _, present = database.dns_lookup(name)
        except WERRORError:
            database.add({"dn": node(database, name), "objectClass": "dnsNode", "dnsRecord": ndr_pack(new)})
            continue
        present = [entry for entry in present if entry.wType != dnsp.DNS_TYPE_TOMBSTONE]
        if meaning(new) not in [meaning(entry) for entry in present]:
            database.dns_replace(name, present + [new])


def service_names(database, host):
    found = database.search(database.domain_dn(), expression=f"(sAMAccountName={host}$)", attrs=["servicePrincipalName"])
    present = {str(name).lower() for name in found[0].get("servicePrincipalName", [])}
    full = f"{host.lower()}.{ZONE}"
    wanted = [f"ldap/{full}", f"ldap/{full}/{ZONE}", f"ldap/{full}/CORP", f"ldap/{host}", f"GC/{full}/{ZONE}",
              f"HOST/{full}", f"HOST/{host}", f"RestrictedKrbHost/{full}", f"RestrictedKrbHost/{host}"]
    message = ldb.Message(found[0].dn)
    message["servicePrincipalName"] = ldb.MessageElement(
        [name for name in wanted if name.lower() not in present], ldb.FLAG_MOD_ADD, "servicePrincipalName")
    database.modify(message)


lp = LoadParm()
lp.load_default()
samdb = SamDB(url=lp.samdb_url(), session_info=system_session(), lp=lp)
register(samdb, "DC2", os.environ["LAB_DC2_ADDRESS"], WRITABLE)
register(samdb, "RODC1", os.environ["LAB_RODC1_ADDRESS"], READ_ONLY)
service_names(samdb, "RODC1")
