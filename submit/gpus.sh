#!/usr/bin/env bash
# Prints the GPUs of this machine in one line of JSON, as Spark needs them. It is the discovery script of
# spark.executor.resource.gpu.discoveryScript (and of spark.worker.resource.gpu.discoveryScript on a standalone
# cluster). It fails if there is no GPU, so that an executor that was promised one does not start without it.
#
# It asks nvidia-smi, then rocm-smi, then the kernel's list of AMD's devices, and last clinfo, which lists every device
# of OpenCL. An address is the place of a GPU in that list, from 0 on. The engine gpu counts the devices of OpenCL alike.
#
#   LSTM_SWEEP_KFD   the kernel's list of AMD's devices (default: /sys/class/kfd/kfd/topology/nodes)
set -euo pipefail

# Prints the numbers from 0 to $1 - 1, one per line.
places() {
  local i
  for ((i = 0; i < $1; i++)); do printf '%s\n' "$i"; done
}

nvidia() {
  nvidia-smi --query-gpu=index --format=csv,noheader 2>/dev/null
}

# rocm-smi lists a GPU as card0, card1 and so on. A machine's first card may have another number.
amd() {
  local count
  count=$(rocm-smi --showid --csv 2>/dev/null | grep -c '^card[0-9]') || return 1
  places "$count"
}

# A processor is a node without SIMD units.
kernel() {
  local count
  count=$(cat -- "${LSTM_SWEEP_KFD:-/sys/class/kfd/kfd/topology/nodes}"/*/properties 2>/dev/null |
    grep -c '^simd_count [1-9]') || return 1
  places "$count"
}

# The lines of devices begin with a bar or a backquote; those of platforms do not. A processor is no GPU.
opencl() {
  local count
  count=$(clinfo -l 2>/dev/null | grep '^ .*Device #' | grep -ciEv 'pocl|pthread|cpu') || return 1
  places "$count"
}

for way in nvidia amd kernel opencl; do
  if addresses=$($way) && [ -n "$addresses" ]; then
    printf '{"name": "gpu", "addresses": [%s]}\n' "$(printf '"%s"\n' $addresses | paste -sd, -)"
    exit 0
  fi
done
printf 'gpus.sh: neither nvidia-smi, rocm-smi, the list of /sys/class/kfd nor clinfo finds a GPU on %s\n' "$(uname -n)" >&2
exit 1
