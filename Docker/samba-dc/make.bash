#!/bin/bash
# Makes this domain controller: provisions a forest, or joins one. Samba is not running yet, and will find everything
# in place when it starts: what a forest holds is written into the stopped database, which is quicker and leaves no
# other domain controller behind.
set -euo pipefail
# shellcheck source=Docker/samba-dc/lab.bash
source /usr/local/lib/lab/lab.bash

options=("--option=acl_xattr:security_acl_name=user.NTACL" "--option=ldb:nosync=true")

certificate() {
    openssl req -new -newkey rsa:2048 -nodes -subj "/O=adinspect lab/CN=$HOST.$DOMAIN" \
        -keyout "/etc/lab/$HOST.key" -out "/tmp/$HOST.csr"
    printf '%s\n' "subjectAltName=DNS:$HOST.$DOMAIN,DNS:$DOMAIN" "extendedKeyUsage=serverAuth" \
        "basicConstraints=CA:FALSE" "keyUsage=digitalSignature,keyEncipherment" >/tmp/certificate.ext
    openssl x509 -req -days 3650 -in "/tmp/$HOST.csr" -extfile /tmp/certificate.ext \
        -CA /etc/lab/ca/ca.pem -CAkey /etc/lab/ca/ca.key -CAserial "/etc/lab/$HOST.srl" -CAcreateserial \
        -out "/etc/lab/$HOST.pem"
    # Samba refuses a key that others could read.
    chmod 0600 "/etc/lab/$HOST.key"
}

kerberos_configuration() {
    cat >/etc/krb5.conf <<EOF
[libdefaults]
    default_realm = $REALM
    dns_lookup_realm = false
    dns_lookup_kdc = false
    dns_canonicalize_hostname = false
    rdns = false
[realms]
    ${CORP^^} = {
        kdc = $LAB_DC1_ADDRESS
        kdc = $LAB_DC2_ADDRESS
    }
    ${PARTNER^^} = {
        kdc = $LAB_PDC1_ADDRESS
    }
[domain_realm]
    .$CORP = ${CORP^^}
    .$PARTNER = ${PARTNER^^}
EOF
}

samba_configuration() {
    sed -e "s/@NETBIOS@/$NETBIOS/; s/@REALM@/$REALM/; s/@DOMAIN@/$DOMAIN/; s/@HOST@/$HOST/" \
        "$LAB/smb.conf.in" >"$SMB_CONF"
}

provision() {
    samba-tool domain provision --realm="$REALM" --domain="$NETBIOS" --host-name="$HOST" --host-ip="$ADDRESS" \
        --server-role=dc --dns-backend=SAMBA_INTERNAL --adminpass="$LAB_ADMINISTRATOR_PASSWORD" "${options[@]}"
}

first_dc_ready() {
    ldap_answers "$LAB_DC1_ADDRESS" && port_open "$LAB_DC1_ADDRESS" 88 && port_open "$LAB_DC1_ADDRESS" 135 &&
        port_open "$LAB_DC1_ADDRESS" 445
}

join() {
    samba-tool domain join "$CORP" "$1" --site="$2" --server="dc1.$CORP" --dns-backend=SAMBA_INTERNAL \
        --username=Administrator --password="$LAB_ADMINISTRATOR_PASSWORD" "${options[@]}"
}

# Kerberos knows a service by these names. Samba would add them some time after its start; rodc1 cannot write its own.
service_names() {
    samba_spnupdate
}

# The two OIDs of the password policy hints control (MS-ADTS 3.1.1.3.4.1.27), which every Windows domain controller
# since 2012 lists in its rootDSE and Samba does not. Samba adds what its modules register to what this record holds.
policy_hints_controls() {
    ldbmodify -H /var/lib/samba/private/sam.ldb <<EOF
dn: @ROOTDSE
changetype: modify
add: supportedControl
supportedControl: 1.2.840.113556.1.4.2066
supportedControl: 1.2.840.113556.1.4.2239
EOF
}

step "certificate from the lab's own authority" certificate
kerberos_configuration
case $LAB_ROLE in
forest)
    step "provision $DOMAIN" provision
    samba_configuration
    step "service principal names" service_names
    step "accounts, sites, subnets, policies" "$LAB/populate.py"
    ;;
partner)
    step "provision $DOMAIN" provision
    samba_configuration
    step "service principal names" service_names
    step "operating system" "$LAB/populate.py"
    ;;
replica)
    step "wait for dc1" wait_until 180 first_dc_ready
    step "join as a replica" join DC Default-First-Site-Name
    samba_configuration
    step "service principal names" service_names
    ;;
readonly)
    step "wait for dc1" wait_until 180 first_dc_ready
    step "join as a read-only DC in site Löhne" join RODC Löhne
    samba_configuration
    ;;
esac
step "password policy hints controls" policy_hints_controls
