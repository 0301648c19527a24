# Faults, as a client outside meets them. Each is undone by its counterpart, all of them by `up` and `reset`.
# shellcheck shell=bash

# The rules live in the container's own network namespace; a process with the rights to set them is put there for the
# moment, so that the domain controllers need no rights of their own. Loopback stays: `dc` must see its own Samba.
packet_filter() {
    local name
    name=$(container "$1")
    shift
    engine exec --privileged "$name" iptables --wait 5 "$@"
}

lab_drop() {
    local host=${1:-}
    container "$host" >/dev/null
    lift_drop "$host"
    packet_filter "$host" --append INPUT ! --in-interface lo --jump DROP
    packet_filter "$host" --append OUTPUT ! --out-interface lo --jump DROP
}

lab_undrop() {
    lift_drop "${1:-}"
}

lift_drop() {
    packet_filter "$1" --flush
}

lab_freeze() {
    dc "${1:-}" freeze
}

lab_thaw() {
    dc "${1:-}" thaw
}

lab_stop_samba() {
    dc "${1:-}" stop
}

lab_start_samba() {
    dc "${1:-}" start
}

lift_faults() {
    lift_drop "$1"
    lab_thaw "$1"
}

heal() {
    lift_faults "$1"
    dc "$1" ready || dc "$1" start
}
