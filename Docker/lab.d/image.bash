# The images: Debian, a domain controller that is nothing yet, and each domain controller as it is once made. The last
# two carry the hash of what they are made from in their tag, so that they are built once and again when that changes.
# shellcheck shell=bash

readonly BASE=docker.io/library/debian:bookworm-slim

recipe_hash() {
    (cd "$here" && find .env samba-dc -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
}

image() {
    echo "localhost/adinspect-lab/dc:$(recipe_hash)"
}

forest_image() {
    echo "localhost/adinspect-lab/made-$1:$(recipe_hash)"
}

has_image() {
    engine image inspect "$1" >/dev/null 2>&1
}

have_forest_images() {
    local host
    for host in "${HOSTS[@]}"; do
        has_image "$(forest_image "$host")" || return 1
    done
}

ensure_base() {
    ! has_image "$BASE" || return 0
    local began=$EPOCHREALTIME
    if ENGINE_TIMEOUT=${ADINSPECT_LAB_PULL_TIMEOUT:-60} engine pull "$BASE" >/dev/null 2>&1; then
        say "pull $BASE: $(seconds_since "$began") s"
        return 0
    fi
    say "no registry gave $BASE ($(seconds_since "$began") s): making it from Debian's packages"
    command -v mmdebstrap >/dev/null || fail "mmdebstrap is not installed: Docker/lab packages"
    step "make a Debian base of its own" make_base
}

make_base() {
    local as_root=()
    ((EUID == 0)) || as_root=(sudo)
    timeout 600 "${as_root[@]}" mmdebstrap --variant=minbase --mode=root --format=tar bookworm |
        ENGINE_TIMEOUT=660 engine import --change "LABEL $LABEL=base" - "$BASE"
}

ensure_image() {
    ! has_image "$(image)" || return 0
    ensure_base
    step "build the domain controller's image" build_image
}

build_image() {
    ENGINE_TIMEOUT=900 engine build --network host --label "$LABEL=image" --tag "$(image)" "$here/samba-dc"
}

# Those of earlier recipes. One that something still uses stays.
remove_outdated_images() {
    local name
    engine images --filter "label=$LABEL" --format '{{.Repository}}:{{.Tag}}' |
        while read -r name; do
            [[ $name != localhost/adinspect-lab/* || $name == *:"$(recipe_hash)" ]] ||
                engine rmi "$name" >/dev/null 2>&1 || true
        done
}

# Every image that was made here, and the base only if it was made here.
remove_images() {
    local images
    mapfile -t images < <(engine images --quiet --filter "label=$LABEL" | sort -u)
    ((${#images[@]} == 0)) || engine rmi --force "${images[@]}"
}
