# The common part of standalone.sh, yarn.sh and kubernetes.sh, which read it with source. Nothing here starts by itself.
#
#   options   the arguments of spark-submit, which come before the verb
#   words     the verb and its arguments, as the sweep gets them
set -euo pipefail
unset CDPATH
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd -P)

fail() {
  printf 'lstm-sweep: %s\n' "$1" >&2
  exit 2
}

source "$root/submit/locale.sh"
source "$root/submit/turn.sh"
source "$root/submit/build.sh"
source "$root/submit/typed.sh"
source "$root/submit/secrets.sh"
source "$root/submit/along.sh"
source "$root/submit/dl4j.sh"

# Splits the arguments at the verb. An option of spark-submit takes the next argument with it, unless it has no value.
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

# Prints the comment at the head of the called script.
usage() {
  sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$0"
  exit 0
}

# Prints the last value of $1 in the options, or $2.
option() {
  local value=${2:-} i
  for ((i = 0; i + 1 < ${#options[@]}; i++)); do
    [ "${options[i]}" != "$1" ] || value=${options[i + 1]}
  done
  printf '%s\n' "$value"
}

# Prints the last value of the Spark property $1 in the options, or $2.
property() {
  local value=${2:-} i
  for ((i = 0; i + 1 < ${#options[@]}; i++)); do
    case ${options[i]}/${options[i + 1]} in
      "--conf/$1="* | "-c/$1="*) value=${options[i + 1]#*=} ;;
    esac
  done
  printf '%s\n' "$value"
}

# Prints the value of property $1, or $2 if nothing sets it. The command line goes over the file of properties that
# spark-submit reads.
setting() {
  local value key file
  value=$(property "$1")
  if [ -z "$value" ]; then
    key=$(printf '%s\n' "$1" | sed 's/\./\\./g')
    file=$(option --properties-file "${SPARK_CONF_DIR:-$SPARK_HOME/conf}/spark-defaults.conf")
    value=$(LC_ALL=C sed -n "s/^[[:space:]]*${key}[[:space:]]*[[:space:]=:][[:space:]]*\\(.*[^[:space:]]\\)[[:space:]]*\$/\\1/p" "$file" 2>/dev/null | tail -n 1) || true
  fi
  printf '%s\n' "${value:-${2:-}}"
}

# Removes the option $1 and the property $2 from the options, and sets taken to their values, separated by commas.
# spark-submit takes only the last option of a name. The files that go along and those that the user names must
# therefore be one option.
take_out() {
  local i left=()
  taken=$(option "$1" "$(setting "$2")")
  for ((i = 0; i < ${#options[@]}; i++)); do
    if [ "${options[i]}" = "$1" ]; then
      i=$((i + 1))
    else
      left+=("${options[i]}")
    fi
  done
  options=(${left[@]+"${left[@]}"})
}

# Requires a Spark in SPARK_HOME whose Java API the jar was tested with. The version is read from its jars, because
# asking Spark takes seconds.
require_spark() {
  [ -n "${SPARK_HOME:-}" ] ||
    fail "Cannot find Spark: SPARK_HOME must be set to the folder of a Spark 3.5.2 or newer, the one that has bin/spark-submit."
  [ -x "$SPARK_HOME/bin/spark-submit" ] ||
    fail "Cannot set SPARK_HOME to $SPARK_HOME: must be the folder of a Spark 3.5.2 or newer, and has no bin/spark-submit."
  local version
  version=$(find -L "$SPARK_HOME/jars" -maxdepth 1 -name 'spark-core_*.jar' 2>/dev/null |
    sed -n 's/.*spark-core_[0-9.]*-\(.*\)\.jar$/\1/p' | head -n 1)
  case $version in
    3.5.[01] | 3.5.[01][!0-9]*) ;;
    3.5.* | 4.*)
      require_older_java "$version"
      choose_cipher "$version"
      return
      ;;
  esac
  fail "Cannot use Spark ${version:-of an unknown version} ($SPARK_HOME): must be 3.5.2, a later 3.5, or 4. Set SPARK_HOME to one."
}

# Hadoop before 3.4.3 needs a part of Java that Java 24 removed. spark-submit would end with "getSubject is not
# supported". The version is read from the JDK's own file, because asking java takes longer.
require_older_java() {
  local java hadoop release
  # Spark's own file may name a different Java.
  ! grep -qs JAVA_HOME "${SPARK_CONF_DIR:-$SPARK_HOME/conf}/spark-env.sh" || return 0
  if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=$(command -v java) || return 0; fi
  release=$(dirname -- "$(dirname -- "$(readlink -f -- "$java")")")/release
  release=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release" 2>/dev/null) || return 0
  [ "${release:-0}" -ge 24 ] || return 0
  hadoop=$(find -L "$SPARK_HOME/jars" -maxdepth 1 -name 'hadoop-client-api-*.jar' 2>/dev/null |
    sed -n 's/.*hadoop-client-api-\(.*\)\.jar$/\1/p' | head -n 1)
  case $hadoop in
    3.[0-3].* | 3.4.[0-2] | 3.4.[0-2][!0-9]*)
      fail "Cannot start Spark $1 ($SPARK_HOME) on Java $release ($java): its Hadoop $hadoop works up to Java 23. Set JAVA_HOME to a JDK 17 or 21."
      ;;
  esac
}

# Sets cipher to no if AES-GCM loses messages, so that no worker and no executor would ever register (SPARK-56227).
cipher=yes
choose_cipher() {
  case $1 in
    3.5.[2-8] | 3.5.[2-8][!0-9]* | 4.0.[0-3] | 4.0.[0-3][!0-9]* | 4.1.[0-2] | 4.1.[0-2][!0-9]*) ;;
    *) return 0 ;;
  esac
  cipher=no
  printf '%s\n' "lstm-sweep: Spark $1 cannot send with AES-GCM (SPARK-56227), so AES-CTR encrypts what is sent. Only GCM notices a change on the way: take Spark 3.5.9, 4.0.4, 4.1.3, 4.2 or a later one." >&2
}

# Sets jar to the jar of the archive, or else to the jar of mvn package, whose version is in the pom. LSTM_SWEEP_JAR
# names another place, such as one in an image or on a shared filesystem.
require_jar() {
  local turn=$builds/turn
  jar=${LSTM_SWEEP_JAR:-$archived}
  case $jar in
    *:/*) ;;
    ?*) [ -f "$jar" ] || fail "Cannot set LSTM_SWEEP_JAR to $jar: must be the jar of lstm-sweep, and there is no such file." ;;
    '')
      [ -f "$made" ] ||
        fail "Cannot find the jar: build it with 'mvn package -Dmaven.test.skip=true' in $root, or set LSTM_SWEEP_JAR to it."
      if ! find_build; then
        if mkdir -p -- "$builds" 2>/dev/null && [ -w "$builds" ]; then
          take_turn "$turn"
          trap 'end_turn "$builds/turn"' EXIT
          find_build || copy_build
          trap - EXIT
          end_turn "$turn"
        else
          # The project belongs to somebody else, who built it.
          build=$root/target
        fi
      fi
      use_build
      jar=$build/$jar_name
      ;;
  esac
}

# Fails unless something answers at one of HOST:PORT[,HOST:PORT…], because Spark would report it only after a minute.
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

# Adds the properties of a file in conf/. They come before those of the command line, which go over them.
properties=()
configure() {
  local key value
  while read -r key value || [ -n "$key" ]; do
    case $key in
      '' | '#'*) ;;
      spark.network.crypto.cipher) [ $cipher = no ] || properties+=(--conf "$key=$value") ;;
      *) properties+=(--conf "$key=$value") ;;
    esac
  done <"$root/conf/$1"
}

# Has Spark keep its event log in LSTM_SWEEP_EVENTS, if that names a folder or a URI.
event_log() {
  [ -n "${LSTM_SWEEP_EVENTS:-}" ] || return 0
  local place=$LSTM_SWEEP_EVENTS
  case $place in
    *:/*) ;;
    *)
      mkdir -p -- "$place" || fail "Cannot set LSTM_SWEEP_EVENTS to $place: must be a folder that can be written, or a URI."
      place=file:$(encoded "$(cd -- "$place" && pwd -P)")
      ;;
  esac
  properties+=(--conf spark.eventLog.enabled=true --conf "spark.eventLog.dir=$place")
}

# Prints the path $1 as in a URI: %XX for each byte that would have another meaning there.
encoded() {
  local LC_ALL=C i byte
  for ((i = 0; i < ${#1}; i++)); do
    byte=${1:i:1}
    case $byte in
      [A-Za-z0-9/._~-]) printf '%s' "$byte" ;;
      *) printf '%%%s' "$(printf '%s' "$byte" | od -An -v -t x1 | tr -d ' \n' | tr a-f A-F)" ;;
    esac
  done
}

# Adds DL4J's jar, which mvn package -Pdl4j-jar makes, to the commands that need DL4J.
jars=()
dl4j() {
  local found taken
  needs_dl4j "${words[@]}" || return 0
  # An archive has no target/.
  found=${LSTM_SWEEP_DL4J_JAR:-$(find "$root/target" -maxdepth 1 -name "lstm-sweep-dl4j-$version-*.jar" 2>/dev/null || true)}
  case $found in
    '') return 0 ;;
    *.jar$'\n'*) fail "Cannot choose between the jars of DL4J in $root/target: must be one. Set LSTM_SWEEP_DL4J_JAR to it." ;;
  esac
  take_out --jars spark.jars
  jars=(--jars "$found${taken:+,$taken}")
}

# Starts the cluster's own spark-submit in place of this script. It ends with the sweep's exit code if the driver runs
# here. $1: the master if the options name none
submit() {
  local sent=() master taken
  master=$(option --master "$1")
  if [ ${#files[@]} -gt 0 ]; then
    take_out --files spark.files
    sent=(--files "$(IFS=, && printf '%s' "${files[*]}")${taken:+,$taken}")
  fi
  # The bash of macOS rejects an empty array in any other form.
  exec "$SPARK_HOME/bin/spark-submit" --master "$master" \
    ${properties[@]+"${properties[@]}"} --conf "spark.lstmsweep.command=$(typed) --master $master" \
    ${jars[@]+"${jars[@]}"} ${sent[@]+"${sent[@]}"} ${options[@]+"${options[@]}"} \
    --class io.github.lstmsweep.cli.Main "$jar" "${words[@]}"
}
