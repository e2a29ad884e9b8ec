#!/usr/bin/env bash
# How long short commands take beside kcat and Kafka's own script.
#
#   weir-cli/src/bench/against-others.sh [ROUNDS]     (9 rounds)
#
# A broker of its own with ten topics; all commands take turns within a round, so that a noisy machine
# is noisy for all of them. Printed are medians from exec to exit: ms on the clock, ms of CPU. kcat is
# left out where there is none; Kafka's script is run as its shell script does, by its classes from
# Maven Central.
set -euo pipefail

rounds=${1:-9}
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
work=$(mktemp -d)
broker=
trap 'kill -KILL $broker 2>/dev/null || true; rm -rf "$work"' EXIT
"$root/weir" build

jdk=$("$root/weir" jdk)
version=$(basename "$root"/weir-cli/target/weir/lib/kafka-clients-*.jar .jar)
version=${version#kafka-clients-}
tools=$work/tools
(cd "$root" && JAVA_HOME=$jdk mvn -B -q dependency:get "-Dartifact=org.apache.kafka:kafka-tools:$version") &&
  (cd "$root" && JAVA_HOME=$jdk mvn -B -q dependency:copy \
    "-Dartifact=org.apache.kafka:kafka-tools:$version" "-DoutputDirectory=$tools") ||
  echo "Kafka's script is left out: its classes cannot be had" >&2

"$root/weir" broker --port 0 --data "$work/data" >"$work/broker" 2>"$work/broker.err" &
broker=$!
until grep -q '^ *broker' "$work/broker"; do kill -0 $broker; sleep 0.1; done
address=$(sed -n 's/^ *broker *//p' "$work/broker")
for i in 0 1 2 3 4 5 6 7 8 9; do "$root/weir" topics create "bench-$i" -p 3 -b "$address" >/dev/null; done
echo hello | "$root/weir" produce bench-0 -q -b "$address"

kafka() { # CLASS ARGUMENT…   (heap and collector as kafka-run-class.sh has them)
  "$jdk/bin/java" -Xmx256M -XX:+UseG1GC -XX:MaxGCPauseMillis=20 \
    -XX:InitiatingHeapOccupancyPercent=35 -XX:+ExplicitGCInvokesConcurrent \
    -cp "$tools/*:$root/weir-cli/target/weir/lib/*" "$@"
}

take() { # NAME COMMAND…
  local name=$1 times
  shift
  TIMEFORMAT='%R %U %S'
  times=$({ time "$@" >/dev/null 2>"$work/err" </dev/null; } 2>&1) || { cat "$work/err" >&2; return 0; }
  awk '{printf "%d %d\n", $1 * 1000, ($2 + $3) * 1000}' <<<"$times" >>"$work/figures.$name"
}

for ((round = 1; round <= rounds; round++)); do
  echo "round $round of $rounds" >&2
  if command -v kcat >/dev/null; then
    take 'list, kcat' kcat -L -b "$address"
    take 'read one, kcat' kcat -C -t bench-0 -c 1 -e -q -b "$address"
  fi
  if [ -d "$tools" ]; then
    take "list, Kafka's script" kafka org.apache.kafka.tools.TopicCommand --list --bootstrap-server "$address"
  fi
  take 'list, weir' "$root/weir" topics -b "$address"
  take 'read one, weir' "$root/weir" consume bench-0 -n 1 -b "$address"
  take 'help, weir' "$root/weir" --help
  take 'version, weir' "$root/weir" version
done

median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
printf '%-24s %8s %8s\n' what 'wall ms' 'cpu ms'
for file in "$work"/figures.*; do
  printf '%-24s %8d %8d\n' "${file#"$work/figures."}" \
    "$(cut -d' ' -f1 "$file" | median)" "$(cut -d' ' -f2 "$file" | median)"
done
