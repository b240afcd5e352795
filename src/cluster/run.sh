#!/usr/bin/env bash
# Runs a program of these clusters that measures or compares: src/cluster/run.sh PROGRAM ARGUMENTS
#
#   src/cluster/run.sh StartUp 7                           the time to the first trial, compared with an empty job
#   src/cluster/run.sh SparkVersions SPARK_HOME SPARK_HOME the small grid on each Spark, compared bit for bit
#
# Needs a JDK 17 or newer and Maven, and LSTM_SWEEP_CORPORA for The Time Machine; without it, the bundled text is used.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
[ $# -ge 2 ] || {
  sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$0" >&2
  exit 2
}
mvn -B -q -Pcluster -DskipTests -Dspotless.check.skip=true package >&2
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx1g --add-modules=jdk.incubator.vector @submit/java-options.txt \
  -cp "target/classes:target/test-classes:$(cat target/test-class-path.txt)" "io.github.lstmsweep.cluster.$1" "${@:2}"
