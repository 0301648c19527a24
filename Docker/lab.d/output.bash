# What the lab says while it works. Standard output of up, down and reset is this account; env and exec print nothing of
# it there.
# shellcheck shell=bash

say() {
    printf 'lab: %s\n' "$*"
}

fail() {
    printf 'lab: %s\n' "$*" >&2
    exit 1
}

seconds_since() {
    local elapsed=$((${EPOCHREALTIME/./} - ${1/./}))
    printf '%d.%d' $((elapsed / 1000000)) $((elapsed % 1000000 / 100000))
}

# step WHAT COMMAND…: runs it quietly and tells what was done and how long it took; its output only if it failed.
step() {
    local what=$1 began=$EPOCHREALTIME output
    shift
    if ! output=$("$@" 2>&1); then
        printf '%s\n' "$output" >&2
        fail "$what failed after $(seconds_since "$began") s"
    fi
    say "$what: $(seconds_since "$began") s"
}
