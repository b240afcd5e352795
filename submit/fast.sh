# Makes the verbs that only read a table start faster. The other scripts read this with source.
#
# These verbs end before Java's second compiler would repay its work, so they use the first one alone and the collector
# without threads. An archive of class data (CDS) then saves most of the loading of classes. Java writes it at the end of
# the second such command: that takes as long as three to four commands save. Java ignores an archive that does not fit its
# version or its class path.

# Prints the bytes of the file $1; nothing if it is not there.
size_of() {
  [ ! -f "$1" ] || wc -c <"$1" | tr -d ' '
}

# Sets fast to the options of Java for the verb and its arguments $3…. They stand after those of java-options.txt.
#
#   $1             the folder of the archives; empty if there is none
#   $2             the jar
#   java_release   the version of Java; set before
find_fast_options() {
  local folder=$1 jar=$2 archive file found=
  shift 2
  fast=()
  case ${1:-} in
    status | show) archive=rows ;;
    sql) archive=sql ;;
    *) return 0 ;;
  esac
  fast=(-XX:-UseG1GC -XX:+UseSerialGC -XX:TieredStopAtLevel=1)
  [ -n "$folder" ] || return 0
  archive=$folder/$archive-java-$java_release
  # Java fills the first bytes of an archive last. A file without them is unfinished.
  for file in "$archive".new.*; do
    if [ -s "$file" ] && [ -n "$(head -c 4 -- "$file" | tr -d '\0')" ]; then
      mv -f -- "$file" "$archive-$(size_of "$file").jsa" 2>/dev/null || true
    fi
  done
  # Java crashes at an archive that was cut, so its name has its size.
  for file in "$archive"-*.jsa; do
    if [ "$file" = "$archive-$(size_of "$file").jsa" ] && [ ! "$jar" -nt "$file" ]; then
      found=$file
    else
      rm -f -- "$file" 2>/dev/null || true
    fi
  done
  if [ -n "$found" ]; then
    fast+=("-XX:SharedArchiveFile=$found")
  elif [ ! -e "$archive" ]; then
    # This file counts the first command.
    { mkdir -p -- "$folder" && : >"$archive"; } 2>/dev/null || true
  elif [ -w "$folder" ] && [ -f "${2:-}/sweep.yaml" ]; then
    # A command that fails at once would load too few classes, so there must be a table.
    [ ! -t 2 ] || printf 'lstm-sweep: this command prepares faster starts, so it ends some seconds after its answer.\n' >&2
    fast+=("-XX:ArchiveClassesAtExit=$archive.new.$$")
  fi
  # Java warns of archives that do not fit, and of classes that it leaves out.
  fast+=(-Xlog:cds=off -Xlog:cds+dynamic=off -Xlog:class+path=off)
}
