# Faults, as a client outside meets them. Each is undone by its counterpart, all of them by `up` and `reset`.
# shellcheck shell=bash

# Rules for packets live in the container's own network namespace; a process with the rights to set them is put there for
# the moment, so that the domain controllers need no such rights themselves.
dc_with_rights() {
    local name
    name=$(container "${1:-}")
    shift
    engine exec --privileged "$name" dc "$@"
}

lab_drop() {
    dc_with_rights "${1:-}" drop
}

lab_undrop() {
    dc_with_rights "${1:-}" undrop
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

heal() {
    dc_with_rights "$1" heal
}
