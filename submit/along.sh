# Sends the files along that --deploy-mode cluster needs. The clusters' scripts read this with source, through cluster.sh.
#
# The driver then runs on another machine, in an empty folder. The files that the arguments name must be in it. The
# specification, its corpus and The Time Machine are therefore sent along, and the arguments get their names there.

# Prints the place of the driver: client or cluster. $1: the place if nothing sets it
deploy_mode() {
  option --deploy-mode "$(setting spark.submit.deployMode "$1")"
}

# Sends along the files that the arguments name. $1: "files" if spark-submit brings them, or "paths" if a folder that
# all machines share has them.
files=()
send_along() {
  local way=$1 sent=() spec='' out='' corpora='' text='' before='' word corpus
  for word in "${words[@]}"; do
    case $before in
      --out | --to) require_reachable_place "$before" "$word" && out=yes && sent+=("$word") ;;
      --corpus-dir) corpora=$word ;;
      --corpus) text=$word ;;
      --set | --cores | --engine | --pack | --retry) sent+=("$word") ;;
      *)
        case $word in
          --out=* | --to=*) require_reachable_place "${word%%=*}" "${word#*=}" && out=yes && sent+=("$word") ;;
          --corpus-dir=*) corpora=${word#*=} ;;
          --corpus=*) text=${word#*=} ;;
          --corpus-dir | --corpus) ;;
          *)
            if [ -z "$spec" ] && [ -n "$before" ] && [ -f "$word" ] && has_specification; then
              spec=$word
              send "$word"
              word=$(there "$word" "${word##*/}")
            fi
            sent+=("$word")
            ;;
        esac
        ;;
    esac
    before=$word
  done
  # This option lacks its value; the sweep reports it.
  [ "$before" != --corpus-dir ] && [ "$before" != --corpus ] || sent+=("$before")
  [ "${words[0]}" != run ] || [ -n "$out" ] ||
    fail "Cannot leave out --out with --deploy-mode cluster: must be a URI or an absolute path, since the driver runs elsewhere."
  corpus=$(corpus_of "$spec")
  words=("${sent[@]}")
  if [ -n "$text" ]; then
    # The sweep reads this text instead of the one that the specification or the table names.
    corpus=
    if [ -f "$text" ]; then
      send "$text"
      text=$(there "$text" "${text##*/}")
    fi
    words+=(--corpus "$text")
  fi
  if [ -n "$corpora" ]; then
    [ ! -f "$corpora/timemachine.txt" ] || send "$corpora/timemachine.txt"
    words+=(--corpus-dir "$(there "$corpora" .)")
  elif [ "$corpus" = timemachine ] && [ -f "${LSTM_SWEEP_CORPORA:-}/timemachine.txt" ]; then
    send "$LSTM_SWEEP_CORPORA/timemachine.txt"
    words+=(--corpus-dir "$(there "$LSTM_SWEEP_CORPORA" .)")
  fi
  # Look for it as the software does: at its path, or else next to the specification.
  case $corpus in
    /* | *:/*) ;;
    *[./]*) [ -e "$corpus" ] || [[ $spec != */* ]] || corpus=${spec%/*}/$corpus ;;
  esac
  case $corpus in
    # These corpora are built in, even if files have these names.
    harbour | timemachine | noisy-sine) ;;
    *)
      if [ -f "$corpus" ]; then
        # If a corpus is not at its path, the software looks for its last name in this folder.
        send "$corpus"
        properties+=(--conf "spark.lstmsweep.files=$(there "$(dirname -- "$corpus")" .)")
      fi
      ;;
  esac
  # The driver and its executors read the jar at its place, perhaps after this command has ended.
  [ "$way" = files ] || [ -n "${LSTM_SWEEP_JAR:-$archived}" ] || use_build_elsewhere
}

has_specification() {
  [ "${words[0]}" = plan ] || [ "${words[0]}" = run ]
}

# Adds the file $1 to those that spark-submit brings.
send() {
  local file
  [ "$way" = files ] || return 0
  case $1 in
    *[],#:*?{}[\\]*)
      fail "Cannot send $1 along: must have a name without , # : * ? [ ] { } \\, which spark-submit reads as more than a name. Rename it."
      ;;
  esac
  for file in ${files[@]+"${files[@]}"}; do
    [ "${file##*/}" != "${1##*/}" ] ||
      fail "Cannot send $file and $1 along: must have two last names, since both come to lie in one folder. Rename one."
  done
  files+=("$1")
}

# Prints the name under which the driver finds $1. This is $2 if spark-submit brings the file.
there() {
  [ "$way" = files ] && printf '%s\n' "$2" || readlink -f -- "$1"
}

# Refuses a place that the driver cannot reach. $1: the option, $2: its value
require_reachable_place() {
  case $2 in
    *:/* | /*) ;;
    *) fail "Cannot set $1 to $2 with --deploy-mode cluster: must be a URI or an absolute path, since the driver runs elsewhere." ;;
  esac
}

# Prints the corpus that the specification $1 names, or that the last --set names.
corpus_of() {
  local word found=''
  if [ -n "$1" ]; then
    # The name is between quotes, or ends at a comment.
    found=$(LC_ALL=C sed -n -e '/^corpus:[[:space:]]/!d' \
      -e "s/^corpus:[[:space:]]*'\([^']*\)'.*/\1/p;t" -e 's/^corpus:[[:space:]]*"\([^"]*\)".*/\1/p;t' \
      -e 's/^corpus:[[:space:]]*//;s/[[:space:]]#.*//;s/[[:space:]]*$//;p' -- "$1" | head -n 1)
  fi
  for word in "${words[@]}"; do
    case $word in
      corpus=* | --set=corpus=*) found=${word#*corpus=} ;;
    esac
  done
  printf '%s\n' "$found"
}
