# What must be installed on the machine itself, by Debian's and Ubuntu's names.
# shellcheck shell=bash

lab_packages() {
    local wanted=(krb5-user) missing=() package
    if ! docker_answers; then
        # mmdebstrap and the keyring make the base image where no registry answers.
        wanted+=(podman runc buildah iptables iproute2 mmdebstrap debian-archive-keyring)
        if [[ -n $(apt-cache --quiet=2 madison netavark 2>/dev/null) ]] || is_installed netavark; then
            wanted+=(netavark aardvark-dns)
        else
            wanted+=(containernetworking-plugins)
        fi
    fi
    for package in "${wanted[@]}"; do
        is_installed "$package" || missing+=("$package")
    done
    if ((${#missing[@]} == 0)); then
        say "no package installed: nothing is missing"
        return 0
    fi
    local as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || fail "missing: ${missing[*]}. Neither root nor sudo here: install them yourself"
        as_root=(sudo)
    fi
    step "refresh the package lists" timeout 300 "${as_root[@]}" apt-get update --quiet
    step "install ${missing[*]}" timeout 900 "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install --quiet --yes --no-install-recommends "${missing[@]}"
}

is_installed() {
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}
