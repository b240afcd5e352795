# Shows how much Maven downloads; local.sh reads this with source. Maven itself prints thousands of lines, or with -q
# nothing for minutes.

# Reads what mvn -B prints and shows the megabytes so far: one line that grows on a terminal, a line for every 50 MB
# elsewhere. The lines of Maven about a mistake are passed on. $1: the megabytes that a first build downloads
show_downloads() {
  local line number tenths kilobytes=0 megabytes shown=0 next=0 step=50 end='\n'
  # Maven ends each line of a download with its size and speed.
  local size='\(([0-9]+)(\.[0-9])? (kB|MB|GB) at ' codes=$'^(\033\\[[0-9;]*m)*$'
  [ ! -t 2 ] || { step=1 && end='\r'; }
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      *'Downloaded from '*)
        [[ $line =~ $size ]] || continue
        number=${BASH_REMATCH[1]} tenths=${BASH_REMATCH[2]#.}
        case ${BASH_REMATCH[3]} in
          kB) kilobytes=$((kilobytes + number)) ;;
          MB) kilobytes=$((kilobytes + 1000 * number + 100 * ${tenths:-0})) ;;
          GB) kilobytes=$((kilobytes + 1000000 * number + 100000 * ${tenths:-0})) ;;
        esac
        megabytes=$((kilobytes / 1000))
        if [ $((megabytes - shown)) -ge $step ] && [ $SECONDS -ge $next ]; then
          shown=$megabytes
          next=$((SECONDS + 1))
          printf "%s$end" "lstm-sweep: downloaded $megabytes MB of about $1 …" >&2
        fi
        ;;
      *'Downloading from '* | *'Progress ('* | *'[INFO]'* | *'[WARNING]'*) ;;
      # Maven begins and ends with codes of colours, even in a pipe.
      *) [[ $line =~ $codes ]] || printf '%s\n' "$line" >&2 ;;
    esac
  done
  [ $kilobytes -lt 1000 ] || printf '%s\n' "lstm-sweep: downloaded $((kilobytes / 1000)) MB in all          " >&2
}
