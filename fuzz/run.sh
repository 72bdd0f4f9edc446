#!/bin/sh
# Runs every fuzz_* program of a build folder for some seconds: run.sh BUILD SECONDS. Stops at the first finding, whose
# input then lies in BUILD as crash-*. What was learnt stays in BUILD/corpus for the next run.
set -eu
samples=$(cd "$(dirname "$0")/../samples" && pwd)
cd "$1"
export CASUS_PACK="$PWD/casus.pack" UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
for program in fuzz/fuzz_*; do
    if [ ! -f "$program" ] || [ ! -x "$program" ]; then continue; fi
    name=$(basename "$program")
    corpus=corpus/$name
    mkdir -p "$corpus"
    # A whole pack is too long to play with; its head and sections are where it can go wrong.
    if [ "$name" = fuzz_pack ]; then head -c 16384 casus.pack > "$corpus/head-of-the-pack"; fi
    if ! "$program" -max_total_time="$2" -max_len=16384 -rss_limit_mb=1024 -timeout=10 -print_final_stats=1 -verbosity=0 \
        "$corpus" "$samples" > "$name.log" 2>&1; then
        tail -40 "$name.log"
        echo "$name: a finding; run it again with: $1/$program $1/crash-..." >&2
        exit 1
    fi
    echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$name.log") inputs in $2 s, nothing found"
done
