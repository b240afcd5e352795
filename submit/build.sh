# The jar that a sweep is started from; the other scripts read this with source, after turn.sh.
#
# Maven writes into target/, over what lies there. A sweep that runs must not lose its classes to the next build, nor may
# a start meet a jar that is half written. So a build is copied into a folder of its own, target/builds/TIME, where
# nothing writes again, and sweeps start from there.
version=$(sed -n '/<artifactId>lstm-sweep<\/artifactId>/,/<\/version>/s/.*<version>\(.*\)<\/version>.*/\1/p' \
  "$root/pom.xml" 2>/dev/null | head -n 1) || true
jar_name=lstm-sweep-$version.jar
made=$root/target/$jar_name
builds=$root/target/builds

# Whether Maven has finished the jar $1: before, it lacks the libraries.
is_whole() {
  LC_ALL=C grep -qs 'io/github/lstmsweep/shaded/picocli/CommandLine.class' "$1"
}

# Sets build to the folder of the last copy; fails where there is none, or Maven has made another jar since.
find_build() {
  build=$builds/$(cat -- "$builds/current" 2>/dev/null) && [ -s "$build/$jar_name" ] && [ ! "$made" -nt "$build/$jar_name" ]
}

# Copies what Maven made. Only who has the turn does.
copy_build() {
  local name new=$builds/new
  name=$(date +%Y%m%d-%H%M%S)-$$
  rm -rf -- "$new" && mkdir -- "$new"
  cp -- "$made" "$new/"
  is_whole "$new/$jar_name" ||
    fail "Cannot use $made: must be a jar that mvn package has finished. Build it again, or wait for the build that is at work."
  for list in class-path.txt dl4j-class-path.txt; do
    [ ! -e "$root/target/$list" ] || cp -- "$root/target/$list" "$new/"
  done
  mv -- "$new" "$builds/$name"
  # Its time says which sources are in it.
  printf '%s\n' "$name" >"$builds/current.new"
  touch -r "$made" -- "$builds/current.new"
  mv -f -- "$builds/current.new" "$builds/current"
  build=$builds/$name
  remove_old_builds
}

# Removes copies that no process uses, an hour after the last start from them. Other machines' processes count for a month.
remove_old_builds() {
  local old
  find "$builds" -mindepth 2 -maxdepth 2 -name '*,*,*' ! -name "$machine,*" -mtime +30 -exec rm -f -- {} + || true
  find "$builds" -mindepth 1 -maxdepth 1 -type d -name '*-*-*' -mmin +60 -print | while read -r old; do
    [ "$old" = "$build" ] || another_in "$old" >/dev/null || rm -rf -- "$old"
  done
}

# Marks build as in use, until the program that takes this script's place ends.
use_build() {
  # Who uses another person's project may not be allowed to write there.
  mark "$build" || true
  another_in "$build" >/dev/null || true
}

# Marks build as in use by processes on machines that nobody here knows.
use_build_elsewhere() {
  : >"$build/elsewhere,0," || true
}
