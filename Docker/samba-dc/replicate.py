#!/usr/bin/python3
"""replicate.py SOURCE:DESTINATION…: has the destination pull every partition that it holds from the source, now, and
returns when it has them."""

import os
import sys

import ldb
from samba import drs_utils
from samba.auth import system_session
from samba.credentials import Credentials
from samba.dcerpc import drsuapi
from samba.param import LoadParm
from samba.samdb import SamDB

ZONE = "corp.example.test"

lp = LoadParm()
lp.load_default()
credentials = Credentials()
credentials.guess(lp)
credentials.set_username("Administrator")
credentials.set_password(os.environ["LAB_ADMINISTRATOR_PASSWORD"])
database = SamDB(url=lp.samdb_url(), session_info=system_session(), lp=lp)
partitions = database.search("", ldb.SCOPE_BASE, attrs=["namingContexts"])[0]["namingContexts"]
for pair in sys.argv[1:]:
    source, destination = pair.split(":")
    server = database.search(database.get_config_basedn(), expression=f"(&(objectClass=server)(cn={source}))")[0]
    settings = database.search(f"CN=NTDS Settings,{server.dn}", ldb.SCOPE_BASE, attrs=["objectGUID"])[0]
    service, handle, _ = drs_utils.drsuapi_connect(f"{destination}.{ZONE}", lp, credentials)
    service.request_timeout = 60
    for partition in partitions:
        drs_utils.sendDsReplicaSync(service, handle, settings["objectGUID"][0], str(partition),
                                    drsuapi.DRSUAPI_DRS_WRIT_REP)
