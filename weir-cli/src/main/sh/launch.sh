# How Weir is started: finds a Java, and runs the jars of a distribution on it.
#
# Read by ./weir in the sources and by bin/weir of a package, which say first:
#   kind    JDK where there must be a compiler, else Java
#   dist    the folder that has lib/
#   caches  the folder of what makes starts fast
# The JDK or JRE that is found is $jdk. Works on bash 3.2 and newer.
# shellcheck shell=bash

jdk_wanted=25
system=${_WEIR_SYSTEM:-} # the tests of the scripts put another system here

say() { printf 'weir: %s\n' "$*" >&2; }

# --- Finding Java ----------------------------------------------------------------------------------

# Whether a folder is a Java new enough, by its release file: asking each java would take a second.
is_java() {
  local line version=
  [ -r "$1/release" ] && [ -x "$1/bin/java" ] || return 1
  [ "$kind" != JDK ] || [ -x "$1/bin/javac" ] || return 1
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in JAVA_VERSION=*) version=${line#*=} ;; esac
  done <"$1/release"
  version=${version//[\"$'\r']/}
  version=${version%%[!0-9]*}
  [ -n "$version" ] && [ "$version" -ge "$jdk_wanted" ]
}

# The one that the java on the PATH belongs to.
home_of_path() {
  local java link
  java=$(command -v java) || return 0
  while [ -L "$java" ]; do
    link=$(readlink "$java")
    case $link in
      /*) java=$link ;;
      *) java=$(dirname "$java")/$link ;;
    esac
  done
  (cd -P "$(dirname "$java")/.." && pwd)
}

find_java() {
  local home
  if [ -n "${WEIR_JAVA_HOME:-}" ]; then
    is_java "$WEIR_JAVA_HOME" && jdk=$WEIR_JAVA_HOME && return
    say "WEIR_JAVA_HOME is $WEIR_JAVA_HOME, and there is no $kind $jdk_wanted or newer there."
    say "Correct it, or unset it and have one looked for."
    exit 1
  fi
  for home in \
    "${JAVA_HOME:-}" \
    "$(home_of_path)" \
    "$system"/usr/lib/jvm/* "$system"/usr/lib64/jvm/* "$system"/usr/java/* \
    "$system"/opt/* "$system"/opt/java/* "$system"/opt/jdk/* \
    "${HOME:-}"/.sdkman/candidates/java/* \
    "${HOME:-}"/.jdks/* \
    "${HOME:-}"/.asdf/installs/java/* \
    "${HOME:-}"/.local/share/mise/installs/java/* \
    "$system"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$system"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$system"/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$system"/home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
    if [ -n "$home" ] && is_java "$home"; then
      jdk=$home
      return
    fi
  done
  say "no $kind $jdk_wanted or newer was found. Install one:"
  local debian=jre-headless fedora=headless
  if [ "$kind" = JDK ]; then debian=jdk fedora=devel; fi
  cat >&2 <<END
    Debian, Ubuntu  sudo apt install openjdk-$jdk_wanted-$debian
    Fedora          sudo dnf install java-$jdk_wanted-openjdk-$fedora
    macOS           brew install openjdk@$jdk_wanted
    anywhere        sdk install java $jdk_wanted-tem    (https://sdkman.io), or https://adoptium.net
  or set WEIR_JAVA_HOME to where one is.
END
  exit 1
}

# --- Running ---------------------------------------------------------------------------------------

# Where the jars are, and whether the caches were made of them by this JDK. There are two, since the
# JVM sets up all of what is in a cache at each start: one of services, and one of short commands.
look_at_jars() {
  local jar mark=$caches/caches
  class_path=
  cached=false
  if [ -e "$mark" ] && [ "$(<"$mark")" = "$jdk" ]; then cached=true; fi
  for jar in "$dist"/lib/*.jar; do
    class_path=$class_path:$jar
    # Newer also after Maven was run by hand.
    if [ "$jar" -nt "$mark" ]; then cached=false; fi
  done
  class_path=${class_path#:}
}

# How the JVM is run; weir-cli/src/bench/start-time.sh measures it. A gateway is left the collector
# that the JVM thinks best for the machine. A command that is soon over has no use for threads that
# collect garbage, nor for the optimizing compiler.
jvm_flags() { # COMMAND
  jvm=(
    -XX:+ExitOnOutOfMemoryError
    --enable-native-access=ALL-UNNAMED
    --sun-misc-unsafe-memory-access=allow
    -Xlog:disable -Xlog:all=error:stderr
  )
  cache=$caches/service.aot
  case $1 in
    up | serve | broker | warm-up) return ;;
  esac
  cache=$caches/short.aot
  jvm+=(-XX:TieredStopAtLevel=1)
  # The JVM refuses to be told of two collectors.
  case ${WEIR_JAVA_OPTS:-} in
    *-XX:+Use*GC*) ;;
    *) jvm+=(-XX:+UseSerialGC) ;;
  esac
}

# Runs Weir once and keeps what the JVM had loaded, linked and profiled by then: starts take half as
# long. Without these caches everything works as well, so a failure here is nobody's business.
train() { # [PREFIX…]   (of the commands, such as nice)
  local prefix=("$@") folder=$caches/training broker address
  # With their values, for they are gone when the shell ends.
  # shellcheck disable=SC2064
  trap "rm -rf '$folder'" EXIT
  # Left over by one that was killed, it is in nobody's way after a while.
  find "$folder" -maxdepth 0 -mmin +10 -exec rm -rf {} + 2>/dev/null || true
  mkdir -p "$caches"
  mkdir "$folder" 2>/dev/null || { trap - EXIT; return 0; }

  remember warm-up || return

  # Short commands talk to a broker in another process, whose classes are none of theirs.
  jvm_flags broker
  "${prefix[@]+"${prefix[@]}"}" "$jdk/bin/java" "${jvm[@]}" -cp "$class_path" dev.weir.cli.Main \
    broker --port 0 --data "$folder/data" >"$folder/broker" 2>/dev/null &
  broker=$!
  # shellcheck disable=SC2064
  trap "kill -KILL $broker 2>/dev/null || true; wait $broker 2>/dev/null || true; rm -rf '$folder'" EXIT
  until address=$(address_in "$folder/broker") && [ -n "$address" ]; do
    kill -0 "$broker" 2>/dev/null || return
    sleep 0.1
  done
  remember warm-up-short "$address" || return

  mv "$folder/service.aot" "$folder/short.aot" "$caches" && printf '%s\n' "$jdk" >"$caches/caches"
}

address_in() { # FILE   (what a broker has said when it was ready)
  local word rest
  while read -r word rest; do
    if [ "$word" = broker ]; then printf '%s' "$rest"; fi
  done <"$1"
}

remember() { # COMMAND…
  jvm_flags "$1"
  local made=$folder/${cache##*/}
  # A JVM that is stopped while it writes a cache crashes; the report of that is not for the user.
  jvm+=("-XX:ErrorFile=$folder/crash.log" "-XX:AOTConfiguration=$made.conf")
  local java=("${prefix[@]+"${prefix[@]}"}" "$jdk/bin/java" "${jvm[@]}")
  local weir=(-cp "$class_path" dev.weir.cli.Main "$@")
  "${java[@]}" -XX:AOTMode=record "${weir[@]}" &&
    "${java[@]}" -XX:AOTMode=create "-XX:AOTCache=$made" "${weir[@]}"
}

# Java cannot tell which of its streams are a terminal, nor how wide that is.
terminal() {
  local size
  if [ -t 0 ]; then jvm+=(-Dweir.terminal.stdin=true); fi
  if [ -t 2 ]; then jvm+=(-Dweir.terminal.stderr=true); fi
  if [ ! -t 1 ]; then return; fi
  jvm+=(-Dweir.terminal.stdout=true)
  size=$(stty size 2>/dev/null <&1) && jvm+=("-Dweir.terminal.columns=${size#* }")
  return 0
}

run() {
  # With a stream closed, a file that the JVM opens takes its place: it would read or overwrite itself.
  if ! [ -e /dev/fd/0 ]; then exec </dev/null; fi
  if ! [ -e /dev/fd/1 ]; then exec >/dev/null; fi
  if ! [ -e /dev/fd/2 ]; then exec 2>/dev/null; fi
  # Messages are on the disk of a gateway: they are nobody's but its user's and group's.
  if [ "${1:-}" = serve ]; then umask 027; fi
  look_at_jars
  jvm_flags "${1:-}"
  terminal
  if $cached; then
    jvm+=("-XX:AOTCache=$cache")
  else
    without_caches
  fi
  # Unquoted on purpose: these are flags with spaces between them.
  # shellcheck disable=SC2086
  exec "$jdk/bin/java" "${jvm[@]}" ${WEIR_JAVA_OPTS:-} -cp "$class_path" dev.weir.cli.Main "$@"
}
