# Starts the embedded Spark in one Java process. local.sh of the project and lstm-sweep of the archive read this with
# source.
#
#   root        the folder of the project or of the archive; set before
#   java_kind   the kind of Java that the script needs, for messages; set before
#   java        the program
#   memory      the Java heap
#   fast        the options of Java that fast.sh found, if it was asked
fail() {
  printf 'lstm-sweep: %s\n' "$1" >&2
  exit 2
}

source "$root/submit/locale.sh"
source "$root/submit/needs.sh"
source "$root/submit/dl4j.sh"
source "$root/submit/typed.sh"
source "$root/submit/fast.sh"

if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
else
  java=java
fi

# Prints how to get a Java that can be used.
mend() {
  if [ -n "${JAVA_HOME:-}" ]; then
    printf 'Set JAVA_HOME to a %s 17 or newer, or unset it to take the java on the PATH.' "$java_kind"
  else
    printf 'Install a %s 17 or newer%s, or set JAVA_HOME to one.' "$java_kind" "$(install_command "$java_kind")"
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
java_release=$(printf '%s\n' "$said" | sed -n 's/^.* version "\([A-Za-z0-9._+-]*\)".*/\1/p' | head -n 1)
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

# Prints the lines and columns of the terminal that shows the standard output, such as 24 80. Prints nothing if they are
# not known. The variable COLUMNS replaces the columns.
terminal_size() {
  local size
  # The standard output of this function is no terminal.
  size=$(stty size <&3 2>/dev/null) || size=
  if [[ ${COLUMNS:-} =~ ^[1-9][0-9]{0,4}$ ]]; then
    size="${size%% *} $COLUMNS"
    [ "${size# }" = "$size" ] || size="0$size"
  fi
  printf '%s\n' "$size"
}

# Lets a driver's compiler keep its handlers of signals beside Java's. Else it replaces them, and Java may end with code
# 139. Java brings the library for it. $@: the verb and its arguments
preload_handlers() {
  local argument library
  for argument in "$@"; do
    case $argument in
      gpu | auto | --engine=gpu | --engine=auto)
        library=$(dirname -- "$(dirname -- "$(readlink -f -- "$(command -v "$java")")")")/lib/libjsig.so
        # The linker separates its list by blanks and colons.
        case $library in *[[:space:]:]*) return 0 ;; esac
        [ ! -f "$library" ] || export LD_PRELOAD="$library${LD_PRELOAD:+:$LD_PRELOAD}"
        return 0
        ;;
    esac
  done
}

# Replaces this script by Java. $1: the class path; the rest: the verb and its arguments
start() {
  local classes=$1 terminal=false keyboard=false size=
  shift
  # The JVM prints one line to every user of the Vector API, and no option turns it off. Users need not read it.
  if [ -t 2 ]; then
    exec 2> >(trap '' INT TERM; exec grep --line-buffered -v '^WARNING: Using incubator modules' >&2)
  fi
  if [ -t 1 ]; then
    terminal=true
    { size=$(terminal_size); } 3>&1
  fi
  [ ! -t 0 ] || keyboard=true
  preload_handlers "$@"
  exec "$java" "-Xmx$memory" $vector "@$root/submit/java-options.txt" \
    ${fast[@]+"${fast[@]}"} \
    "-Dspark.master=${LSTM_SWEEP_MASTER:-local[*]}" "-Dlstmsweep.command=$(typed)" "-Dlstmsweep.project=$root" \
    -Dlstmsweep.terminal=$terminal -Dlstmsweep.keyboard=$keyboard \
    ${size:+"-Dlstmsweep.size=$size"} \
    -cp "$classes" \
    io.github.lstmsweep.cli.Main "$@"
}
