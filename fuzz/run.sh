#!/bin/sh
# Runs fuzz programs side by side: run.sh BUILD seconds|runs N [NAME...]; all of them when none is named. One line a program; the first
# finding of each is shown, and its input lies in BUILD as NAME-crash-*. What was learnt stays in BUILD/corpus for the next run; it
# starts from corpus/NAME of this folder and from samples/.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$1 kind=$2 n=$3
shift 3
cd "$build"
export CASUS_PACK="$PWD/casus.pack" UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
case $kind in
seconds) limit=-max_total_time=$n ;;
runs) limit=-runs=$n ;;
*) echo "run.sh: seconds or runs, not '$kind'" >&2; exit 2 ;;
esac
[ $# -gt 0 ] || set -- $(cd fuzz && find . -maxdepth 1 -name 'fuzz_*' -type f -perm -u+x | sed 's|^./fuzz_||' | sort)

# Short inputs are run by the thousand, and what goes wrong with long ones mostly goes wrong with short ones; intake holds files of many reports.
longest() {
    case $1 in weights) echo 65536 ;; pack|intake|warc) echo 16384 ;; *) echo 2048 ;; esac
}

fuzz() {
    corpus=corpus/$1 seeds=$here/../samples
    mkdir -p "$corpus"
    [ ! -d "$here/corpus/$1" ] || seeds=$here/corpus/$1
    # A whole pack is too long to play with; its head and sections are where it can go wrong.
    [ "$1" != pack ] || head -c 16384 casus.pack > "$corpus/head-of-the-pack"
    # To weigh what inputs have found by how rare it is (entropic) took three quarters of the time of html.
    if ! "fuzz/fuzz_$1" "$limit" -entropic=0 -max_len="$(longest "$1")" -rss_limit_mb=1024 -timeout=10 -print_final_stats=1 -verbosity=0 \
        -artifact_prefix="$1-" "$corpus" "$seeds" > "fuzz_$1.log" 2>&1; then
        tail -40 "fuzz_$1.log"
        echo "$1: a finding; run it again with: $build/fuzz/fuzz_$1 $build/$1-..."
        return 1
    fi
    echo "$1: $(sed -n 's/^stat::number_of_executed_units: *//p' "fuzz_$1.log") inputs ($kind $n), nothing found"
}

running=
for name; do
    [ -x "fuzz/fuzz_$name" ] || { echo "$name: there is no such program in $build/fuzz"; exit 1; }
    fuzz "$name" &
    running="$running $!"
done
found=0
for pid in $running; do wait "$pid" || found=1; done
exit $found
