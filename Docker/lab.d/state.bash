# What this machine needs to speak to the lab: the authority's certificate, a krb5.conf, a keytab, a ticket, passwords in
# files. All of it comes from the running containers, so any checkout can make it anew.
# shellcheck shell=bash

state_directory() {
    echo "${ADINSPECT_LAB_STATE:-$root/.lab}"
}

refresh_state() {
    local state
    state=$(state_directory)
    (
        umask 0077
        mkdir -p "$state"
        chmod 0700 "$state"
        local before=
        [[ ! -e $state/identity ]] || before=$(<"$state/identity")
        # One call for all four files: they lie in folders of their own inside.
        engine exec adinspect-lab-dc1 tar --create --file=- --transform='s|.*/||' --directory=/ \
            etc/lab/ca/ca.pem etc/krb5.conf var/lib/lab/alice.keytab var/lib/lab/identity |
            tar --extract --file=- --directory="$state" --no-same-owner --no-same-permissions
        # Tickets of a forest that is no more.
        [[ $(<"$state/identity") == "$before" ]] || rm -f "$state"/*.ccache
        printf '%s\n' "$LAB_USER_PASSWORD" >"$state/alice.password"
        printf '%s\n' "$LAB_ADMINISTRATOR_PASSWORD" >"$state/administrator.password"
        renew_ticket
    )
}

# Tickets last ten hours: one older than eight is replaced.
renew_ticket() {
    local cache
    cache=$(state_directory)/alice.ccache
    if [[ -z $(find "$cache" -mmin -480 2>/dev/null) ]] || ! lab_run klist -s -c "FILE:$cache"; then
        lab_run kinit -k -t "$(state_directory)/alice.keytab" -c "FILE:$cache" alice@CORP.EXAMPLE.TEST
    fi
}

lab_run() {
    (($# != 0)) || { echo "usage: Docker/lab run COMMAND…" >&2; exit 64; }
    KRB5_CONFIG=$(state_directory)/krb5.conf timeout "${ADINSPECT_LAB_TIMEOUT:-300}" "$@"
}

lab_kinit() {
    local principal=${1:-} password=$LAB_USER_PASSWORD cache
    [[ -n $principal ]] || { echo "usage: Docker/lab kinit PRINCIPAL" >&2; exit 64; }
    [[ -e $(state_directory)/krb5.conf ]] || refresh_state
    [[ ${principal%%@*} != [Aa]dministrator ]] || password=$LAB_ADMINISTRATOR_PASSWORD
    cache=$(state_directory)/${principal%%@*}.ccache
    [[ $principal != *@PARTNER.EXAMPLE ]] || cache=${cache%.ccache}-partner.ccache
    ADINSPECT_LAB_TIMEOUT=20 lab_run kinit -c "FILE:$cache" "$principal" <<<"$password" >/dev/null
    echo "$cache"
}

lab_env() {
    local state directory newest=
    state=$(state_directory)
    # The files may be of an earlier forest that another checkout has made anew since.
    require_containers
    refresh_state >&2
    export_variable ADINSPECT_DNS_SERVER "$LAB_DC1_ADDRESS $LAB_DC2_ADDRESS"
    export_variable ADINSPECT_KDC "CORP.EXAMPLE.TEST=$LAB_DC1_ADDRESS CORP.EXAMPLE.TEST=$LAB_DC2_ADDRESS \
PARTNER.EXAMPLE=$LAB_PDC1_ADDRESS"
    export_variable ADINSPECT_CA_FILE "$state/ca.pem"
    export_variable ADINSPECT_CCACHE "$state/alice.ccache"
    export_variable ADINSPECT_LAB "$here/lab"
    export_variable ADINSPECT_LAB_STATE "$state"
    export_variable ADINSPECT_LAB_KRB5_CONFIG "$state/krb5.conf"
    export_variable ADINSPECT_LAB_ALICE_KEYTAB "$state/alice.keytab"
    export_variable ADINSPECT_LAB_ALICE_PASSWORD "$LAB_USER_PASSWORD"
    export_variable ADINSPECT_LAB_ALICE_PASSWORD_FILE "$state/alice.password"
    export_variable ADINSPECT_LAB_ADMINISTRATOR_PASSWORD "$LAB_ADMINISTRATOR_PASSWORD"
    export_variable ADINSPECT_LAB_ADMINISTRATOR_PASSWORD_FILE "$state/administrator.password"
    local host
    for host in "${HOSTS[@]}"; do
        export_variable "ADINSPECT_LAB_${host^^}" "$(address "$host")"
    done
    for directory in "$root/.build/debug" "$root/.build/release"; do
        [[ -x $directory/adinspect ]] || continue
        [[ -n $newest && $newest/adinspect -nt $directory/adinspect ]] || newest=$directory
    done
    # shellcheck disable=SC2016 # the shell that evaluates it is to expand it
    [[ -z $newest ]] || printf 'export PATH=%q:"$PATH"\n' "$newest"
}

export_variable() {
    printf 'export %s=%q\n' "$1" "$2"
}
