#!/bin/bash
# What can only be done once the domain controllers run. dc1 does all of it, in an order that needs no luck.
set -euo pipefail
# shellcheck source=Docker/samba-dc/lab.bash
source /usr/local/lib/lab/lab.bash

administrator="Administrator%$LAB_ADMINISTRATOR_PASSWORD"

serves() {
    ldap_answers "$1" && port_open "$1" 88 && port_open "$1" 135 && port_open "$1" 445
}

operating_systems() {
    ldbmodify -H /var/lib/samba/private/sam.ldb <<EOF
dn: CN=DC2,OU=Domain Controllers,DC=corp,DC=example,DC=test
changetype: modify
replace: operatingSystem
operatingSystem: Windows Server 2019 Standard
-
replace: operatingSystemVersion
operatingSystemVersion: 10.0 (17763)

dn: CN=RODC1,OU=Domain Controllers,DC=corp,DC=example,DC=test
changetype: modify
replace: operatingSystem
operatingSystem: Windows Server 2016 Standard
-
replace: operatingSystemVersion
operatingSystemVersion: 10.0 (14393)
EOF
}

transfer() {
    local role
    for role in schema naming forestdns; do
        samba-tool fsmo transfer --role="$role" --URL="ldap://dc2.$CORP" --user="$administrator"
    done
}

trust() {
    # Its last step reads the other side's forest trust information back, which Samba does not answer: the trust is
    # there all the same, and that is what is asked afterwards.
    samba-tool domain trust create "$PARTNER" --type=forest --direction=both --create-location=both \
        --user="Administrator@${PARTNER^^}%$LAB_ADMINISTRATOR_PASSWORD" || true
    samba-tool domain trust list | grep -q "$PARTNER"
}

trap '[[ -e $STATE/settled ]] || touch "$STATE/failed"' EXIT
step "Samba answers" wait_until 60 serves "$ADDRESS"
case $LAB_ROLE in
forest)
    step "wait for pdc1" wait_until 120 serves "$LAB_PDC1_ADDRESS"
    step "two-way forest trust with $PARTNER" trust
    step "wait for dc2 and rodc1" wait_until 180 serves "$LAB_DC2_ADDRESS"
    wait_until 180 serves "$LAB_RODC1_ADDRESS"
    step "replication topology" samba_kcc
    step "give dc2 the schema, naming and forest DNS roles" transfer
    step "DNS records of dc2 and rodc1, service names of rodc1" "$LAB/register.py"
    step "operating systems of dc2 and rodc1" operating_systems
    step "replicate to and fro" "$LAB/replicate.py" dc2:dc1 dc1:dc2 dc1:rodc1
    step "keytab of alice" samba-tool domain exportkeytab "$STATE/alice.keytab" --principal="alice@${CORP^^}"
    # Tells one making of the forest from the next: tickets of the last one are worth nothing.
    cat /proc/sys/kernel/random/uuid >"$STATE/identity"
    ;;
esac
touch "$STATE/settled"
