#!/usr/bin/env bash
# Measures how soon a probe that starts on demand is at work: `vtnt-host` beside Debian's `scamper`, one trace each in
# the lab, in turn, by real packets.
#
# Usage: bench/startup.sh [RUNS]     (20; as root; needs scamper and tcpdump)
#
# Writes bench/results/CPU/startup.md: exec to the first probe on the wire, as a capture of the lab's interface has it,
# exec to exit, peak memory, size on disk; medians, and the host's as a ratio of scamper's.
set -eu -o pipefail

script=$(readlink -f "${BASH_SOURCE[0]}")
root=$(dirname "$(dirname "$script")")
network=plain target=198.18.3.2 method=icmp-paris pps=1000
memory_runs=5
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin

# The programs as a user starts them.
host() { exec "$work/image/vtnt-host" trace -P "$method" --allow-reserved --pps "$pps" "$target"; }
peer() { exec scamper -O json -p "$pps" -c "trace -P $method" -i "$target"; }

# time_one NAME: a line in $work/times: the name, when it was started, when it was over. The subshell that notes the
# time becomes the program.
time_one() {
    (echo "$EPOCHREALTIME" > "$work/start"; "$1") > "$work/out.$1" 2> "$work/errors.$1" || { cat "$work/errors.$1" >&2; return 1; }
    echo "$1 $(< "$work/start") $EPOCHREALTIME" >> "$work/times"
}

# weigh_one NAME: a line in $work/memory: the name, the peak resident KiB of its process and of those it started, summed.
# Apart from the runs that are timed, since looking at them takes a processor.
weigh_one() {
    local pid peaks='' path
    ("$1") > "$work/out.$1" 2> "$work/errors.$1" &
    pid=$!
    while [[ -e /proc/$pid/exe ]] && kill -0 "$pid" 2> /dev/null; do
        for path in "$pid" $(cat "/proc/$pid/task/$pid/children" 2> /dev/null); do
            peaks+=$(awk '$1 == "Name:" { name = $2 } $1 == "Pid:" { pid = $2 } $1 == "VmHWM:" && name !~ /^(bash|startup)/ { print pid, $2 }' "/proc/$path/status" 2> /dev/null || true)$'\n'
        done
    done
    wait "$pid"
    awk -v name="$1" 'NF == 2 && $2 > peak[$1] { peak[$1] = $2 } END { for (pid in peak) sum += peak[pid]; print name, sum + 0 }' <<< "$peaks" >> "$work/memory"
}

# measure_inside RUNS: what runs in the lab's namespace.
measure_inside() {
    local capture run
    tcpdump -i lab0 -n -U -w "$work/wire.pcap" "dst $target" 2> "$work/tcpdump" &
    capture=$!
    until grep -q 'listening on' "$work/tcpdump"; do
        kill -0 "$capture"
        sleep 0.05
    done
    for ((run = 0; run < $1; run++)); do
        time_one host
        time_one peer
    done
    kill -TERM "$capture"
    wait "$capture"
    for ((run = 0; run < memory_runs; run++)); do
        weigh_one host
        weigh_one peer
        "$root/artifacts/bin/Vtnt.Cli/release/vtnt" run --as process --host "$work/image/vtnt-host" \
            trace -P "$method" --allow-reserved --pps "$pps" "$target" 2>> "$work/runner" > /dev/null
    done
}

if [[ ${1:-} == --inside ]]; then
    work=$2
    measure_inside "$3"
    exit
fi

runs=${1:-20}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$root/vtnt" --version > "$work/version"
"$root/vtnt-image" --output "$work/image" > "$work/sizes"
load=$(cut -d ' ' -f 1 /proc/loadavg)
"$root/vtnt" lab up "$network" -- bash "$script" --inside "$work" "$runs" 2> "$work/errors" || { cat "$work/errors" >&2; exit 1; }

# One line per timed run: name, milliseconds to the first probe, milliseconds to exit.
tcpdump -n -tt -r "$work/wire.pcap" 2> /dev/null | awk '{ print $1 }' > "$work/wire"
awk 'NR == FNR { wire[++packets] = $1; next }
     { at = 1; while (at <= packets && wire[at] < $2) at++
       printf "%s %.3f %.3f\n", $1, (at <= packets ? wire[at] - $2 : -1) * 1000, ($3 - $2) * 1000 }' "$work/wire" "$work/times" > "$work/delays"

# median NAME COLUMN FILE
median() { awk -v name="$1" -v column="$2" '$1 == name { print $column }' "$3" | sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }

# row TITLE UNIT FORMAT HOST PEER
row() { awk -v title="$1" -v unit="$2" -v form="$3" -v host="$4" -v peer="$5" 'BEGIN { printf "| %s | " form " %s | " form " %s | %.2f |\n", title, host, unit, peer, unit, host / peer }'; }

mebibytes() { awk -v bytes="$1" 'BEGIN { print bytes / 1048576 }'; }
files_of() { stat -L -c %s "$@" | awk '{ sum += $1 } END { print sum }'; }
scamper=$(command -v scamper)
mapfile -t libraries < <(ldd "$scamper" | grep -o '/[^ ]*')

cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
slug=$(tr '[:upper:]' '[:lower:]' <<< "$cpu" | sed 's/([a-z]*)//g' | awk '{print $1 "-" $2}')
{
    echo "# Starting a probe, $cpu, $(nproc) cores"
    echo
    echo "One trace by $method through the lab's network \`$network\`, $pps packets per second, $runs runs each in turn; medians."
    echo "Made by \`bench/startup.sh\`, $(< "$work/version"), scamper $(dpkg-query -W -f '${Version}' scamper), load average $load."
    echo
    echo "| | vtnt-host | scamper | ratio |"
    echo "|---|---|---|---|"
    row 'exec to first probe on the wire' ms %.1f "$(median host 2 "$work/delays")" "$(median peer 2 "$work/delays")"
    row 'exec to exit' ms %.1f "$(median host 3 "$work/delays")" "$(median peer 3 "$work/delays")"
    row "peak memory, all its processes ($memory_runs runs)" MiB %.1f "$(mebibytes "$(($(median host 2 "$work/memory" | cut -d. -f1) * 1024))")" \
        "$(mebibytes "$(($(median peer 2 "$work/memory" | cut -d. -f1) * 1024))")"
    row 'size of the program' MiB %.2f "$(mebibytes "$(files_of "$work/image/vtnt-host")")" "$(mebibytes "$(files_of "$scamper")")"
    row 'size with the libraries it loads' MiB %.2f "$(mebibytes "$(files_of "$work/image/vtnt-host")")" "$(mebibytes "$(files_of "$scamper" "${libraries[@]}")")"
    echo
    awk '/process: deploy/ { gsub(/,/, ""); d[++n] = $4; r[n] = $7; t[n] = $(NF - 1) }
        END { printf "`vtnt run --as process` on the same trace, means of %d: deploy %.3f s, run %.3f s, tear down %.3f s.\n", n, mean(d), mean(r), mean(t) }
        function mean(v,  i, sum) { for (i = 1; i <= n; i++) sum += v[i]; return sum / n }' "$work/runner"
    echo "The container form of both is left out: \`vtnt run\` starts processes only so far, and scamper's needs an image of its own."
} > "$work/startup.md"
mkdir -p "$root/bench/results/$slug"
mv "$work/startup.md" "$root/bench/results/$slug/"
cat "$root/bench/results/$slug/startup.md"
