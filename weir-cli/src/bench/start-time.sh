#!/usr/bin/env bash
# How soon Weir is ready, and how soon a short command has answered, by the JVM's flags.
#
#   weir-cli/src/bench/start-time.sh [ROUNDS [COMMAND…]]   (7 rounds of up, topics and consume)
#
# For `up` (embedded broker and gateway, fresh data directory, free ports) the time is from exec to
# the line "Weir is ready."; for `topics` and `consume` (of one message, from a broker that runs all
# the while) from exec to exit. The variants take turns within a round, so that a noisy machine is
# noisy for all of them. Printed are medians: ms on the clock, and ms of CPU, which noise moves less.
# A cache of ahead-of-time work is trained for each collector first, as ./weir does. Linux only.
set -euo pipefail

rounds=${1:-7}
shift || true
commands=("$@")
[ $# -gt 0 ] || commands=(up topics consume)
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
lib=$root/weir-cli/target/weir/lib
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java
[ -d "$lib" ] || { echo "Build first: ./weir build" >&2; exit 1; }

class_path=$(printf ':%s' "$lib"/*.jar)
class_path=${class_path#:}
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
base=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
  -Xlog:disable -Xlog:all=error:stderr)

weir() { # FLAGS… -- COMMAND…
  local flags=()
  while [ "$1" != -- ]; do flags+=("$1"); shift; done
  shift
  exec "$java" "${base[@]}" "${flags[@]}" -cp "$class_path" dev.weir.cli.Main "$@"
}

train() { # NAME FLAGS…
  local name=$1; shift
  (weir "$@" -XX:AOTMode=record "-XX:AOTConfiguration=$work/$name.conf" -- warm-up) >/dev/null 2>&1
  (weir "$@" -XX:AOTMode=create "-XX:AOTConfiguration=$work/$name.conf" \
    "-XX:AOTCache=$work/$name.aot" -- warm-up) >/dev/null 2>&1
  echo "trained $name: $(($(stat -c %s "$work/$name.aot") >> 20)) MiB" >&2
}

# Appends "wall cpu", both in ms, to the variant's results.
up() { # NAME FLAGS…
  local name=$1 pid begun ended cpu
  shift
  rm -rf "$work/data" "$work/out"
  mkfifo "$work/out"
  begun=$(date +%s%N)
  (weir "$@" -- up --set "data=$work/data" --set broker.port=0 --set listen.http=127.0.0.1:0 \
    --set listen.grpc=127.0.0.1:0) >"$work/out" 2>"$work/err" &
  pid=$!
  grep -m 1 -q 'is ready' "$work/out"
  ended=$(date +%s%N)
  cpu=$(awk '{print ($14 + $15) * 10}' "/proc/$pid/stat")
  kill -9 "$pid"
  wait "$pid" 2>/dev/null || true
  echo "$(((ended - begun) / 1000000)) $cpu" >>"$work/up.$name"
}

short() { # COMMAND NAME FLAGS…
  local command=$1 name=$2 times
  shift 2
  TIMEFORMAT='%R %U %S'
  # shellcheck disable=SC2086
  times=$({ time { (weir "$@" -- $command -b "127.0.0.1:$broker" >/dev/null); :; }; } 2>&1)
  awk '{printf "%d %d\n", $1 * 1000, ($2 + $3) * 1000}' <<<"$times" \
    >>"$work/${command%% *}.$name"
}

median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

report() { # COMMAND
  local file
  printf '\n%-10s %-28s %8s %8s\n' "$1" flags 'wall ms' 'cpu ms'
  for file in "$work/$1".*; do
    printf '%-10s %-28s %8d %8d\n' '' "${file#"$work/$1."}" \
      "$(cut -d' ' -f1 "$file" | median)" "$(cut -d' ' -f2 "$file" | median)"
  done
}

measure() { # COMMAND
  case $1 in
    up) measure_up ;;
    topics) measure_short topics ;;
    consume) measure_short 'consume hello' ;;
  esac
}

measure_up() {
  up g1 -XX:+UseG1GC
  up g1-aot -XX:+UseG1GC "-XX:AOTCache=$work/g1.aot"
  up serial-aot -XX:+UseSerialGC "-XX:AOTCache=$work/serial.aot"
  up parallel-aot -XX:+UseParallelGC "-XX:AOTCache=$work/parallel.aot"
  up serial-compact-aot -XX:+UseSerialGC $compact "-XX:AOTCache=$work/serial-compact.aot"
}

measure_short() { # COMMAND
  local fast=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1)
  short "$1" g1 -XX:+UseG1GC
  short "$1" serial-c1 "${fast[@]}"
  short "$1" g1-aot -XX:+UseG1GC "-XX:AOTCache=$work/g1.aot"
  short "$1" serial-aot -XX:+UseSerialGC "-XX:AOTCache=$work/serial.aot"
  short "$1" serial-c1-aot "${fast[@]}" "-XX:AOTCache=$work/serial.aot"
  short "$1" serial-c1-of-g1-aot "${fast[@]}" "-XX:AOTCache=$work/g1.aot"
  short "$1" serial-c1-of-parallel-aot "${fast[@]}" "-XX:AOTCache=$work/parallel.aot"
  short "$1" serial-c1-compact-aot "${fast[@]}" $compact "-XX:AOTCache=$work/serial-compact.aot"
}

compact=-XX:+UseCompactObjectHeaders
train g1 -XX:+UseG1GC
train serial -XX:+UseSerialGC
train parallel -XX:+UseParallelGC
train serial-compact -XX:+UseSerialGC $compact

(weir -- up --set "data=$work/running" --set broker.port=0 --set listen.http=127.0.0.1:0 \
  --set listen.grpc=127.0.0.1:0) >"$work/running.out" 2>&1 &
until grep -q '^broker=' "$work/running/weir.ports" 2>/dev/null; do sleep 0.1; done
broker=$(sed -n 's/^broker=//p' "$work/running/weir.ports")
http=$(sed -n 's/^http=//p' "$work/running/weir.ports")
curl -sf -H 'Content-Type: application/json' "http://127.0.0.1:$http/push" >/dev/null \
  -d '{"records":[{"topic":"hello","data":"world"}],"wait_for_send":true}'

for ((round = 1; round <= rounds; round++)); do
  echo "round $round of $rounds" >&2
  for command in "${commands[@]}"; do measure "$command"; done
done
for command in "${commands[@]}"; do report "$command"; done
