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
source "$root/submit/progress.sh"

# Whether the folder $1 has everything that a start needs, and the libraries are at the places in its list.
is_complete() {
  [ -s "$1/$jar_name" ] && has_libraries "$1/class-path.txt"
}

# Whether the libraries of the list $1 are at their places.
has_libraries() {
  [ -s "$1" ] && [ -e "$(cut -d: -f1 "$1")" ]
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

# The megabytes that Maven downloads into an empty repository; src/release/first-build.sh measures it.
first_megabytes=320
dl4j_megabytes=140

require_maven() {
  command -v mvn >/dev/null || fail "Cannot build: mvn is not on the PATH. Install Maven 3.8 or newer$(install_maven_command)."
}

# Runs Maven in the turn, in the project, and shows what it downloads. $1: the megabytes of a first time; the rest: Maven's
# arguments
run_maven() {
  local megabytes=$1
  shift
  (cd "$root" && run_in_turn "$turn" mvn -B "$@") 2>&1 | show_downloads "$megabytes"
}

# Without DL4J and ND4J, which most people never need: they would be a third of the download.
make() {
  require_maven
  command -v "${java%java}javac" >/dev/null ||
    fail "Cannot build: ${java%java}javac is missing, so this Java is a JRE. $(mend)"
  printf 'lstm-sweep: building (the first time, Maven downloads about %s MB: Spark and what builds it) …\n' "$first_megabytes" >&2
  : >"$builds/began"
  run_maven "$first_megabytes" -Dwithout.nd4j -Darchive.skip -Dmaven.test.skip=true -Dspotless.check.skip=true \
    -Dcompiler.warnings=-nowarn package ||
    fail "Cannot build: Maven's message is above. 'mvn verify' in $root shows all of it."
  # A source that has changed since this time may not be in the jar.
  touch -r "$builds/began" -- "$made"
}

# Fetches DL4J and ND4J and adds their list to the build.
fetch_dl4j() {
  require_maven
  printf 'lstm-sweep: fetching DL4J and ND4J (the first time, Maven downloads about %s MB) …\n' "$dl4j_megabytes" >&2
  run_maven "$dl4j_megabytes" dependency:build-classpath@dl4j-class-path ||
    fail "Cannot fetch DL4J and ND4J: Maven's message is above."
  cp -- "$root/target/dl4j-class-path.txt" "$build/dl4j-class-path.new"
  mv -f -- "$build/dl4j-class-path.new" "$build/dl4j-class-path.txt"
}

# Whether the build lacks libraries that the verb and its arguments $@ need.
lacks_dl4j() {
  needs_dl4j "$@" && ! has_libraries "$build/dl4j-class-path.txt"
}

if ! is_built || lacks_dl4j "$@"; then
  turn=$builds/turn
  if mkdir -p -- "$builds" 2>/dev/null && [ -w "$builds" ]; then
    take_turn "$turn"
    trap 'end_turn "$turn"' EXIT
    if ! is_built; then
      is_made || make
      copy_build
    fi
    ! lacks_dl4j "$@" || fetch_dl4j
    trap - EXIT
    end_turn "$turn"
  else
    # The project belongs to somebody else, who built it.
    is_built || {
      is_made || fail "Cannot build: $root/target must be a folder that can be written."
      build=$root/target
    }
    ! lacks_dl4j "$@" || fail "Cannot fetch DL4J and ND4J: $root/target must be a folder that can be written."
  fi
fi
use_build

# DL4J and its native library are on the class path only of the commands that need them.
classes=$build/$jar_name:$(cat "$build/class-path.txt")
! needs_dl4j "$@" || classes=$classes:$(cat "$build/dl4j-class-path.txt")
find_fast_options "$build" "$build/$jar_name" "$@"
start "$classes" "$@"
