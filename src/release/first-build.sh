#!/usr/bin/env bash
# Measures what a stranger's first commands download: src/release/first-build.sh [FOLDER]
#
# Builds the newest commit with submit/local.sh and an empty repository of Maven, in a folder of its own below FOLDER
# (default: the system's folder for temporary files). Prints the megabytes, compares them with those that submit/local.sh
# tells, and then does so for DL4J and ND4J. Ends with 1 if a figure is off by more than a twentieth.
set -euo pipefail
project=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
work=$(mktemp -d "${1:-${TMPDIR:-/tmp}}/first-build.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
git clone -q --no-hardlinks "$project" "$work/lstm-sweep"
cd -- "$work/lstm-sweep"
printf -- '-Dmaven.repo.local=%s\n' "$work/repository" >.mvn/maven.config

wrong=0
# $1: what is fetched; $2: the variable in submit/local.sh; the rest: a command that needs it
measure() {
  local what=$1 told before after
  told=$(sed -n "s/^$2=//p" submit/local.sh)
  shift 2
  before=$(megabytes)
  # The table does not exist, so the second command ends with 2 when it has its libraries.
  "$@" >"$work/out.txt" || [ -s target/dl4j-class-path.txt ] || exit 1
  after=$(megabytes)
  printf '%s: %d MB downloaded, submit/local.sh tells %d MB\n' "$what" $((after - before)) "$told"
  [ $((20 * (after - before))) -le $((21 * told)) ] && [ $((20 * (after - before))) -ge $((19 * told)) ] || wrong=1
}

# Prints the size of the repository, rounded.
megabytes() {
  { find "$work/repository" -type f -exec wc -c {} + 2>/dev/null || true; } |
    awk '$2 != "total" { bytes += $1 } END { printf "%d\n", bytes / 1e6 + 0.5 }'
}

began=$SECONDS
measure 'the first build' first_megabytes ./submit/local.sh --version
printf '%d s\n' $((SECONDS - began))
measure 'DL4J and ND4J' dl4j_megabytes ./submit/local.sh verify none --rescore 1
exit $wrong
