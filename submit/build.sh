# Finds or copies the jar that a sweep starts from. The other scripts read this with source, after turn.sh.
#
# Maven overwrites the files in target/. A running sweep must not lose its classes to the next build, and no start may
# meet a half-written jar. A build is therefore copied into its own folder, target/builds/TIME. Nothing is overwritten
# there, and sweeps start from there.
version=$(sed -n '/<artifactId>lstm-sweep<\/artifactId>/,/<\/version>/s/.*<version>\(.*\)<\/version>.*/\1/p' \
  "$root/pom.xml" 2>/dev/null | head -n 1) || true
jar_name=lstm-sweep-$version.jar
made=$root/target/$jar_name
builds=$root/target/builds

# The archive of a release has no pom. Its jar is in lib/, where nothing overwrites it.
archived=
if [ ! -f "$root/pom.xml" ]; then
  for file in "$root"/lib/lstm-sweep-*.jar; do
    [ ! -f "$file" ] || archived=$file
  done
fi

# Whether Maven has finished the jar $1. An unfinished jar lacks the libraries.
is_whole() {
  LC_ALL=C grep -qs 'io/github/lstmsweep/shaded/picocli/CommandLine.class' "$1"
}

# Sets build to the folder of the last copy. Fails if there is none, or if Maven has made another jar since.
find_build() {
  build=$builds/$(cat -- "$builds/current" 2>/dev/null) && [ -s "$build/$jar_name" ] && [ ! "$made" -nt "$build/$jar_name" ]
}

# Copies the files that Maven made. Only the process that has the turn may call it.
copy_build() {
  local name list new=$builds/new
  name=$(date +%Y%m%d-%H%M%S)-$$
  rm -rf -- "$new" && mkdir -- "$new"
  cp -- "$made" "$new/"
  is_whole "$new/$jar_name" ||
    fail "Cannot use $made: must be a jar that mvn package has finished. Build it again, or wait for the build that is at work."
  [ ! -e "$root/target/class-path.txt" ] || cp -- "$root/target/class-path.txt" "$new/"
  # The list may be that of an earlier pom, because not every build makes it.
  list=$root/target/dl4j-class-path.txt
  [ ! -e "$list" ] || [ "$root/pom.xml" -nt "$list" ] || cp -- "$list" "$new/"
  mv -- "$new" "$builds/$name"
  # The time of this file tells which sources are in the build.
  printf '%s\n' "$name" >"$builds/current.new"
  touch -r "$made" -- "$builds/current.new"
  mv -f -- "$builds/current.new" "$builds/current"
  build=$builds/$name
  remove_old_builds
}

# Removes copies that no process uses, one hour after the last start from them. Processes of other machines count for a
# month.
remove_old_builds() {
  local old
  find "$builds" -mindepth 2 -maxdepth 2 -name '*,*,*' ! -name "$machine,*" -mtime +30 -exec rm -f -- {} + || true
  find "$builds" -mindepth 1 -maxdepth 1 -type d -name '*-*-*' -mmin +60 -print | while read -r old; do
    [ "$old" = "$build" ] || another_in "$old" >/dev/null || rm -rf -- "$old"
  done
}

# Marks build as in use until the program that replaces this script ends.
use_build() {
  # A user of another person's project may not be allowed to write there.
  mark "$build" || true
  another_in "$build" >/dev/null || true
}

# Marks build as in use by processes on unknown machines.
use_build_elsewhere() {
  : >"$build/elsewhere,0," || true
}
