# ./weir package: what a release is made of, in target/packages. Read by ./weir, whose functions and
# variables it uses.
# shellcheck shell=bash disable=SC2154

packages=$root/target/packages
# What the jars ask for, by jdeps, and what an operator wants of a running JVM. No compiler is in it.
jre_modules=java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,\
java.naming,java.net.http,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,\
java.transaction.xa,java.xml,java.xml.crypto,jdk.attach,jdk.crypto.ec,jdk.httpserver,jdk.jcmd,jdk.jfr,\
jdk.localedata,jdk.management,jdk.management.agent,jdk.management.jfr,jdk.naming.dns,jdk.net,\
jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs

package() { # [--jre] [--check] [--twice]
  local jre=false check=false twice=false option
  for option in "$@"; do
    case $option in
      --jre) jre=true ;;
      --check) check=true ;;
      --twice) twice=true ;;
      *)
        say "./weir package has no '$option', but --jre (with a Java of its own), --check (try all out) and"
        say "--twice (build it again in another folder, and compare)"
        exit 2
        ;;
    esac
  done
  local wanted
  wanted=$(git -C "$root" rev-parse HEAD 2>/dev/null || true)
  if $twice && [ -n "$(git -C "$root" status --porcelain)" ]; then
    say "the sources have changes that are not committed, which another folder would not have"
    exit 1
  fi
  need_maven
  lock
  local started=$SECONDS stamp version machine='' folder
  stamp=$(stamp)
  # From scratch: what lies about must not be in a release. The archives have the time of the commit.
  say "building from scratch …"
  local log
  log=$(mktemp)
  if ! maven -q -ntp -Dquick -Dsbom.skip=false -Dmaven.test.skip=true "-Dproject.build.outputTimestamp=$stamp" \
    clean package -pl weir-cli -am >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
  fi
  rm -rf "$log" "$packages"
  mkdir -p "$packages"
  version=$(echo "$dist"/lib/weir-cli-*.jar)
  version=${version##*/weir-cli-}
  version=${version%.jar}
  if $jre; then machine=-$(machine); fi
  folder=$packages/weir-$version$machine
  lay_out "$folder"
  if $jre; then add_jre "$folder"; fi
  archive tar "$folder" "$folder.tar.gz"
  debian "$folder"
  unlock
  checksums
  say "packed in $((SECONDS - started)) s:"
  ls -d "$packages"/*
  if $check; then "$root/packaging/check.sh" "$packages"; fi
  if $twice; then again "$wanted" "$@"; fi
}

# The same commit in another folder gives the same bytes, or this fails.
again() { # COMMIT OPTION…
  local place option options=() ended=0 wanted=$1
  shift
  for option in "$@"; do
    case $option in --jre) options+=("$option") ;; esac
  done
  place=$(mktemp -d)
  say "building the same commit in $place …"
  git clone -q "$root" "$place/some where/else"
  git -C "$place/some where/else" checkout -q "$wanted"
  "$place/some where/else/weir" package "${options[@]+"${options[@]}"}" >/dev/null || ended=1
  if [ "$ended" = 0 ]; then
    diff "$packages/SHA256SUMS" "$place/some where/else/target/packages/SHA256SUMS" >&2 || ended=1
  fi
  rm -rf "$place"
  if [ "$ended" = 1 ]; then say "the second build is another one"; exit 1; fi
  say "both builds are the same, byte by byte"
}

# When the sources were committed; without git as the pom says.
stamp() {
  TZ=UTC0 git -C "$root" log -1 --format=%cd --date=format-local:%Y-%m-%dT%H:%M:%SZ 2>/dev/null ||
    sed -n 's|.*<project.build.outputTimestamp>\(.*\)</.*|\1|p' "$root/pom.xml"
}

machine() {
  case $(uname -m) in
    x86_64 | amd64) echo "$(uname -s | tr '[:upper:]' '[:lower:]')-x64" ;;
    *) echo "$(uname -s | tr '[:upper:]' '[:lower:]')-arm64" ;;
  esac
}

java_program() { # NAME ARGUMENT…
  local name=$1
  shift
  "$jdk/bin/java" -XX:TieredStopAtLevel=1 -cp "$dist/lib/*" "$root/weir-cli/src/build/$name.java" "$@"
}

archive() { java_program Archive "$@" "$stamp"; }

# The folder that is the package: what the tar has, and the Debian package in /usr/share/weir.
lay_out() { # FOLDER
  mkdir -p "$1/lib"
  cp -R "$root"/packaging/tar/. "$1"
  cp "$dist"/lib/*.jar "$root/weir-cli/src/main/sh/launch.sh" "$1/lib"
  cp "$root/LICENSE" "$dist/sbom.json" "$1"
  java_program ThirdParty "$1/lib" "$1/sbom.json" "$1/THIRD-PARTY.txt"
}

add_jre() { # FOLDER
  "$jdk/bin/jlink" --add-modules "$jre_modules" --strip-debug --no-header-files --no-man-pages \
    --compress zip-6 --generate-cds-archive --output "$1/jre" >/dev/null
  # It starts, or it is no Java for Weir.
  "$1/bin/weir" --version >/dev/null
}

checksums() {
  (cd "$packages" && sum=$(command -v sha256sum || echo "shasum -a 256") &&
    $sum ./*.tar.gz ./*.deb | sed 's|\./||' >SHA256SUMS)
}

# --- Debian ----------------------------------------------------------------------------------------

debian() { # FOLDER
  local work=$packages/deb source=$root/packaging/deb architecture=all needs
  local files=$work/files control=$work/control home=$work/files/usr/share/weir
  needs='bash, java25-runtime-headless | openjdk-25-jre-headless | temurin-25-jre | temurin-25-jdk | java26-runtime-headless'
  mkdir -p "$home" "$control" "$files"/{etc/weir,etc/default,usr/bin,usr/share/doc/weir,lib/systemd/system,var/cache/weir}
  cp -R "$1"/bin "$1"/lib "$1/sbom.json" "$home"
  if [ -d "$1/jre" ]; then
    cp -R "$1/jre" "$home"
    case $1 in *-x64) architecture=amd64 ;; *) architecture=arm64 ;; esac
    needs='bash, libc6'
  fi
  ln -s /var/cache/weir "$home/cache"
  ln -s ../share/weir/bin/weir "$files/usr/bin/weir"
  cp "$source/weir.yaml" "$files/etc/weir"
  cp "$source/default" "$files/etc/default/weir"
  cp "$source/weir.service" "$files/lib/systemd/system"
  cp "$1/THIRD-PARTY.txt" "$files/usr/share/doc/weir"
  cp "$source/copyright" "$files/usr/share/doc/weir"
  cp "$source"/{conffiles,postinst,prerm,postrm} "$control"
  # A dash would begin a revision, and a tilde is older than nothing.
  sed -e "s|@VERSION@|${version//-SNAPSHOT/~SNAPSHOT}|" -e "s|@ARCHITECTURE@|$architecture|" -e "s/@NEEDS@/$needs/" \
    "$source/control" >"$control/control"
  archive deb "$control" "$files" "$packages/weir_${version//-SNAPSHOT/~SNAPSHOT}_$architecture.deb"
  rm -rf "$work"
}
