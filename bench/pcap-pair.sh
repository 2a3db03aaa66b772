#!/usr/bin/env bash
# Measures `vtnt pcap` against `tshark -T fields` on one capture made from the lab: time, throughput, peak memory.
#
# Usage: bench/pcap-pair.sh [MEGABYTES]     (200; needs tshark)
#
# Writes bench/results/CPU/pcap-pair.md. Processor time is told beside the time on the clock: it is what counts when
# other programs run.
set -eu -o pipefail

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
megabytes=${1:-200}
bytes_per_trace=1408
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C
"$root/vtnt" --version > "$work/version"
cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
slug=$(tr '[:upper:]' '[:lower:]' <<< "$cpu" | sed 's/([a-z]*)//g' | awk '{print $1 "-" $2}')

awk -v count=$((megabytes * 1000000 / bytes_per_trace)) 'BEGIN { while (count-- > 0) print "198.18.4.2" }' > "$work/targets"
"$root/vtnt" trace --lab explicit --pps 10000 --targets "$work/targets" --record "$work/lab.pcap" --json > /dev/null
size=$(stat -c %s "$work/lab.pcap")

# measure NAME COMMAND…: the output's lines, seconds, processor seconds and peak memory (MiB) of a command.
measure() {
    local name=$1 pid peak=0 now lines
    shift
    "$@" > "$work/out" 2> "$work/errors" &
    pid=$!
    local start=$EPOCHREALTIME ticks=0 stat
    while stat=$(cat "/proc/$pid/stat" 2> /dev/null) && [[ $stat != *') Z '* ]]; do
        now=$(sed -n 's/^VmHWM:[[:space:]]*\([0-9]*\).*/\1/p' "/proc/$pid/status" 2> /dev/null || true)
        [[ -z $now ]] || peak=$now
        ticks=$(awk '{ sub(/.*\) /, ""); print $12 + $13 }' <<< "$stat")
        sleep 0.1
    done
    wait "$pid"
    lines=$(wc -l < "$work/out")
    awk -v name="$name" -v seconds="$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')" -v cpu="$ticks" \
        -v hertz="$(getconf CLK_TCK)" -v size="$size" -v peak="$peak" -v lines="$lines" \
        'BEGIN { cpu /= hertz; printf "| %s | %d | %.1f s | %.1f s | %.1f | %.1f | %d MiB |\n", name, lines, seconds, cpu, size / seconds / 1e6, size / cpu / 1e6, peak / 1024 }'
}

target=$root/bench/results/$slug
{
    echo "# Captures, $cpu, $(nproc) cores"
    echo
    echo "One capture of $((size / 1000000)) MB: the lab's trace through its explicit tunnel, $(wc -l < "$work/targets") times, recorded by \`vtnt trace --record\`."
    echo "Made by \`bench/pcap-pair.sh\`, $(cat "$work/version"), tshark $(tshark --version 2> /dev/null | head -n 1 | grep -o '[0-9][0-9.]*' | head -n 1), load average $(cut -d ' ' -f 1 /proc/loadavg)."
    echo
    echo "| | lines | time | processor | MB/s | MB per processor second | peak memory |"
    echo "|---|---|---|---|---|---|---|"
    measure "\`vtnt pcap --tnt-text\`: traces with their tunnels" "$root/artifacts/bin/Vtnt.Cli/release/vtnt" pcap --tnt-text "$work/lab.pcap"
    measure "\`vtnt pcap --json\`" "$root/artifacts/bin/Vtnt.Cli/release/vtnt" pcap --json "$work/lab.pcap"
    measure "\`tshark -n -T fields\`: addresses and label stacks of packets" tshark -n -r "$work/lab.pcap" -T fields -e frame.time_epoch -e ip.src -e ip.ttl \
        -e icmp.type -e icmp.mpls.label -e icmp.mpls.exp -e icmp.mpls.s -e icmp.mpls.ttl
} > "$work/pcap-pair.md"
mkdir -p "$target"
mv "$work/pcap-pair.md" "$target/"
cat "$target/pcap-pair.md"
