# Turns between processes, by folders and empty files alone; the other scripts read this with source.
#
# A process leaves a mark in a folder: an empty file named MACHINE,PROCESS,BEGAN. A mark counts until its process has
# ended, however it ended, so that nobody waits for one that was killed. exec keeps the number of a process, so the mark
# of a script is also that of the program that takes its place.
machine=$(uname -n | tr -c 'A-Za-z0-9.\n' -)

# When the process $1 began, as its system tells it; nothing where there is none. A number that came again began later.
began() {
  if [ -r "/proc/$$/stat" ]; then
    # The 20th word after the name in brackets. A process in state Z has ended.
    sed -n 's/^.*) \([^ZX] \)/\1/p' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20 || true
  else
    LC_ALL=C ps -o lstart= -p "$1" 2>/dev/null | tr -cs 'A-Za-z0-9\n' - || true
  fi
}

# The name of this process's mark.
own_mark() {
  printf '%s,%s,%s\n' "$machine" "$$" "$(began $$)"
}

# Leaves this process's mark in the folder $1; fails where that cannot be written.
mark() {
  { : >"$1/$(own_mark)"; } 2>/dev/null
}

# Whether the process of the mark $1 runs. Of a process on another machine nothing is known, so it counts.
runs() {
  local place process since
  IFS=, read -r place process since <<<"$1"
  [ "$place" = "$machine" ] || return 0
  kill -0 "$process" 2>/dev/null || [ -d "/proc/$process" ] ||
    { [ ! -d "/proc/$$" ] && ps -p "$process" >/dev/null 2>&1; } || return 1
  [ -z "$since" ] || [ "$(began "$process")" = "$since" ]
}

# The first mark in the folder $1 that is another process's and counts; removes those that do not. Fails where none is.
another_in() {
  local file own
  own=$(own_mark)
  for file in "$1"/*,*,*; do
    [ -e "$file" ] && [ "${file##*/}" != "$own" ] || continue
    if runs "${file##*/}"; then
      printf '%s\n' "${file##*/}"
      return 0
    fi
    rm -f -- "$file"
  done
  return 1
}

# Waits until no other process has the turn that the folder $1 stands for. mkdir decides between those that ask at once.
# A mark that came into a folder which another process had just removed and made again is seen by at least one of the
# two, and both ask again.
take_turn() {
  local holder place process last told='' beat='' silent=0 vain=0
  while :; do
    if mkdir -- "$1" 2>/dev/null && mark "$1"; then
      another_in "$1" >/dev/null || return 0
      rm -f -- "$1/$(own_mark)"
    fi
    if ! holder=$(another_in "$1"); then
      # Of a process that was killed.
      rm -f -- "$1/beat" && rmdir -- "$1" 2>/dev/null || true
      vain=$((vain + 1))
      [ "$vain" -lt 100 ] || fail "Cannot make the folder $1: must be on a disk that can be written and has space."
      continue
    fi
    vain=0
    if [ -z "$told" ]; then
      IFS=, read -r place process last <<<"$holder"
      told="lstm-sweep: waiting for the build that process $process on $place has begun ($1) …"
      printf '%s\n' "$told" >&2
    fi
    # A process on another machine that has given no sign for a minute is gone.
    last=$(cat -- "$1/beat" 2>/dev/null) || true
    [ "$last" = "$beat" ] && silent=$((silent + 1)) || silent=0
    beat=$last
    if [ "$silent" -ge 60 ] && [ "${holder%%,*}" != "$machine" ]; then
      rm -f -- "$1/$holder"
    else
      sleep 1
    fi
  done
}

# Gives back the turn $1, unless a program that it was taken for still runs, as one does whose script was stopped.
end_turn() {
  rm -f -- "$1/$(own_mark)"
  another_in "$1" >/dev/null || { rm -f -- "$1/beat" && rmdir -- "$1" 2>/dev/null || true; }
}

# Runs the program $2… in the turn $1, which lasts until it ends. Other machines see by its signs that it runs.
run_in_turn() {
  local turn=$1
  shift
  bash -c '
    set -euo pipefail
    source "$1"
    mark "$2"
    while sleep 5 && kill -0 $$; do date >"$2/beat"; done </dev/null >/dev/null 2>&1 &
    exec "${@:3}"' - "$root/submit/turn.sh" "$turn" "$@"
}
