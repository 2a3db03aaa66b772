#!/usr/bin/env bash
# Measures how soon a probe that starts on demand is at work: `vtnt-host` beside Debian's `scamper`, one trace each in
# the lab, in turn, by real packets; as processes, and each in a container of its own that crun makes.
#
# Usage: bench/startup.sh [RUNS]     (20; as root; needs scamper, tcpdump and crun)
#
# Writes bench/results/CPU/startup.md: exec to the first probe on the wire, as a capture of the lab's interface has it,
# exec to exit, peak memory, size on disk; of the containers, deploying, running and tearing down apart; medians, and the
# host's as a ratio of scamper's. A container's network is the lab's. vtnt-host's has the program alone, run by nobody
# with CAP_NET_RAW. scamper's has its binary, the libraries that ldd lists, /etc/passwd, /etc/group and /var/empty: it
# starts as root and gives that up itself, for which it needs three capabilities more.
set -eu -o pipefail

script=$(readlink -f "${BASH_SOURCE[0]}")
root=$(dirname "$(dirname "$script")")
network=plain target=198.18.3.2 method=icmp-paris pps=1000
memory_runs=5
host_words=(trace -P "$method" --allow-reserved --pps "$pps" "$target")
peer_words=(-O json -p "$pps" -c "trace -P $method" -i "$target")
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin

# The programs as a user starts them.
host() { exec "$work/image/vtnt-host" "${host_words[@]}"; }
peer() { exec scamper "${peer_words[@]}"; }
host-container() { exec_crun run --bundle "$work/host" weighed; }
peer-container() { exec_crun run --bundle "$work/peer" weighed; }

# Without control groups of their own: what they cost is the same for both.
crun() { command crun --root "$work/crun" --cgroup-manager=disabled "$@"; }
exec_crun() { exec crun --root "$work/crun" --cgroup-manager=disabled "$@"; }

# config USER CAPABILITIES WORD…: a bundle's config.json; the words as JSON.
config() {
    local user=$1 capabilities=$2 words set sets=()
    shift 2
    words=$(printf ',"%s"' "$@")
    for set in bounding effective inheritable permitted ambient; do
        [[ $user -eq 0 && $set == ambient ]] || sets+=("\"$set\":[$capabilities]")
    done
    cat << CONFIG
{ "ociVersion": "1.0.2",
  "process": { "terminal": false, "user": { "uid": $user, "gid": $user }, "args": [${words#,}], "env": [], "cwd": "/",
    "noNewPrivileges": true, "capabilities": { $(IFS=,; echo "${sets[*]}") } },
  "root": { "path": "rootfs", "readonly": true },
  "mounts": [{ "destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "noexec", "mode=755", "size=64k"] }],
  "linux": { "namespaces": [{ "type": "mount" }, { "type": "ipc" }, { "type": "uts" }] } }
CONFIG
}

# make_bundles: what the two containers are made of.
make_bundles() {
    local file
    install -D -m 755 "$work/image/vtnt-host" "$work/host/rootfs/vtnt-host"
    config 65534 '"CAP_NET_RAW"' /vtnt-host "${host_words[@]}" > "$work/host/config.json"
    for file in "${libraries[@]}"; do
        install -D -m 755 "$file" "$work/peer/rootfs$file"
    done
    install -D -m 755 "$scamper" "$work/peer/rootfs/scamper"
    mkdir -p "$work/peer/rootfs/etc" "$work/peer/rootfs/var/empty"
    cp /etc/passwd /etc/group "$work/peer/rootfs/etc/"
    config 0 '"CAP_NET_RAW","CAP_SETUID","CAP_SETGID","CAP_SYS_CHROOT"' /scamper "${peer_words[@]}" > "$work/peer/config.json"
}

# note NAME BEGIN STARTED ENDED OVER: a line in $work/times. A process is deployed and torn down by nobody.
note() { echo "$@" >> "$work/times"; }

# time_one NAME: a process, from its exec to its exit. The subshell that notes the time becomes the program.
time_one() {
    local begin end
    (echo "$EPOCHREALTIME" > "$work/start"; "$1") > "$work/out.$1" 2> "$work/errors.$1" || { cat "$work/errors.$1" >&2; return 1; }
    end=$EPOCHREALTIME begin=$(< "$work/start")
    note "$1" "$begin" "$begin" "$end" "$end"
}

# time_container NAME: a container, made, started, over when nobody holds its output any more, removed.
time_container() {
    local begin started ended reader
    cat "$work/pipe" > "$work/out.$1-container" &
    reader=$!
    exec 4> "$work/pipe"
    begin=$EPOCHREALTIME
    crun create --bundle "$work/$1" "$1" < /dev/null >&4 2> "$work/errors.$1" || { cat "$work/errors.$1" >&2; return 1; }
    exec 4>&-
    started=$EPOCHREALTIME
    crun start "$1"
    wait "$reader"
    ended=$EPOCHREALTIME
    crun delete --force "$1"
    note "$1-container" "$begin" "$started" "$ended" "$EPOCHREALTIME"
}

# descendants PID: it and whoever it and they started.
descendants() {
    local child
    echo "$1"
    for child in $(cat "/proc/$1/task/$1/children" 2> /dev/null); do
        descendants "$child"
    done
}

# weigh_one NAME: a line in $work/memory: the name, the peak resident KiB of its process and of those it started, summed.
# Apart from the runs that are timed, since looking at them takes a processor. crun itself is left out.
weigh_one() {
    local pid peaks='' process
    ("$1") > "$work/out.$1" 2> "$work/errors.$1" &
    pid=$!
    while [[ -e /proc/$pid/exe ]] && kill -0 "$pid" 2> /dev/null; do
        for process in $(descendants "$pid"); do
            peaks+=$(awk '$1 == "Name:" { name = $2 } $1 == "Pid:" { pid = $2 } $1 == "VmHWM:" && name !~ /^(bash|startup|crun)/ { print pid, $2 }' "/proc/$process/status" 2> /dev/null || true)$'\n'
        done
    done
    wait "$pid"
    awk -v name="$1" 'NF == 2 && $2 > peak[$1] { peak[$1] = $2 } END { for (pid in peak) sum += peak[pid]; print name, sum + 0 }' <<< "$peaks" >> "$work/memory"
}

# run_by_vtnt WAY OPTION…: the seconds that the runner tells, in $work/runner.WAY.
run_by_vtnt() {
    local way=$1
    shift
    "$root/artifacts/bin/Vtnt.Cli/release/vtnt" run --as "$way" "$@" "${host_words[@]}" 2>> "$work/runner.$way" > /dev/null
}

# measure_inside RUNS: what runs in the lab's namespace.
measure_inside() {
    local capture run
    # crun refuses to start where cgroup v2 has controllers beside v1. We are in a mount namespace of our own.
    if [[ -n $(cat /sys/fs/cgroup/unified/cgroup.controllers 2> /dev/null) ]]; then
        mount -t tmpfs none /sys/fs/cgroup/unified
    fi
    tcpdump -i lab0 -n -U --immediate-mode -w "$work/wire.pcap" "dst $target" 2> "$work/tcpdump" &
    capture=$!
    until grep -q 'listening on' "$work/tcpdump"; do
        kill -0 "$capture"
        sleep 0.05
    done
    for ((run = 0; run < $1; run++)); do
        time_one host
        time_one peer
        time_container host
        time_container peer
    done
    kill -TERM "$capture"
    wait "$capture"
    for ((run = 0; run < memory_runs; run++)); do
        weigh_one host
        weigh_one peer
        weigh_one host-container
        weigh_one peer-container
        run_by_vtnt process --host "$work/image/vtnt-host"
        run_by_vtnt container --image "$work/image/oci"
    done
}

if [[ ${1:-} == --inside ]]; then
    work=$2
    measure_inside "$3"
    exit
fi

runs=${1:-20}
scamper=$(command -v scamper)
command -v crun > /dev/null || { echo 'startup.sh: crun is missing' >&2; exit 2; }
mapfile -t libraries < <(ldd "$scamper" | grep -o '/[^ ]*')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
"$root/vtnt" --version > "$work/version"
"$root/vtnt-image" --output "$work/image" > "$work/sizes"
make_bundles
mkfifo "$work/pipe"
load=$(cut -d ' ' -f 1 /proc/loadavg)
"$root/vtnt" lab up "$network" -- unshare --mount bash "$script" --inside "$work" "$runs" 2> "$work/errors" || { cat "$work/errors" >&2; exit 1; }

# One line per timed run: name, then in milliseconds: to deploy, from there to the first probe, to run, to tear down, all.
tcpdump -n -tt -r "$work/wire.pcap" 2> /dev/null | awk '{ print $1 }' > "$work/wire"
awk 'NR == FNR { wire[++packets] = $1; next }
     { at = 1; while (at <= packets && wire[at] < $3) at++
       if (at > packets || wire[at] >= $4) { print "startup.sh: the capture has no probe of a run of " $1 > "/dev/stderr"; exit 1 }
       first = wire[at] - $3
       printf "%s %.3f %.3f %.3f %.3f %.3f\n", $1, ($3 - $2) * 1000, first * 1000, ($4 - $3) * 1000, ($5 - $4) * 1000, ($5 - $2) * 1000 }' \
    "$work/wire" "$work/times" > "$work/delays"

# median NAME COLUMN FILE
median() { awk -v name="$1" -v column="$2" '$1 == name { print $column }' "$3" | sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }

# row TITLE UNIT FORMAT HOST PEER
row() { awk -v title="$1" -v unit="$2" -v form="$3" -v host="$4" -v peer="$5" 'BEGIN { printf "| %s | " form " %s | " form " %s | %.2f |\n", title, host, unit, peer, unit, host / peer }'; }

# delay_row TITLE SUFFIX COLUMN
delay_row() { row "$1" ms %.1f "$(median "host$2" "$3" "$work/delays")" "$(median "peer$2" "$3" "$work/delays")"; }

# memory_row TITLE SUFFIX
memory_row() { row "$1" MiB %.1f "$(kibibytes "host$2")" "$(kibibytes "peer$2")"; }
kibibytes() { median "$1" 2 "$work/memory" | awk '{ print $1 / 1024 }'; }

mebibytes() { awk -v bytes="$1" 'BEGIN { print bytes / 1048576 }'; }
files_of() { stat -L -c %s "$@" | awk '{ sum += $1 } END { print sum }'; }
tree_of() { find "$1" -type f -printf '%s\n' | awk '{ sum += $1 } END { print sum }'; }

# runner_line WAY: the means of what the runner told.
runner_line() {
    awk -v way="$1" '/: deploy/ { gsub(/,/, ""); d[++n] = $4; r[n] = $7; t[n] = $(NF - 1) }
        END { printf "`vtnt run --as %s`, means of %d: deploy %.3f s, run %.3f s, tear down %.3f s.\n", way, n, mean(d), mean(r), mean(t) }
        function mean(v,  i, sum) { for (i = 1; i <= n; i++) sum += v[i]; return sum / n }' "$work/runner.$1"
}

cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
slug=$(tr '[:upper:]' '[:lower:]' <<< "$cpu" | sed 's/([a-z]*)//g' | awk '{print $1 "-" $2}')
{
    echo "# Starting a probe, $cpu, $(nproc) cores"
    echo
    echo "One trace by $method through the lab's network \`$network\`, $pps packets per second, $runs runs each in turn; medians, of"
    echo "memory in $memory_runs runs. Made by \`bench/startup.sh\`, $(< "$work/version"),"
    echo "scamper $(dpkg-query -W -f '${Version}' scamper), $(command crun --version | head -n 1), load average $load."
    echo
    echo "| as a process | vtnt-host | scamper | ratio |"
    echo "|---|---|---|---|"
    delay_row 'exec to first probe on the wire' '' 3
    delay_row 'exec to exit' '' 6
    memory_row 'peak memory, all its processes' ''
    row 'size of the program' MiB %.2f "$(mebibytes "$(files_of "$work/image/vtnt-host")")" "$(mebibytes "$(files_of "$scamper")")"
    row 'size with the libraries it loads' MiB %.2f "$(mebibytes "$(files_of "$work/image/vtnt-host")")" "$(mebibytes "$(files_of "$scamper" "${libraries[@]}")")"
    echo
    echo "| in a container | vtnt-host | scamper | ratio |"
    echo "|---|---|---|---|"
    delay_row 'deploy: `crun create`' -container 2
    delay_row '`crun start` to first probe on the wire' -container 3
    delay_row 'run: `crun start` to its end' -container 4
    delay_row 'tear down: `crun delete`' -container 5
    delay_row 'all three' -container 6
    memory_row 'peak memory, all its processes' -container
    row 'size of its files' MiB %.2f "$(mebibytes "$(tree_of "$work/host/rootfs")")" "$(mebibytes "$(tree_of "$work/peer/rootfs")")"
    echo
    echo "By the runner, which also unpacks the image of the container, on the same trace:"
    echo
    echo "- $(runner_line process)"
    echo "- $(runner_line container)"
} > "$work/startup.md"
mkdir -p "$root/bench/results/$slug"
mv "$work/startup.md" "$root/bench/results/$slug/"
cat "$root/bench/results/$slug/startup.md"
