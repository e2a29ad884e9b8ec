#!/usr/bin/env bash
# Tries packages out as their users would: unpacks, installs, starts, sends, reads, stops, removes.
#
#   packaging/check.sh FOLDER      that ./weir package has made; ./weir package --check does both
#
# Nothing is installed on this machine: dpkg works in a folder. For the parts that need root or a
# program that is not here, it says so and goes on.
set -euo pipefail

packages=$(cd -P "$1" && pwd)
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
box=$(mktemp -d)
chmod 755 "$box"
running=
trap 'stop_all; chmod -R u+w "$box" 2>/dev/null; rm -rf "$box"' EXIT

stop_all() {
  [ -n "$running" ] || return 0
  kill -KILL "$(cat "$data/weir.lock" 2>/dev/null || echo "$running")" "$running" 2>/dev/null || true
}

say() { printf '    %s\n' "$*"; }

fail() {
  printf 'FAILED  %s\n' "$*" >&2
  if [ -s "$box/err" ]; then tail -20 "$box/err" >&2; fi
  exit 1
}

equals() { [ "$1" = "$2" ] || fail "expected '$2', was '$1'"; }

has() { command -v "$1" >/dev/null || { say "left out: there is no $1"; return 1; }; }

# --- What every Weir is tried with -----------------------------------------------------------------

# As somebody else where root runs this, and with nothing of this shell's environment.
apart() { # COMMAND…
  local as=()
  if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
    as=(setpriv --reuid 12345 --regid 12345 --clear-groups)
  fi
  # No other Java than the one that is meant, no home.
  "${as[@]+"${as[@]}"}" env -i PATH=/usr/bin:/bin "${settings[@]+"${settings[@]}"}" "$@"
}

await() { # FILE
  local tries=600
  until [ -e "$1" ]; do
    kill -0 "$running" 2>/dev/null || fail "it ended before there was a ${1##*/}"
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "$1 did not appear in a minute"
    sleep 0.1
  done
}

# One line from a web server, without a program that a bare machine may not have.
http() { # PORT METHOD PATH [BODY]
  local body=${4:-} line
  exec 5<>"/dev/tcp/127.0.0.1/$1"
  printf '%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' \
    "$2" "$3" "${#body}" "$body" >&5
  read -r line <&5
  cat <&5 >"$box/answer"
  exec 5>&-
  printf '%s' "${line//$'\r'/}"
}

port() { sed -n "s/^$1=//p" "$data/weir.ports"; }

# Starts the gateway with a broker, sends a message, reads it, stops.
serve() { # WEIR [SETTING…]
  local weir=$1 got code=0
  shift
  apart "$weir" serve "$@" --set "data=$data" --set listen.http=127.0.0.1:0 --set listen.grpc=127.0.0.1:0 \
    --set broker.port=0 --set kafka.bootstrap.servers=embedded >"$box/out" 2>"$box/err" &
  running=$!
  await "$data/weir.ports"
  got=$(http "$(port http)" POST /push '{"records":[{"topic":"rides","data":"hello"}],"wait_for_send":true}')
  case $got in *" 200 "*) ;; *) fail "/push answered $got" ;; esac
  equals "$(apart "$weir" consume rides -n 1 -b "127.0.0.1:$(port broker)")" hello
  case $(http "$(port http)" GET /readyz) in *" 200 "*) ;; *) fail "/readyz is not 200" ;; esac
  loose=$(find "$data" \( -type f -o -type d \) -perm /027 | head -3)
  [ -z "$loose" ] || fail "others may read, or the group may write: $loose"
  kill -TERM "$(cat "$data/weir.lock")" # the JVM itself
  wait "$running" || code=$?
  running=
  equals "$code" 0
}

# A place that the other user may write to.
place() { # NAME
  mkdir -p "$box/$1"
  chmod 750 "$box/$1"
  if [ "$(id -u)" = 0 ]; then chown 12345:12345 "$box/$1"; fi
  data=$box/$1
}

# --- The folder ------------------------------------------------------------------------------------

check_tar() { # FILE
  local folder weir
  mkdir "$box/tar"
  tar -xzf "$1" -C "$box/tar"
  folder=$(echo "$box"/tar/*)
  weir=$folder/bin/weir
  chmod -R a-w "$folder"
  settings=()
  if ! [ -d "$folder/jre" ]; then settings=("JAVA_HOME=$(runtime)"); fi
  apart "$weir" --version >"$box/version"
  grep -Eq '^Commit ([0-9a-f]{12}(-dirty)?|unknown), built [0-9TZ:-]+$' "$box/version" || fail "$(cat "$box/version")"
  apart "$weir" config check "$folder/conf/weir.yaml" >"$box/err"
  say "$(head -2 "$box/version" | tr '\n' ' ')with $(du -sh "$folder" | cut -f1)"
  place tar-data
  serve "$weir" "$folder/conf/weir.yaml"
  say "served from a folder that is read-only, as another user, and stopped with 0"
  place cache
  settings+=("WEIR_JAVA_CACHE=$data")
  apart "$weir" prepare 2>"$box/err" || fail "prepare"
  [ -e "$data/service.aot" ] || fail "prepare has made nothing"
  apart "$weir" --version >/dev/null
  say "$(cat "$box/err")"
}

# A JRE and no more, for packages that have none.
runtime() {
  local jdk
  jdk=$("$root/weir" jdk)
  . /dev/stdin <<<"$(sed -n '/^jre_modules=/,/[^\\]$/p' "$root/packaging/package.sh")"
  "$jdk/bin/jlink" --add-modules "$jre_modules" --no-header-files --no-man-pages --output "$box/jre"
  printf '%s' "$box/jre"
}

# --- The Debian package ----------------------------------------------------------------------------

dpkg_there() { # ARGUMENT…   (in a system of its own)
  dpkg --root="$box/system" --force-script-chrootless --force-depends --force-not-root --log=/dev/null "$@"
}

check_deb() { # FILE
  local system=$box/system
  has dpkg || return 0
  mkdir -p "$system"/var/lib/dpkg/{info,updates,triggers} "$system/tmp"
  touch "$system"/var/lib/dpkg/{status,available}
  dpkg_there -i "$1" >"$box/err" 2>&1 || fail "it was not installed"
  dpkg_there -V weir || fail "files differ from their sums"
  check_unit "$system"
  run_unit "$system"
  mkdir -p "$system/var/lib" "$system/var/log/weir"
  cp -R "$data" "$system/var/lib/weir"
  echo '# changed' >>"$system/etc/weir/weir.yaml"
  dpkg_there -r weir >"$box/err" 2>&1 || fail "it was not removed"
  [ ! -e "$system/usr/share/weir/lib" ] || fail "jars are left"
  [ -e "$system/var/lib/weir/weir.lock" ] || fail "a removal took the data"
  grep -q changed "$system/etc/weir/weir.yaml" || fail "a removal took the settings"
  dpkg_there -P weir >"$box/err" 2>&1 || fail "it was not purged"
  for place in lib log cache; do [ ! -e "$system/var/$place/weir" ] || fail "a purge left /var/$place/weir"; done
  [ ! -e "$system/etc/weir" ] || fail "a purge left settings"
  say "installed, served, removed with its data kept, purged"
}

check_unit() { # SYSTEM
  has systemd-analyze || return 0
  systemd-analyze verify --root="$1" weir.service 2>"$box/err" || true
  if grep -v 'Failed to\|not executable\|default.target\|Unit .* not found' "$box/err" | grep -q weir.service; then fail "the unit"; fi
  say "$(systemd-analyze security --offline=true "$1/lib/systemd/system/weir.service" | sed -n 's/.*\(Overall exposure.*\) OK.*/unit: \1/p')"
}

# As the unit has it: its command and its settings, an empty user, and somebody who listens.
run_unit() { # SYSTEM
  has python3 || return 0
  local command listener
  command=$(sed -n 's|^ExecStart=\([^ ]*\) .*|\1|p' "$1/lib/systemd/system/weir.service")
  equals "$command" /usr/bin/weir
  apart_config=$box/weir.yaml
  cp "$1/etc/weir/weir.yaml" "$apart_config"
  chmod 644 "$apart_config"
  settings=("NOTIFY_SOCKET=$box/notify" WATCHDOG_USEC=3000000 "WEIR_JAVA_CACHE=$box/none")
  if ! [ -d "$1/usr/share/weir/jre" ]; then settings+=("JAVA_HOME=$box/jre"); fi
  python3 - "$box/notify" "$box/told" <<'END' &
import os, socket, sys
heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
heard.bind(sys.argv[1])
os.chmod(sys.argv[1], 0o666)
with open(sys.argv[2], "w") as told:
    while True:
        message = heard.recv(4096).decode()
        told.write(message.replace("\n", " ") + "\n")
        told.flush()
        if message.startswith("STOPPING"):
            break
END
  listener=$!
  local tries=100
  until [ -S "$box/notify" ] || [ $((tries -= 1)) = 0 ]; do sleep 0.1; done
  place deb-data
  serve "$1$command" "$apart_config"
  wait "$listener"
  head -1 "$box/told" | grep -q '^READY=1' || fail "systemd was told first: $(head -1 "$box/told")"
  grep -q '^WATCHDOG=1' "$box/told" || fail "the watchdog was not fed"
  say "told systemd: $(cut -d' ' -f1 "$box/told" | uniq -c | tr -s ' \n' ' ')"
}

# ---------------------------------------------------------------------------------------------------

for file in "$packages"/*.tar.gz; do
  echo "${file##*/}"
  check_tar "$file"
done
for file in "$packages"/*.deb; do
  echo "${file##*/}"
  check_deb "$file"
done
echo "all packages work"
