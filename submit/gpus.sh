#!/usr/bin/env bash
# Prints the GPUs of this machine in one line of JSON, as Spark needs them. It is the discovery script of
# spark.executor.resource.gpu.discoveryScript (and of spark.worker.resource.gpu.discoveryScript on a standalone
# cluster). It fails if there is no GPU, so that an executor that was promised one does not start without it.
set -euo pipefail
if ! indices=$(nvidia-smi --query-gpu=index --format=csv,noheader 2>/dev/null) || [ -z "$indices" ]; then
  printf 'gpus.sh: nvidia-smi finds no GPU on %s\n' "$(hostname)" >&2
  exit 1
fi
printf '{"name": "gpu", "addresses": [%s]}\n' "$(printf '"%s"\n' $indices | paste -sd, -)"
