#!/usr/bin/env bash
# Trained tokens a second of this engine beside DL4J and, with --python, PyTorch and JAX: submit/bench.sh [OPTIONS]
#
#   --python PATH   a Python that has torch and jax (CPU wheels)
#   --csv FILE      the same as comma-separated values
#   --seconds N     for each figure, default 5
#   --quick         two sizes only
#
# Needs a JDK 17, Maven and The Time Machine: LSTM_SWEEP_CORPORA names the folder of timemachine.txt.
# On an otherwise idle machine; every figure is a process of its own on one core.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

fail() {
  printf 'bench: %s\n' "$1" >&2
  exit 2
}

python=- csv=- seconds=5 quick=all
while [ $# -gt 0 ]; do
  case $1 in
    --quick) quick=quick && shift ;;
    --python | --csv | --seconds)
      [ $# -ge 2 ] || fail "Cannot read $1: must be followed by a value."
      declare "${1#--}=$2" && shift 2
      ;;
    *) fail "Cannot read $1: must be --python, --csv, --seconds or --quick." ;;
  esac
done
text=${LSTM_SWEEP_CORPORA:-}/timemachine.txt
[ -f "$text" ] || fail "Cannot find The Time Machine: set LSTM_SWEEP_CORPORA to the folder of timemachine.txt."
[ "$python" = - ] || [ -x "$python" ] || fail "Cannot run $python: must be a Python with torch and jax."

mvn -B -q -DskipTests -Dspotless.check.skip=true package >&2
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "target/classes:target/test-classes:$(cat target/test-class-path.txt)" \
  io.github.lstmsweep.bench.SpeedTable "$seconds" "$text" "$csv" "$python" "$quick"
