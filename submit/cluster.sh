# What standalone.sh, yarn.sh and kubernetes.sh have in common; they read it with source. Nothing here starts by itself.
#
#   options   the arguments of spark-submit: whatever stands before the verb
#   words     the verb and its arguments, as the sweep gets them
set -euo pipefail
unset CDPATH
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd -P)

fail() {
  printf 'lstm-sweep: %s\n' "$1" >&2
  exit 2
}

# Parts the arguments: an option of spark-submit takes the next argument with it, unless it is one that takes none.
options=()
words=()
part() {
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help) usage ;;
      -v | --verbose | --supervise | --version) options+=("$1") && shift ;;
      -*=*) options+=("${1%%=*}" "${1#*=}") && shift ;;
      -*)
        [ $# -ge 2 ] || fail "Cannot leave out the value of $1: must be followed by one, and then by the verb."
        options+=("$1" "$2") && shift 2
        ;;
      *) words=("$@") && return ;;
    esac
  done
  fail "Cannot start without a verb: must be OPTIONS OF SPARK-SUBMIT and then a verb, such as run. --help tells more."
}

# The comment at the head of the script that was called.
usage() {
  sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$0"
  exit 0
}

# The last value that the options have for $1, or $2.
option() {
  local value=${2:-} i
  for ((i = 0; i + 1 < ${#options[@]}; i++)); do
    [ "${options[i]}" != "$1" ] || value=${options[i + 1]}
  done
  printf '%s\n' "$value"
}

# The same for a property of Spark.
property() {
  local value=${2:-} i
  for ((i = 0; i + 1 < ${#options[@]}; i++)); do
    case ${options[i]}/${options[i + 1]} in
      "--conf/$1="* | "-c/$1="*) value=${options[i + 1]#*=} ;;
    esac
  done
  printf '%s\n' "$value"
}

# Every user of this machine can read a command line.
refuse_secret() {
  [ -z "$(property spark.authenticate.secret)" ] ||
    fail "Cannot take spark.authenticate.secret from the command line: must be in a file that only you can read; $1."
}

# SPARK_HOME must be a Spark whose Java API the jar was tried with. Its jars tell the version; asking it takes seconds.
require_spark() {
  [ -n "${SPARK_HOME:-}" ] ||
    fail "Cannot find Spark: SPARK_HOME must be set to the folder of a Spark 3.5 or 4, the one that has bin/spark-submit."
  [ -x "$SPARK_HOME/bin/spark-submit" ] ||
    fail "Cannot set SPARK_HOME to $SPARK_HOME: must be the folder of a Spark 3.5 or 4, and has no bin/spark-submit."
  local version
  version=$(find -L "$SPARK_HOME/jars" -maxdepth 1 -name 'spark-core_*.jar' 2>/dev/null |
    sed -n 's/.*spark-core_[0-9.]*-\(.*\)\.jar$/\1/p' | head -n 1)
  case $version in
    3.5.* | 4.*) ;;
    *) fail "Cannot use Spark ${version:-of an unknown version} ($SPARK_HOME): must be 3.5 or 4. Set SPARK_HOME to one." ;;
  esac
}

# The jar of mvn package; LSTM_SWEEP_JAR names another place of it, such as one in an image or on a shared filesystem.
require_jar() {
  jar=${LSTM_SWEEP_JAR:-$(find "$root/target" -maxdepth 1 -name 'lstm-sweep-[0-9]*.jar' 2>/dev/null | head -n 1)}
  [ -n "$jar" ] ||
    fail "Cannot find the jar: build it with 'mvn package -Dmaven.test.skip=true' in $root, or set LSTM_SWEEP_JAR to it."
  case $jar in
    *:/*) ;;
    *) [ -f "$jar" ] || fail "Cannot set LSTM_SWEEP_JAR to $jar: must be the jar of lstm-sweep, and there is no such file." ;;
  esac
}

# Whether something answers at one of HOST:PORT[,HOST:PORT…], so that nobody waits a minute to be told.
require_reachable() {
  local master=$1 place
  local -a places
  IFS=, read -r -a places <<<"$2"
  for place in "${places[@]}"; do
    ! answers "${place%:*}" "${place##*:}" || return 0
  done
  fail "Cannot reach the master $master: must be running, and nothing answers at $2. Start it, or name another --master."
}

answers() {
  local bound=()
  ! command -v timeout >/dev/null || bound=(timeout 5)
  ${bound[@]+"${bound[@]}"} bash -c 'exec 3<>"/dev/tcp/$1/$2"' - "$1" "$2" 2>/dev/null
}

# The properties of a file in conf/, before the command line's own, which go over them.
properties=()
configure() {
  local key value
  while read -r key value || [ -n "$key" ]; do
    case $key in
      '' | '#'*) ;;
      *) properties+=(--conf "$key=$value") ;;
    esac
  done <"$root/conf/$1"
}

# Where LSTM_SWEEP_EVENTS names a folder or a URI, Spark keeps its event log there.
event_log() {
  [ -n "${LSTM_SWEEP_EVENTS:-}" ] || return 0
  local place=$LSTM_SWEEP_EVENTS
  case $place in
    *:/*) ;;
    *)
      mkdir -p -- "$place" || fail "Cannot set LSTM_SWEEP_EVENTS to $place: must be a folder that can be written, or a URI."
      place=file:$(cd -- "$place" && pwd -P)
      ;;
  esac
  properties+=(--conf spark.eventLog.enabled=true --conf "spark.eventLog.dir=$place")
}

# DL4J's jar, made by mvn package -Pdl4j-jar, goes along with the commands that ask for DL4J.
jars=()
dl4j() {
  local word found
  for word in "${words[@]}"; do
    case $word in
      --rescore | --rescore=* | dl4j | --format=dl4j | nd4j | --engine=nd4j | --engine=dl4j | spark.*.resource.gpu.amount=*)
        found=${LSTM_SWEEP_DL4J_JAR:-$(find "$root/target" -maxdepth 1 -name 'lstm-sweep-dl4j-*.jar' 2>/dev/null | head -n 1)}
        [ -z "$found" ] || jars=(--jars "$found")
        ;;
    esac
  done
}

# With --deploy-mode cluster the driver runs on another machine, in an empty folder, where what the arguments name must
# be: local files are sent along and named as they lie there. $1: how they get there, "files" (spark-submit brings them)
# or "paths" (it does not: a folder that all machines share has them).
files=()
send_along() {
  local sent=() spec='' before='' word corpus
  for word in "${words[@]}"; do
    if [ "$before" = --corpus-dir ] && [ -f "$word/timemachine.txt" ]; then
      files+=("$word/timemachine.txt") && sent+=("$(there "$1" "$word" .)")
    elif [ "$before" != --out ] && [ "$before" != --to ] && [ -f "$word" ]; then
      spec=${spec:-$word}
      files+=("$word") && sent+=("$(there "$1" "$word" "${word##*/}")")
    else
      sent+=("$word")
      case $before=$word in
        --out=*:/* | --out=/* | --to=*:/* | --to=/*) ;;
        --out=* | --to=*) fail "Cannot set $before to $word with --deploy-mode cluster: must be a URI or an absolute path, since the driver runs elsewhere." ;;
      esac
    fi
    before=$word
  done
  if [ "${words[0]}" = run ] && [[ " ${words[*]} " != *\ --out[\ =]* ]]; then
    fail "Cannot leave out --out with --deploy-mode cluster: must be a URI or an absolute path, since the driver runs elsewhere."
  fi
  words=("${sent[@]}")
  corpus=$(corpus_of "$spec")
  if [ "$corpus" = timemachine ] && [ -f "${LSTM_SWEEP_CORPORA:-}/timemachine.txt" ]; then
    files+=("$LSTM_SWEEP_CORPORA/timemachine.txt")
    words+=(--corpus-dir "$(there "$1" "$LSTM_SWEEP_CORPORA" .)")
  elif [ -f "$corpus" ]; then
    # The software looks for a corpus that is not where its path says under its last name in this folder.
    files+=("$corpus")
    properties+=(--conf "spark.lstmsweep.files=$(there "$1" "$(dirname -- "$corpus")" .)")
  fi
  [ "$1" = files ] || files=()
}

there() {
  [ "$1" = files ] && printf '%s\n' "$3" || readlink -f -- "$2"
}

# The corpus that the specification $1 names, or the last --set.
corpus_of() {
  local word found=''
  [ -z "$1" ] || found=$(sed -n "s/^corpus:[[:space:]]*[\"']\{0,1\}\([^\"'#]*[^\"'#[:space:]]\).*/\1/p" "$1" | head -n 1)
  for word in "${words[@]}"; do
    case $word in
      corpus=* | --set=corpus=*) found=${word#*corpus=} ;;
    esac
  done
  printf '%s\n' "$found"
}

# Hands over to the cluster's own spark-submit, which ends with the sweep's exit code where the driver runs here.
# $1: the master, where the options name none
submit() {
  local sent=() master
  master=$(option --master "$1")
  [ ${#files[@]} -eq 0 ] || sent=(--files "$(IFS=, && printf '%s' "${files[*]}")")
  # An empty array is an error to the bash of macOS, unless it is asked for like this.
  exec "$SPARK_HOME/bin/spark-submit" --master "$master" \
    ${properties[@]+"${properties[@]}"} --conf "spark.lstmsweep.command=$0 --master $master" \
    ${jars[@]+"${jars[@]}"} ${sent[@]+"${sent[@]}"} ${options[@]+"${options[@]}"} \
    --class io.github.lstmsweep.cli.Main "$jar" "${words[@]}"
}
