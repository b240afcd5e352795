# Takes turns between processes with only folders and empty files. The other scripts read this with source.
#
# A process leaves a mark in a folder: an empty file named MACHINE,PROCESS,BEGAN. A mark counts until its process has
# ended in any way, so that nobody waits for a killed process. exec keeps the number of a process, so the mark of a
# script is also the mark of the program that replaces it.
machine=$(uname -n | tr -c 'A-Za-z0-9.\n' -)

# Prints when the process $1 began, as its system reports it; nothing if there is no such process. If a process has the
# number of an earlier one, it began later.
began() {
  if [ -r "/proc/$$/stat" ]; then
    # The time is the 20th word after the name in brackets. A process in state Z has ended.
    sed -n 's/^.*) \([^ZX] \)/\1/p' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20 || true
  else
    LC_ALL=C ps -o lstart= -p "$1" 2>/dev/null | tr -cs 'A-Za-z0-9\n' - || true
  fi
}

# Prints the name of this process's mark.
own_mark() {
  printf '%s,%s,%s\n' "$machine" "$$" "$(began $$)"
}

# Leaves this process's mark in the folder $1. Fails if the folder cannot be written.
mark() {
  { : >"$1/$(own_mark)"; } 2>/dev/null
}

# Whether the process of the mark $1 runs. A process on another machine always counts, because nothing is known of it.
runs() {
  local place process since
  IFS=, read -r place process since <<<"$1"
  [ "$place" = "$machine" ] || return 0
  kill -0 "$process" 2>/dev/null || [ -d "/proc/$process" ] ||
    { [ ! -d "/proc/$$" ] && ps -p "$process" >/dev/null 2>&1; } || return 1
  [ -z "$since" ] || [ "$(began "$process")" = "$since" ]
}

# Prints the first mark in the folder $1 that counts and is another process's. Removes those that do not count. Fails if
# there is none.
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

# Waits until no other process has the turn of the folder $1. mkdir decides between processes that ask at once. A
# process may remove the folder and make it again while another one leaves its mark. At least one of the two then sees
# the other's mark, and both ask again.
take_turn() {
  local holder place process last told='' beat='' silent=0 vain=0
  while :; do
    if mkdir -- "$1" 2>/dev/null && mark "$1"; then
      another_in "$1" >/dev/null || return 0
      rm -f -- "$1/$(own_mark)"
    fi
    if ! holder=$(another_in "$1"); then
      # The folder belongs to a process that was killed.
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
    # A process on another machine is gone if it has given no sign for a minute.
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

# Gives back the turn $1, unless a program that it was taken for still runs. Such a program is left if its script was
# stopped.
end_turn() {
  rm -f -- "$1/$(own_mark)"
  another_in "$1" >/dev/null || { rm -f -- "$1/beat" && rmdir -- "$1" 2>/dev/null || true; }
}

# Runs the program $2… in the turn $1, which lasts until the program ends. Its signs tell other machines that it runs.
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
