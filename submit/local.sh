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

fail() {
  printf 'lstm-sweep: %s\n' "$1" >&2
  exit 2
}

source "$root/submit/locale.sh"
source "$root/submit/needs.sh"
source "$root/submit/turn.sh"
source "$root/submit/build.sh"
source "$root/submit/dl4j.sh"
source "$root/submit/typed.sh"

if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
else
  java=java
fi

# Prints how to get a Java that can be used.
mend() {
  if [ -n "${JAVA_HOME:-}" ]; then
    printf 'Set JAVA_HOME to a JDK 17 or newer, or unset it to take the java on the PATH.'
  else
    printf 'Install a JDK 17 or newer%s, or set JAVA_HOME to one.' "$(install_command)"
  fi
}

command -v "$java" >/dev/null || fail "Cannot start $java: there is no such program. $(mend)"
# A Java without the Vector API's module does not start with this option. It trains with the scalar kernels, and a run
# reports that.
vector=--add-modules=jdk.incubator.vector
said=$("$java" $vector -version 2>&1) || {
  vector=
  said=$("$java" -version 2>&1)
} || fail "Cannot start $java: it ends with an error (${said%%$'\n'*}). $(mend)"
java_version=$(printf '%s\n' "$said" | sed -n 's/^.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' | head -n 1)
[ "${java_version:-0}" -ge 17 ] || fail "Cannot use Java ${java_version:-of an unknown version} ($java): must be 17 or newer. $(mend)"
[ "$java_version" -le $newest_java ] ||
  printf 'lstm-sweep: Java %s has not been tried. 17, 21 and %s have.\n' "$java_version" $newest_java >&2

memory=${LSTM_SWEEP_MEMORY:-2g}
[[ $memory =~ ^[1-9][0-9]{0,11}[kKmMgGtT]?$ ]] ||
  fail "Cannot set LSTM_SWEEP_MEMORY to $memory: must be a size of the Java heap, such as 800m or 2g."
case $memory in
  *[gGtT]) least=1 ;;
  *[mM]) least=450 ;;
  *[kK]) least=460800 ;;
  *) least=471859200 ;;
esac
[ "${memory%[kKmMgGtT]}" -ge $least ] ||
  fail "Cannot set LSTM_SWEEP_MEMORY to $memory: must be at least 450m, which Spark needs, such as 800m or 2g."

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

# The only list of the options that Spark needs is in the pom.
options=()
while read -r option; do
  case $option in
    '') ;;
    --add-modules=jdk.incubator.vector) options+=($vector) ;;
    *) options+=("$option") ;;
  esac
done < <(sed -n '/<spark.java.options>/,/<\/spark.java.options>/{s/<[^>]*>//g;p;}' "$root/pom.xml" | tr -s ' \n' '\n')

# The JVM prints one line to every user of the Vector API, and no option turns it off. Users need not read it.
if [ -t 2 ]; then
  exec 2> >(trap '' INT TERM; exec grep --line-buffered -v '^WARNING: Using incubator modules' >&2)
fi

# DL4J and its native library are on the class path only of the commands that need them.
classes=$(cat "$build/class-path.txt")
if needs_dl4j "$@"; then
  classes=$classes:$(cat "$build/dl4j-class-path.txt")
fi

terminal=false
[ ! -t 1 ] || terminal=true
keyboard=false
[ ! -t 0 ] || keyboard=true

exec "$java" "-Xmx$memory" "${options[@]}" \
  "-Dspark.master=${LSTM_SWEEP_MASTER:-local[*]}" "-Dlstmsweep.command=$(typed)" "-Dlstmsweep.project=$root" \
  -Dlstmsweep.terminal=$terminal -Dlstmsweep.keyboard=$keyboard \
  -cp "$build/$jar_name:$classes" \
  io.github.lstmsweep.cli.Main "$@"
