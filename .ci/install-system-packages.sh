#!/bin/bash
# Installs what the tests use beyond Python, on Debian and Ubuntu: Ceph's S3 server, Chromium, Japanese fonts, PDF tools,
# and, where npm is there, axe-core (MPL-2.0; it judges the report's accessibility) and Azurite (MIT; a Blob service made
# by others). Both stay in .cache.
# Does nothing where all of it is there. Tests that miss a package are skipped and say so.
set -euo pipefail

axe=4.14.1
here=$(cd "$(dirname "$0")/.." && pwd)
if [[ ! -f $here/.cache/browser/node_modules/axe-core/axe.min.js ]] && command -v npm >/dev/null; then
    npm install --no-audit --no-fund --ignore-scripts --no-save --loglevel error \
        --prefix "$here/.cache/browser" "axe-core@$axe" || echo "axe-core could not be installed; its tests are skipped."
fi

azurite=3.35.0  # the newest that runs on Node 20
if [[ ! -f $here/.cache/azurite/node_modules/.bin/azurite-blob ]] && command -v npm >/dev/null; then
    npm install --no-audit --no-fund --ignore-scripts --no-save --loglevel error \
        --prefix "$here/.cache/azurite" "azurite@$azurite" || echo "Azurite could not be installed; its tests are skipped."
fi

packages=(
    radosgw ceph-mon ceph-osd ceph-mgr ceph-common  # an independent S3, for tests/differential
    chromium fonts-noto-cjk                         # the report in a browser
    poppler-utils                                   # what the printed report says
)

missing=()
for package in "${packages[@]}"; do
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
done
if [[ ${#missing[@]} -eq 0 ]]; then
    echo "System packages: all there."
    exit 0
fi

as_root=()
[[ $EUID -eq 0 ]] || as_root=(sudo --non-interactive)
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1  # RUNLEVEL=1: no service of a package starts by itself
"${as_root[@]}" apt-get update --quiet --quiet
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
    apt-get install --quiet --quiet --yes --no-install-recommends "${missing[@]}"
echo "System packages: installed ${missing[*]}."
