#!/bin/sh
# Packs the tables and weights and writes down what the pack was made of: pack.sh PACK_PROGRAM OUT DATA_DIR DEPFILE [WEIGHTS]
set -eu
"$1" "$2" "$3" ${5+"$5"}
{ printf '%s:' "$2"; find "$3" \( -name '*.tsv' -o -type d \) | LC_ALL=C sort | sed 's/ /\\ /g; s/^/ /' | tr -d '\n'; echo; } > "$4"
