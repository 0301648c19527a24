# Up, down, status, reset.
# shellcheck shell=bash

lab_up() {
    local began=$EPOCHREALTIME
    choose_engine
    lock
    if containers_current && heal_all; then
        :
    else
        remove_containers_if_any
        if have_forest_images; then
            step "start the forests from their images" start_containers
            step "all four domain controllers answer" on_all dc_ready
        else
            ensure_image
            make_forests
        fi
    fi
    step "what this checkout needs, in $(state_directory)" refresh_state
    say "up after $(seconds_since "$began") s: corp.example.test (dc1, dc2, rodc1), partner.example (pdc1)"
}

make_forests() {
    step "network $LAB_SUBNET and four containers" start_containers
    local began=$EPOCHREALTIME making
    on_all wait_settled &
    making=$!
    while kill -0 "$making" 2>/dev/null; do
        show_steps
        sleep 1
    done
    wait "$making" || fail "the forests were not made in $(seconds_since "$began") s; see Docker/lab logs HOST"
    show_steps
    say "make both forests: $(seconds_since "$began") s"
    step "stop and remember the state" on_all remember
    step "keep it in images" on_all keep
    step "start again" on_all dc_start
    remove_outdated_images
}

# Prints what the containers have told since the last time: the steps of their own making.
declare -A SHOWN=()
show_steps() {
    local host lines
    for host in "${HOSTS[@]}"; do
        mapfile -t lines < <(engine logs "$(container "$host")" 2>/dev/null)
        ((${#lines[@]} <= ${SHOWN[$host]:-0})) || printf '  %s\n' "${lines[@]:${SHOWN[$host]:-0}}"
        SHOWN[$host]=${#lines[@]}
    done
}

start_containers() {
    engine network inspect "$LAB_NETWORK" >/dev/null 2>&1 || create_network
    on_all start_container
}

create_network() {
    local flags=(--subnet "$LAB_SUBNET" --gateway "$LAB_GATEWAY" --label "$LABEL=network")
    # The lab's names are served by its own domain controllers.
    is_docker || flags+=(--disable-dns)
    engine network create "${flags[@]}" "$LAB_NETWORK"
}

start_container() {
    local host=$1 image
    image=$(forest_image "$host")
    has_image "$image" || image=$(image)
    # The limits are below what engines ask for by themselves, which a machine that is itself confined refuses.
    engine run --detach --name "$(container "$host")" --hostname "$host" --network "$LAB_NETWORK" \
        --ip "$(address "$host")" --env-file "$here/.env" --env "LAB_ROLE=$(role "$host")" \
        --label "$LABEL=$(recipe_hash)" --ulimit nofile=16384:16384 --ulimit nproc=16384:16384 --stop-timeout 10 \
        "$image"
}

# All four there, running, and made from what this checkout would make them from.
containers_current() {
    local found
    found=$(engine ps --filter "label=$LABEL=$(recipe_hash)" --format '{{.Names}}') || return 1
    local host
    for host in "${HOSTS[@]}"; do
        grep -qx "$(container "$host")" <<<"$found" || return 1
    done
}

heal_all() {
    local began=$EPOCHREALTIME
    if ! on_all heal; then
        say "a domain controller cannot be healed, or was never made whole: making them anew"
        return 1
    fi
    say "all four domain controllers answer, no fault is left: $(seconds_since "$began") s"
}

wait_settled() {
    ENGINE_TIMEOUT=420 dc "$1" wait-settled 400
}

# Samba's state moves away from where it lives, so that an image holds it once; the start copies it back.
remember() {
    dc "$1" stop && dc "$1" snapshot
}

keep() {
    ENGINE_TIMEOUT=120 engine commit "$(container "$1")" "$(forest_image "$1")"
}

dc_start() {
    dc "$1" start
}

dc_ready() {
    local deadline=$((SECONDS + 60))
    until dc "$1" ready; do
        ((SECONDS < deadline)) || { echo "$1 ($(address "$1")) does not answer" >&2; return 1; }
        sleep 0.3
    done
}

restore() {
    dc_with_rights "$1" reset
}

# Once more for those that a busy machine kept from ending or answering in time: a reset works from any state.
restore_all() {
    on_all restore || on_all restore
}

lab_reset() {
    local began=$EPOCHREALTIME
    lock
    require_containers
    step "bring every domain controller back to its remembered state" restore_all
    step "what this checkout needs, in $(state_directory)" refresh_state
    say "reset after $(seconds_since "$began") s"
}

lab_down() {
    local all=
    case ${1:-} in
    '') ;;
    --all) all=yes ;;
    *) echo "usage: Docker/lab down [--all]" >&2; exit 64 ;;
    esac
    choose_engine
    lock
    remove_containers_if_any
    if engine network inspect "$LAB_NETWORK" >/dev/null 2>&1; then
        step "remove the network" engine network rm "$LAB_NETWORK"
    fi
    [[ -z $all ]] || step "remove the lab's images" remove_images
    rm -rf "$(state_directory)"
    say "down"
}

remove_containers_if_any() {
    local names
    mapfile -t names < <(engine ps --all --filter "label=$LABEL" --format '{{.Names}}')
    if ((${#names[@]} != 0)); then
        step "remove ${names[*]}" remove_containers "${names[@]}"
    fi
}

remove_containers() {
    # Nothing in them is worth an orderly end.
    engine kill --signal KILL "$@" || true
    engine rm --force --volumes "$@"
}

require_containers() {
    local running
    running=$(engine container inspect --format '{{.State.Running}}' "${HOSTS[@]/#/adinspect-lab-}" 2>/dev/null) &&
        [[ $running != *false* ]] || fail "the lab is not up: Docker/lab up"
}

lab_status() {
    local host status=0 state
    printf '%-6s %-12s %-9s %s\n' HOST ADDRESS ROLE STATE
    for host in "${HOSTS[@]}"; do
        state=$(host_state "$host")
        [[ $state == answers ]] || status=1
        printf '%-6s %-12s %-9s %s\n' "$host" "$(address "$host")" "$(role "$host")" "$state"
    done
    return "$status"
}

# As a client on this machine meets it.
host_state() {
    local address running
    address=$(address "$1")
    running=$(engine container inspect --format '{{.State.Running}}' "$(container "$1")" 2>/dev/null) || {
        echo "no container"
        return 0
    }
    [[ $running == true ]] || { echo "container stopped"; return 0; }
    local status=0
    timeout 2 bash -c "exec 3<>/dev/tcp/$address/389" 2>/dev/null || status=$?
    case $status in
    0) if dc "$1" ready 2>/dev/null; then echo answers; else echo "accepts and does not answer"; fi ;;
    124) echo "silent: packets are lost" ;;
    *) echo "refused: no Samba" ;;
    esac
}

lab_exec() {
    local name flags=()
    name=$(container "${1:-}")
    shift
    (($# != 0)) || { echo "usage: Docker/lab exec HOST COMMAND…" >&2; exit 64; }
    [[ ! -t 0 || ! -t 1 ]] || flags=(--tty)
    choose_engine
    ENGINE_TIMEOUT=${ADINSPECT_LAB_TIMEOUT:-300} engine exec --interactive "${flags[@]}" "$name" "$@"
}

lab_audit() {
    local host=${1:-} command=audit limit=60
    [[ ${2:-} != --follow ]] || { command=audit-follow; limit=infinity; }
    container "$host" >/dev/null
    # A line of the log begins with two blanks.
    ENGINE_TIMEOUT=$limit dc "$host" "$command" | sed -u -n 's/^ *{/{/p'
}

lab_logs() {
    local name
    name=$(container "${1:-}")
    engine logs "$name" 2>&1
    engine exec "$name" sh -c 'cat /var/log/samba/stdout.log /var/log/samba/log.samba'
}
