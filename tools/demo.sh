#!/bin/sh
# What casus does, in one minute: demo.sh CASUS. Reads samples/ into a ledger of its own and shows the first incident.
set -eu
casus=$1
samples=$(dirname "$0")/../samples
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
ledger=$folder/demo.db
say() { printf '\n$ %s\n' "$*"; }

say casus read --ledger demo.db samples/
"$casus" read --ledger "$ledger" "$samples"
say casus incidents --ledger demo.db
"$casus" incidents --ledger "$ledger"
say casus show --ledger demo.db 1
"$casus" show --ledger "$ledger" 1
