#!/bin/sh
# Installs the Debian packages named that are missing; says nothing when all are there.
set -eu
missing=
if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "casus: this is no Debian system. Install what these packages hold by your own means, then run meson: $*" >&2
    exit 0
fi
for package in "$@"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then as_root=
elif command -v sudo >/dev/null 2>&1; then as_root=sudo
else
    echo "casus: packages are missing and this is neither root nor is there sudo. Ask an administrator for: apt-get install$missing" >&2
    exit 1
fi
echo "installing:$missing"
$as_root apt-get update -q
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
