#!/usr/bin/env bash
# Builds the release of the newest commit twice and compares the bytes: src/release/reproducible.sh [FOLDER]
#
# The builds differ in folder, time, time zone and language. They have the JDK and the umask in common; the umask is 022,
# because Maven's jars keep the modes of the files that are packed. The builds are below FOLDER (default: the system's
# folder for temporary files), which needs 3 GB. Prints each file with its size and whether it is equal. Ends with 1 if a
# file differs.
set -euo pipefail
umask 022
project=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
work=$(mktemp -d "${1:-${TMPDIR:-/tmp}}/reproducible.XXXXXX")
trap 'rm -rf -- "$work"' EXIT

# Builds in the folder $1. The environment is the caller's.
build() {
  mkdir -p -- "$(dirname -- "$1")"
  (git clone -q --no-hardlinks "$project" "$1" && cd -- "$1" &&
    date '+%F %T %Z' && mvn -B -q -Prelease -Dmaven.test.skip=true -Dspotless.check.skip=true verify)
}

TZ=UTC LC_ALL=C build "$work/one"
TZ=Asia/Kolkata LC_ALL=C.UTF-8 build "$work/two/in another/place"

differ=0
files=0
while IFS= read -r file; do
  name=${file##*/}
  files=$((files + 1))
  if cmp -s -- "$file" "$work/two/in another/place/target/$name"; then
    printf '%-60s %11d bytes, equal\n' "$name" "$(wc -c <"$file")"
  else
    printf '%-60s DIFFERS\n' "$name"
    differ=1
  fi
done < <(find "$work/one/target" -maxdepth 1 -type f -name 'lstm-sweep-*' ! -name 'original-*' | sort)
[ $files -gt 0 ] || differ=1
exit $differ
