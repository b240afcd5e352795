#!/usr/bin/env bash
# Trained tokens per second of this engine, DL4J and, on request, PyTorch, JAX and TensorFlow: submit/bench.sh [OPTIONS]
#
#   --python PATH   a Python that has torch, jax and tensorflow-cpu (CPU wheels)
#   --pytorch-maven also PyTorch's CPU build from Maven; its first use downloads 110 MB and unpacks 450 MB under target/
#   --csv FILE      write the figures as comma-separated values too
#   --seconds N     seconds per figure, default 5
#   --quick         two sizes only
#
# Needs a JDK 17 or newer, Maven and The Time Machine: LSTM_SWEEP_CORPORA names the folder of timemachine.txt.
# Run it on an otherwise idle machine. Every figure has its own process on one core.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

fail() {
  printf 'bench: %s\n' "$1" >&2
  exit 2
}

python=- csv=- seconds=5 quick=all pytorch=-
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) sed -n '2,/^set /s/^# \{0,1\}//p' submit/bench.sh && exit ;;
    --quick) quick=quick && shift ;;
    --pytorch-maven) pytorch=maven && shift ;;
    --python | --csv | --seconds)
      [ $# -ge 2 ] || fail "Cannot read $1: must be followed by a value."
      declare "${1#--}=$2" && shift 2
      ;;
    *) fail "Cannot read $1: must be --python, --pytorch-maven, --csv, --seconds, --quick or --help." ;;
  esac
done
text=${LSTM_SWEEP_CORPORA:-}/timemachine.txt
[ -f "$text" ] || fail "Cannot find The Time Machine: set LSTM_SWEEP_CORPORA to the folder of timemachine.txt."
[ "$python" = - ] || [ -x "$python" ] || fail "Cannot run $python: must be a Python with torch, jax and tensorflow-cpu."

mvn -B -q -DskipTests -Dspotless.check.skip=true package >&2
if [ "$pytorch" = maven ]; then
  mvn -B -q -f src/test/pytorch/pom.xml compile >&2
  pytorch="target/pytorch/classes:$(cat target/pytorch/class-path.txt)"
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "target/classes:target/test-classes:$(cat target/test-class-path.txt)" \
  io.github.lstmsweep.bench.SpeedTable "$seconds" "$text" "$csv" "$python" "$pytorch" "$quick"
