#!/usr/bin/env bash
# The GPUs of this machine, as Spark asks for them: the discovery script of spark.executor.resource.gpu.discoveryScript
# (and of spark.worker.resource.gpu.discoveryScript on a standalone cluster). Prints one line of JSON, or fails where
# there is none, so that an executor that was promised a GPU does not start without one.
set -euo pipefail
if ! indices=$(nvidia-smi --query-gpu=index --format=csv,noheader 2>/dev/null) || [ -z "$indices" ]; then
  printf 'gpus.sh: nvidia-smi finds no GPU on %s\n' "$(hostname)" >&2
  exit 1
fi
printf '{"name": "gpu", "addresses": [%s]}\n' "$(printf '"%s"\n' $indices | paste -sd, -)"
