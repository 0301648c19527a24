# What entrypoint, dc and the set-up steps share: names, places, and how a step is told.
# shellcheck shell=bash disable=SC2034

readonly LAB=/usr/local/lib/lab
readonly STATE=/var/lib/lab
readonly SNAPSHOT=$STATE/snapshot
readonly CONTROL=/run/lab/control
readonly SMB_CONF=/etc/samba/smb.conf
readonly AUDIT_LOG=/var/log/samba/audit.log

readonly CORP=corp.example.test
readonly PARTNER=partner.example

# LAB_ROLE: forest (first DC of corp), replica, readonly, partner (first DC of the other forest).
case "${LAB_ROLE:?LAB_ROLE is not set}" in
forest)   HOST=dc1   ADDRESS=$LAB_DC1_ADDRESS   DOMAIN=$CORP    NETBIOS=CORP ;;
replica)  HOST=dc2   ADDRESS=$LAB_DC2_ADDRESS   DOMAIN=$CORP    NETBIOS=CORP ;;
readonly) HOST=rodc1 ADDRESS=$LAB_RODC1_ADDRESS DOMAIN=$CORP    NETBIOS=CORP ;;
partner)  HOST=pdc1  ADDRESS=$LAB_PDC1_ADDRESS  DOMAIN=$PARTNER NETBIOS=PARTNER ;;
*) echo "LAB_ROLE=$LAB_ROLE: expected forest, replica, readonly or partner" >&2; exit 64 ;;
esac
readonly HOST ADDRESS DOMAIN NETBIOS
readonly REALM=${DOMAIN^^}

# step WHAT COMMAND…: runs it quietly, prints what was done and how long it took; its output only when it fails.
step() {
    local what=$1 began=$EPOCHREALTIME output status=0
    shift
    output=$("$@" 2>&1) || status=$?
    printf '%s: %s: %s s\n' "$HOST" "$what" "$(seconds_since "$began")"
    if ((status != 0)); then
        printf '%s: %s failed (%d):\n%s\n' "$HOST" "$what" "$status" "$output"
    fi
    return "$status"
}

seconds_since() {
    local elapsed=$((${EPOCHREALTIME/./} - ${1/./}))
    printf '%d.%d' $((elapsed / 1000000)) $((elapsed % 1000000 / 100000))
}

# Answers LDAP, and says so about itself.
ldap_answers() {
    timeout 3 ldapsearch -x -LLL -H "ldap://$1" -s base -b '' dnsHostName 2>/dev/null | grep -q '^dnsHostName:'
}

port_open() {
    timeout 2 bash -c "exec 3<>/dev/tcp/$1/$2" 2>/dev/null
}

# wait_until SECONDS COMMAND…
wait_until() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < deadline)) || return 1
        sleep 0.3
    done
}

# Every process of Samba's, whatever group or session it put itself into.
samba_processes() {
    local process program
    for process in /proc/[0-9]*; do
        program=$(readlink "$process/exe" 2>/dev/null) || continue
        case $program in
        /usr/sbin/samba | /usr/sbin/smbd | /usr/sbin/winbindd | /usr/libexec/samba/* | /usr/lib/*/samba/*)
            echo "${process#/proc/}"
            ;;
        esac
    done
}

signal_samba() {
    local processes
    mapfile -t processes < <(samba_processes)
    ((${#processes[@]} == 0)) || kill "-$1" "${processes[@]}" 2>/dev/null || true
}

samba_gone() {
    [[ -z $(samba_processes) ]]
}

restore_snapshot() {
    rm -rf /var/lib/samba
    cp -a "$SNAPSHOT/samba" /var/lib/samba
    cp -a "$SNAPSHOT/smb.conf" "$SMB_CONF"
}
