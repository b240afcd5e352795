# The files that go along with --deploy-mode cluster; the scripts of the clusters read this with source, through cluster.sh.
#
# The driver then runs on another machine, in an empty folder, where what the arguments name must be: the specification,
# its corpus and The Time Machine are sent along and named as they lie there.

# The place of the driver: client or cluster. $1: the place where nothing says it
deploy_mode() {
  option --deploy-mode "$(setting spark.submit.deployMode "$1")"
}

# $1: how they get there, "files" (spark-submit brings them) or "paths" (it does not: a folder that all machines share
# has them).
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
  # It lacks its value; the sweep says so.
  [ "$before" != --corpus-dir ] && [ "$before" != --corpus ] || sent+=("$before")
  [ "${words[0]}" != run ] || [ -n "$out" ] ||
    fail "Cannot leave out --out with --deploy-mode cluster: must be a URI or an absolute path, since the driver runs elsewhere."
  corpus=$(corpus_of "$spec")
  words=("${sent[@]}")
  if [ -n "$text" ]; then
    # The sweep reads it in the place of the one that the specification or the table names.
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
  # As the software looks for it: where its path says, or else beside the specification.
  case $corpus in
    /* | *:/*) ;;
    *[./]*) [ -e "$corpus" ] || [[ $spec != */* ]] || corpus=${spec%/*}/$corpus ;;
  esac
  case $corpus in
    # Built in, whatever files are called so.
    harbour | timemachine | noisy-sine) ;;
    *)
      if [ -f "$corpus" ]; then
        # There the software looks for a corpus that is not where its path says under its last name in this folder.
        send "$corpus"
        properties+=(--conf "spark.lstmsweep.files=$(there "$(dirname -- "$corpus")" .)")
      fi
      ;;
  esac
  # The driver and its executors read the jar where it lies, perhaps after this command has ended.
  [ "$way" = files ] || [ -n "${LSTM_SWEEP_JAR:-}" ] || use_build_elsewhere
}

has_specification() {
  [ "${words[0]}" = plan ] || [ "${words[0]}" = run ]
}

# Puts the file $1 among those that spark-submit brings.
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

# The name under which the driver finds $1: $2 where spark-submit brings it.
there() {
  [ "$way" = files ] && printf '%s\n' "$2" || readlink -f -- "$1"
}

# $1: the option, $2: its value
require_reachable_place() {
  case $2 in
    *:/* | /*) ;;
    *) fail "Cannot set $1 to $2 with --deploy-mode cluster: must be a URI or an absolute path, since the driver runs elsewhere." ;;
  esac
}

# The corpus that the specification $1 names, or the last --set.
corpus_of() {
  local word found=''
  if [ -n "$1" ]; then
    # Between quotes, or up to a comment.
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
