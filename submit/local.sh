#!/usr/bin/env bash
# lstm-sweep on this machine: lstm-sweep VERB …, where bin/lstm-sweep is a link to this script
#
# Needs Maven and a JDK 17 or newer; 17, 21 and 25 were tried. It builds missing files and then starts the embedded Spark
# in one process that uses every core. Paths are relative to the working directory.
#
#   LSTM_SWEEP_MEMORY   the Java heap, default 2g
#   LSTM_SWEEP_MASTER   the Spark master, default local[*]
#   LSTM_SWEEP_TRACE=1  print the stack trace of an unexpected error
#   JAVA_HOME           the JDK, default the java on the PATH
set -euo pipefail
# With a CDPATH, cd could go to another folder and print its name.
unset CDPATH
# A link to this script may be anywhere, for example in ~/bin.
self=${BASH_SOURCE[0]}
while [ -L "$self" ]; do
  link=$(readlink -- "$self")
  case $link in
    /*) self=$link ;;
    *) self=$(dirname -- "$self")/$link ;;
  esac
done
root=$(cd -- "$(dirname -- "$self")/.." && pwd -P)

java_kind=JDK
source "$root/submit/start.sh"
source "$root/submit/turn.sh"
source "$root/submit/build.sh"

# Whether the folder $1 has everything that a start needs, and the libraries are at the places in its list.
is_complete() {
  [ -s "$1/class-path.txt" ] && [ -s "$1/dl4j-class-path.txt" ] && [ -s "$1/$jar_name" ] &&
    [ -e "$(cut -d: -f1 "$1/class-path.txt")" ]
}

# Whether no source is newer than the file $1.
is_newest() {
  [ -z "$(find "$root/src/main" "$root/pom.xml" -newer "$1" -print | head -n 1)" ]
}

is_built() {
  find_build && is_complete "$build" && is_newest "$builds/current"
}

# The user may have called Maven.
is_made() {
  is_complete "$root/target" && is_whole "$made" && is_newest "$made"
}

make() {
  command -v mvn >/dev/null || fail "Cannot build: mvn is not on the PATH. Install Maven 3.8 or newer$(install_maven_command)."
  command -v "${java%java}javac" >/dev/null ||
    fail "Cannot build: ${java%java}javac is missing, so this Java is a JRE. $(mend)"
  printf 'lstm-sweep: building (the first time Maven also fetches Spark: a few minutes) …\n' >&2
  : >"$builds/began"
  (cd "$root" && run_in_turn "$turn" mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package) >&2 ||
    fail "Cannot build: Maven's message is above. 'mvn verify' in $root shows all of it."
  # A source that has changed since this time may not be in the jar.
  touch -r "$builds/began" -- "$made"
}

if ! is_built; then
  turn=$builds/turn
  if mkdir -p -- "$builds" 2>/dev/null && [ -w "$builds" ]; then
    take_turn "$turn"
    trap 'end_turn "$turn"' EXIT
    if ! is_built; then
      is_made || make
      copy_build
    fi
    trap - EXIT
    end_turn "$turn"
  else
    # The project belongs to somebody else, who built it.
    is_made || fail "Cannot build: $root/target must be a folder that can be written."
    build=$root/target
  fi
fi
use_build

# DL4J and its native library are on the class path only of the commands that need them.
classes=$build/$jar_name:$(cat "$build/class-path.txt")
! needs_dl4j "$@" || classes=$classes:$(cat "$build/dl4j-class-path.txt")
start "$classes" "$@"
