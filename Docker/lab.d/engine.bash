# The container engine, and the names of what the lab owns in it. Names are fixed, so that every checkout speaks of the
# same lab; everything is labelled, so that nothing else is ever removed.
# shellcheck shell=bash

readonly HOSTS=(dc1 dc2 rodc1 pdc1)
readonly LABEL=adinspect.lab
ENGINE=()

docker_answers() {
    command -v docker >/dev/null || return 1
    # podman's stand-in for docker would lack the flags below.
    [[ $(docker --version 2>/dev/null) != *podman* ]] || return 1
    timeout 5 docker version --format '{{.Server.Version}}' >/dev/null 2>&1
}

choose_engine() {
    ((${#ENGINE[@]} == 0)) || return 0
    if [[ ${ADINSPECT_LAB_ENGINE:-docker} == docker ]] && docker_answers; then
        ENGINE=(docker)
        return 0
    fi
    command -v podman >/dev/null || fail "no docker engine answers and podman is not installed: Docker/lab packages"
    # With crun, Debian's default, containers do not start on machines with cgroups of both versions.
    command -v runc >/dev/null || fail "podman is here but runc is not: Docker/lab packages"
    ENGINE=(podman --runtime runc --log-level error)
    if ((EUID != 0)); then
        # Only root's podman gives containers addresses that this machine reaches.
        command -v sudo >/dev/null || fail "podman needs root to give containers addresses, and there is no sudo"
        ENGINE=(sudo "${ENGINE[@]}")
    fi
}

# engine COMMAND…: never longer than ENGINE_TIMEOUT seconds. It does not inherit the lock: what watches over a container
# would hold it as long as the container lives.
engine() {
    choose_engine
    timeout --kill-after=5 "${ENGINE_TIMEOUT:-60}" "${ENGINE[@]}" "$@" 9>&-
}

is_docker() {
    choose_engine
    [[ ${ENGINE[0]} == docker ]]
}

container() {
    local host
    for host in "${HOSTS[@]}"; do
        if [[ $host == "${1:-}" ]]; then
            echo "adinspect-lab-$host"
            return 0
        fi
    done
    printf 'lab: "%s" is no host of the lab; they are: %s\n' "${1:-}" "${HOSTS[*]}" >&2
    exit 64
}

address() {
    local variable=LAB_${1^^}_ADDRESS
    echo "${!variable}"
}

role() {
    case $1 in
    dc1) echo forest ;;
    dc2) echo replica ;;
    rodc1) echo readonly ;;
    pdc1) echo partner ;;
    esac
}

# dc HOST COMMAND…: what samba-dc/dc does in that container.
dc() {
    local name
    name=$(container "$1")
    shift
    engine exec "$name" dc "$@"
}

# on_all COMMAND…: the command with each host's name behind it, for all hosts at once; fails if one did.
on_all() {
    local host pids=() status=0 pid
    for host in "${HOSTS[@]}"; do
        "$@" "$host" &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do
        wait "$pid" || status=1
    done
    return "$status"
}

# One command at a time changes the lab. The lock goes with the process that holds it.
lock() {
    local file=/tmp
    [[ ! -w /run/lock ]] || file=/run/lock
    exec 9>"$file/adinspect-lab.$EUID.lock"
    flock --timeout 600 9 || fail "another Docker/lab has been at work for ten minutes"
}
