#!/usr/bin/env bash
# Tests of the ./weir script: how it finds a JDK and Maven, when it builds, and what it runs.
#
#   weir-cli/src/test/sh/weir-test.sh [NAME…]      (all unless named; run by ScriptTest as well)
#
# Each test gets a checkout, a home and a system of its own, where java and mvn are scripts that
# write down how they were called.
set -euo pipefail

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
script=$here/../../../../weir
failures=0

fail() { printf '    %s\n' "$@" >&2; exit 1; }

contains() { # TEXT PART
  case $1 in *"$2"*) ;; *) fail "'$2' is not in:" "$1" ;; esac
}

lacks() { # TEXT PART
  case $1 in *"$2"*) fail "'$2' should not be in:" "$1" ;; *) ;; esac
}

equals() { [ "$1" = "$2" ] || fail "expected: $2" "was:      $1"; }

# --- A small world ---------------------------------------------------------------------------------

world() {
  box="$(mktemp -d)/some place"
  checkout=$box/check-out
  mkdir -p "$box/bin" "$box/home" "$box/system" "$checkout" "$box/here"
  cp "$script" "$checkout/weir"
  mkdir -p "$checkout/weir-cli/src/main/sh"
  cp "${script%/*}/weir-cli/src/main/sh/launch.sh" "$checkout/weir-cli/src/main/sh"
  touch "$checkout/pom.xml"
  local module tool
  for module in weir-core weir-console weir-broker weir-gateway weir-worker weir-cli; do
    mkdir -p "$checkout/$module/src/main/java"
    touch "$checkout/$module/pom.xml" "$checkout/$module/src/main/java/A.java"
  done
  for tool in bash cat cp dirname env find flock mkdir mv readlink rm sleep touch; do
    if command -v "$tool" >/dev/null; then ln -s "$(command -v "$tool")" "$box/bin/$tool"; fi
  done
  # What is made at leisure would not be made at all while the machine has much to do.
  printf '#!/bin/sh\nshift 2\nexec "$@"\n' >"$box/bin/nice"
  chmod +x "$box/bin/nice"
  maven_that 'mkdir -p weir-cli/target/weir/lib && touch weir-cli/target/weir/lib/a.jar'
}

jdk() { # HOME VERSION
  mkdir -p "$1/bin"
  printf 'IMPLEMENTOR="Somebody"\nJAVA_VERSION="%s"\n' "$2" >"$1/release"
  cat >"$1/bin/java" <<END
#!/usr/bin/env bash
printf '%s\n' "\$*" >>'$box/java.calls'
umask >'$box/java.umask'
for word in "\$@"; do
  case \$word in -XX:AOTCache=*training*) touch "\${word#*=}" ;; esac
done
case "\$*" in
  *warm-up*) exit 0 ;;
  *broker*training*) echo "  broker  127.0.0.1:1"; exec sleep 20 ;;
esac
echo "java of $1 in \$PWD"
[ "\${!#}" != fail ] || exit 7
END
  printf '#!/bin/sh\n' >"$1/bin/javac"
  chmod +x "$1/bin/java" "$1/bin/javac"
}

maven_that() { # COMMANDS
  cat >"$box/bin/mvn" <<END
#!/usr/bin/env bash
printf '%s | %s | %s\n' "\$*" "\$JAVA_HOME" "\$MAVEN_OPTS" >>'$box/mvn.calls'
$1
END
  chmod +x "$box/bin/mvn"
}

# Sets out, err and code.
weir() {
  code=0
  (cd "$box/here" && env -i PATH="$box/bin" HOME="$box/home" _WEIR_SYSTEM="$box/system" \
    "${settings[@]+"${settings[@]}"}" "${command:-$checkout/weir}" "$@") \
    >"$box/out" 2>"$box/err" </dev/null || code=$?
  out=$(cat "$box/out")
  err=$(cat "$box/err")
}

maven_calls() { if [ -e "$box/mvn.calls" ]; then grep -c . "$box/mvn.calls"; else echo 0; fi; }

# So that a change made now is newer than the build, whatever the clock's grain.
age_build() { touch -d '1 minute ago' "$checkout/weir-cli/target/weir/built"; }

await() { # FILE   (with something in it)
  local tries=600
  until [ -s "$1" ]; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "$1 did not appear"
    sleep 0.1
  done
}

# --- The JDK ---------------------------------------------------------------------------------------

test_java_home_is_used() {
  jdk "$box/jdks/a" 25.0.3
  settings=(JAVA_HOME="$box/jdks/a")
  weir topics
  contains "$out" "java of $box/jdks/a"
}

test_an_old_java_home_is_passed_over() {
  jdk "$box/jdks/old" 17.0.15
  jdk "$box/home/.sdkman/candidates/java/25.0.3-tem" 25.0.3
  settings=(JAVA_HOME="$box/jdks/old")
  weir topics
  contains "$out" "java of $box/home/.sdkman"
}

test_a_java_8_is_not_taken_for_a_new_one() {
  jdk "$box/jdks/old" 1.8.0_292
  settings=(JAVA_HOME="$box/jdks/old")
  weir topics
  equals "$code" 1
}

test_the_java_on_the_path_is_used() {
  jdk "$box/jdks/a" 26-ea
  mkdir -p "$box/alternatives"
  ln -s "$box/jdks/a/bin/java" "$box/alternatives/java"
  ln -s ../alternatives/java "$box/bin/java"
  weir topics
  contains "$out" "java of $box/jdks/a"
}

test_usual_folders_are_searched() {
  local place
  for place in system/usr/lib/jvm/temurin-25 system/opt/jdk-25 home/.jdks/openjdk-25 \
    home/.local/share/mise/installs/java/25 home/.asdf/installs/java/25 \
    system/Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home; do
    jdk "$box/$place" 25
    weir topics
    contains "$out" "java of $box/$place"
    rm -rf "${box:?}/$place"
  done
}

test_a_java_without_a_compiler_is_passed_over() {
  jdk "$box/system/usr/lib/jvm/a-jre" 25
  rm "$box/system/usr/lib/jvm/a-jre/bin/javac"
  jdk "$box/system/usr/lib/jvm/b-jdk" 25
  weir topics
  contains "$out" "b-jdk"
}

test_a_wrong_weir_java_home_is_an_error() {
  jdk "$box/jdks/a" 25
  jdk "$box/jdks/old" 21.0.1
  settings=(WEIR_JAVA_HOME="$box/jdks/old" JAVA_HOME="$box/jdks/a")
  weir topics
  equals "$code" 1
  contains "$err" "WEIR_JAVA_HOME is $box/jdks/old"
}

test_without_a_jdk_it_says_what_to_install() {
  weir up
  equals "$code" 1
  contains "$err" "no JDK 25 or newer was found"
  contains "$err" "sudo apt install openjdk-25-jdk"
  contains "$err" "sudo dnf install java-25-openjdk-devel"
  contains "$err" "brew install openjdk@25"
  contains "$err" "sdk install java 25-tem"
}

# --- Maven and the build ---------------------------------------------------------------------------

test_without_maven_it_says_what_to_install() {
  jdk "$box/jdks/a" 25
  settings=(JAVA_HOME="$box/jdks/a")
  rm "$box/bin/mvn"
  weir up
  equals "$code" 1
  contains "$err" "sudo apt install maven"
}

test_it_builds_once_and_again_after_a_change() {
  jdk "$box/jdks/a" 25
  settings=(JAVA_HOME="$box/jdks/a")
  weir topics
  equals "$(maven_calls)" 1
  contains "$err" "weir: built in"
  contains "$(cat "$box/mvn.calls")" "-Dquick -Dmaven.test.skip=true package -pl weir-cli -am"
  weir topics
  equals "$(maven_calls)" 1
  equals "$err" ""
  age_build
  touch "$checkout/weir-core/src/main/java/A.java"
  weir topics
  equals "$(maven_calls)" 2
}

test_a_deleted_source_is_a_change() {
  jdk "$box/jdks/a" 25
  settings=(JAVA_HOME="$box/jdks/a")
  find "$checkout" -exec touch -d '1 hour ago' {} +
  weir topics
  age_build
  rm "$checkout/weir-core/src/main/java/A.java"
  weir topics
  equals "$(maven_calls)" 2
}

test_a_failed_build_shows_its_log_and_is_tried_again() {
  jdk "$box/jdks/a" 25
  settings=(JAVA_HOME="$box/jdks/a")
  maven_that 'echo "[ERROR] A.java:1 no such symbol"; exit 1'
  weir topics
  equals "$code" 1
  contains "$err" "A.java:1 no such symbol"
  contains "$err" "the build failed"
  equals "$out" ""
  weir topics
  equals "$(maven_calls)" 2
}

test_maven_runs_on_the_jdk_found_and_keeps_its_options() {
  jdk "$box/jdks/old" 17
  jdk "$box/home/.jdks/a" 25
  settings=(JAVA_HOME="$box/jdks/old" MAVEN_OPTS=-Xmx1g)
  weir topics
  contains "$(cat "$box/mvn.calls")" "| $box/home/.jdks/a | -Xmx1g --sun-misc-unsafe-memory-access=allow"
}

test_two_at_once_build_once() {
  command -v flock >/dev/null || return 0
  jdk "$box/jdks/a" 25
  settings=(JAVA_HOME="$box/jdks/a")
  # Builds until the second one has said that it waits.
  maven_that "for _ in {1..600}; do [ -s '$box/err' ] && break; sleep 0.1; done
    mkdir -p weir-cli/target/weir/lib && touch weir-cli/target/weir/lib/a.jar"
  (cd "$box/here" && env -i PATH="$box/bin" HOME="$box/home" JAVA_HOME="$box/jdks/a" \
    "$checkout/weir" topics >/dev/null 2>&1) &
  await "$box/mvn.calls"
  weir topics
  wait
  equals "$(maven_calls)" 1
  contains "$err" "another build runs"
}

# --- Running ---------------------------------------------------------------------------------------

test_it_works_through_a_symbolic_link_and_stays_in_the_callers_folder() {
  jdk "$box/jdks/a" 25
  settings=(JAVA_HOME="$box/jdks/a")
  ln -s ../check-out/weir "$box/here/my weir"
  command="./my weir"
  weir topics
  equals "$out" "java of $box/jdks/a in $box/here"
}

test_arguments_and_the_exit_code_pass_through() {
  jdk "$box/jdks/a" 25
  settings=(JAVA_HOME="$box/jdks/a" WEIR_JAVA_OPTS="-Xmx64m -Dx=y")
  weir consume 'a topic' fail
  equals "$code" 7
  contains "$(cat "$box/java.calls")" "-Xmx64m -Dx=y"
  contains "$(cat "$box/java.calls")" "dev.weir.cli.Main consume a topic fail"
}

test_the_next_start_uses_the_cache_of_this_build_and_jdk() {
  jdk "$box/jdks/a" 25
  jdk "$box/jdks/b" 25
  settings=(JAVA_HOME="$box/jdks/a")
  weir topics
  await "$checkout/weir-cli/target/weir/caches"
  weir version
  contains "$(grep version "$box/java.calls")" "-XX:AOTCache=$checkout/weir-cli/target/weir/short.aot"
  weir serve
  contains "$(grep serve "$box/java.calls")" "-XX:AOTCache=$checkout/weir-cli/target/weir/service.aot"
  settings=(JAVA_HOME="$box/jdks/b")
  weir config
  lacks "$(grep config "$box/java.calls")" "-XX:AOTCache="
}

# --- A package -------------------------------------------------------------------------------------

package_of_it() {
  package=$box/weir-1
  mkdir -p "$package/bin" "$package/lib"
  cp "${script%/*}/packaging/tar/bin/weir" "$package/bin"
  cp "$checkout/weir-cli/src/main/sh/launch.sh" "$package/lib"
  touch "$package/lib/a.jar"
  command=$package/bin/weir
}

test_a_package_needs_neither_a_compiler_nor_maven() {
  package_of_it
  jdk "$box/system/usr/lib/jvm/a-jre" 25
  rm "$box/system/usr/lib/jvm/a-jre/bin/javac" "$box/bin/mvn"
  weir serve weir.yaml
  equals "$code" 0
  contains "$out" "java of $box/system/usr/lib/jvm/a-jre in $box/here"
  contains "$(cat "$box/java.calls")" "-cp $package/lib/a.jar dev.weir.cli.Main serve weir.yaml"
}

test_what_a_gateway_writes_is_not_for_others() {
  package_of_it
  jdk "$package/jre" 25
  weir serve weir.yaml
  equals "$(cat "$box/java.umask")" 0027
}

test_a_package_starts_with_its_own_java_first() {
  package_of_it
  jdk "$package/jre" 25
  jdk "$box/jdks/a" 25
  settings=(JAVA_HOME="$box/jdks/a")
  weir topics
  contains "$out" "java of $package/jre"
  settings=(WEIR_JAVA_HOME="$box/jdks/a")
  weir topics
  contains "$out" "java of $box/jdks/a"
}

test_a_package_without_java_says_what_to_install() {
  package_of_it
  weir serve weir.yaml
  equals "$code" 1
  contains "$err" "no Java 25 or newer was found"
  contains "$err" "sudo apt install openjdk-25-jre-headless"
}

test_a_package_makes_caches_when_it_is_asked_to() {
  package_of_it
  jdk "$package/jre" 25
  weir topics
  lacks "$(cat "$box/java.calls")" "-XX:AOTMode"
  settings=(WEIR_JAVA_CACHE="$box/cache")
  weir prepare
  equals "$code" 0
  weir serve weir.yaml
  contains "$(grep serve "$box/java.calls")" "-XX:AOTCache=$box/cache/service.aot"
}

# --- Examples --------------------------------------------------------------------------------------

test_an_example_is_run_from_its_source_after_a_build() {
  jdk "$box/jdks/a" 25
  settings=(JAVA_HOME="$box/jdks/a" WEIR_JAVA_OPTS=-Dx=y)
  mkdir -p "$checkout/examples/worker"
  printf '/// Shows a thing.\nvoid main() {}\n' >"$checkout/examples/worker/Thing.java"
  weir example
  equals "$code" 0
  equals "$out" "Thing            Shows a thing."
  weir example Thing one two
  equals "$code" 0
  contains "$(cat "$box/mvn.calls")" "package -pl weir-cli -am"
  contains "$(cat "$box/java.calls")" \
    "-Dx=y -cp $checkout/weir-cli/target/weir/lib/* $checkout/examples/worker/Thing.java one two"
}

test_an_example_that_is_not_there_is_not_run() {
  jdk "$box/jdks/a" 25
  settings=(JAVA_HOME="$box/jdks/a")
  weir example Thing
  equals "$code" 2
  contains "$err" "there is no example 'Thing'"
}

# --- Checks ----------------------------------------------------------------------------------------

test_the_checks_are_mavens_with_its_output_and_result() {
  jdk "$box/jdks/a" 25
  settings=(JAVA_HOME="$box/jdks/a")
  maven_that 'echo "Tests run: 1"'
  weir test -pl weir-core
  equals "$code" 0
  contains "$out" "Tests run: 1"
  contains "$err" "all checks passed"
  contains "$(cat "$box/mvn.calls")" "-B -ntp -T2 verify -pl weir-core -am"
  maven_that 'exit 1'
  weir test
  equals "$code" 1
  contains "$err" "checks FAILED"
}

# --- All of them -----------------------------------------------------------------------------------

names=("$@")
if [ $# -eq 0 ]; then
  while read -r _ _ name; do
    case $name in test_*) names+=("$name") ;; esac
  done < <(declare -F)
fi
for name in "${names[@]}"; do
  settings=()
  command=
  world
  if (set -e; "$name"); then
    echo "ok      $name"
  else
    echo "FAILED  $name"
    failures=$((failures + 1))
  fi
  # A cache may still be in the making there.
  rm -rf "${box%/*}" 2>/dev/null || true
done
echo "${#names[@]} tests, $failures failed"
[ "$failures" -eq 0 ]
