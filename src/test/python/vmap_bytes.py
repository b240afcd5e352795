"""Counts kernels and bytes of JAX's training step for many LSTMs at once, compiled for an H100 without one.

    pip install "jax[cuda12]==0.10.2"
    JAX_SKIP_CUDA_CONSTRAINTS_CHECK=1 python vmap_bytes.py [trials] [units]

jax.vmap trains the networks next to each other: one layer, 28 characters, windows of 32 steps, minibatches of 1,024,
clipping and stochastic gradient descent. Each trial has windows of its own. XLA compiles the step for the stated GPU.
A kernel reads each input once and writes each output once; nothing else moves. So a GPU takes at least the bytes
divided by the bandwidth of its memory, unless a kernel finds its input in the second-level cache. Products may be computed by matrix units, which round to TF32.

Three forms are tried: a loop over the steps as written, one that computes activations again, and one without a loop.
"""

import math
import re
import sys

import jax
import jax.numpy as jnp
from jax.experimental import topologies
from jax.sharding import SingleDeviceSharding

STEPS, WINDOWS, CHARACTERS = 32, 1024, 28
BYTES_PER_SECOND = 3.35e12

# NVIDIA's figures of the H100 SXM.
H100 = """
gpu_device_info {
  threads_per_block_limit: 1024
  threads_per_warp: 32
  shared_memory_per_block: 49152
  shared_memory_per_block_optin: 232448
  shared_memory_per_core: 233472
  threads_per_core_limit: 2048
  registers_per_core_limit: 65536
  registers_per_block_limit: 65536
  core_count: 132
  fpus_per_core: 128
  block_dim_limit_x: 2147483647
  block_dim_limit_y: 65535
  block_dim_limit_z: 65535
  memory_bandwidth: 3352320000000
  l2_cache_size: 52428800
  clock_rate_ghz: 1.98
  device_memory_size: 84942979072
  cuda_compute_capability { major: 9 minor: 0 }
}
platform_name: "CUDA"
dnn_version_info { major: 9 minor: 8 }
"""

# The bytes of a value by its type; XLA has more types, which these programs do not use.
WIDTHS = {"f32": 4, "s32": 4, "u32": 4, "pred": 1}
# Operations that start no kernel.
FREE = {"parameter", "get-tuple-element", "tuple", "bitcast", "constant", "after-all"}


def training_step(unroll, again):
    """Returns a step of one trial; `again` computes activations again instead of keeping them."""

    def loss(w, inputs, targets):
        def step(state, tokens):
            h, c = state
            i, f, o, g = jnp.split(w["input"][tokens] + h @ w["recurrent"] + w["bias"], 4, -1)
            c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
            h = jax.nn.sigmoid(o) * jnp.tanh(c)
            return (h, c), h

        if again:
            step = jax.checkpoint(step, prevent_cse=False)
        zero = jnp.zeros((WINDOWS, w["recurrent"].shape[0]))
        _, states = jax.lax.scan(step, (zero, zero), inputs, unroll=unroll)
        logits = states @ w["output"] + w["output_bias"]
        return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(logits), targets[..., None], -1))

    def train(w, lr, inputs, targets):
        value, gradient = jax.value_and_grad(loss)(w, inputs, targets)
        norm = jnp.sqrt(sum(jnp.sum(g * g) for g in jax.tree.leaves(gradient)))
        scale = lr * jnp.minimum(1.0, 1.0 / norm)
        return jax.tree.map(lambda p, g: p - scale * g, w, gradient), value

    return train


def compiled(trials, units, unroll, again):
    """Returns the program of XLA, as text, and the bytes of its temporary arrays."""
    gpu = topologies.get_topology_desc("h100", "cuda", topology="1x1x1", target_config=H100)
    place = SingleDeviceSharding(gpu.devices[0])

    def floats(*shape):
        return jax.ShapeDtypeStruct((trials, *shape), jnp.float32)

    weights = {
        "input": floats(CHARACTERS, 4 * units),
        "recurrent": floats(units, 4 * units),
        "bias": floats(4 * units),
        "output": floats(units, CHARACTERS),
        "output_bias": floats(CHARACTERS),
    }
    tokens = jax.ShapeDtypeStruct((trials, STEPS, WINDOWS), jnp.int32)
    step = jax.jit(
        jax.vmap(training_step(unroll, again)), in_shardings=place, out_shardings=place, donate_argnums=0
    )
    program = step.lower(weights, floats(), tokens, tokens).compile()
    return program.as_text(), program.memory_analysis().temp_size_in_bytes


class Operation:
    def __init__(self, root, kind, type_, rest):
        self.root, self.kind, self.type = root, kind, type_
        depth, end = 1, 0
        while depth:
            depth += (rest[end] == "(") - (rest[end] == ")")
            end += 1
        self.operands, self.place = re.findall(r"%([\w.\-]+)", rest[:end]), rest[: end - 1]
        self.attributes = rest[end:]

    def elements(self):
        return sum(math.prod(int(n) for n in sizes.split(",") if n) for _, sizes in self.arrays())

    def bytes(self):
        return sum(
            WIDTHS[kind] * math.prod(int(n) for n in sizes.split(",") if n) for kind, sizes in self.arrays()
        )

    def width(self):
        return WIDTHS[self.arrays()[0][0]]

    def arrays(self):
        return re.findall(r"(%s)\[([\d,]*)\]" % "|".join(WIDTHS), self.type)

    def attribute(self, name):
        return re.search(name + r"=%([\w.\-]+)", self.attributes).group(1)


def computations(text):
    """Returns the computations of a program by name, and the name of the first one that runs."""
    found, current, entry = {}, None, None
    for line in text.splitlines():
        head = re.match(r"^(ENTRY )?%?([\w.\-]+) \(.*\) -> .* \{$", line)
        body = re.match(r"^\s+(ROOT )?%([\w.\-]+) = (\(.*?\)|\S+) ([\w\-]+)\((.*)$", line)
        if head:
            current = found[head.group(2)] = {}
            entry = head.group(2) if head.group(1) else entry
        elif body and current is not None:
            current[body.group(2)] = Operation(bool(body.group(1)), body.group(4), body.group(3), body.group(5))
    return found, entry


def read_by(kernel):
    """Returns how many elements of each value a kernel needs, from its last value back to its inputs."""
    need = dict.fromkeys(kernel, 0)
    for name in reversed(list(kernel)):
        op = kernel[name]
        if op.root and op.kind != "tuple":
            need[name] = op.elements()
        for at, operand in enumerate(op.operands):
            if operand not in kernel:
                continue
            whole = kernel[operand].elements()
            if op.kind in ("tuple", "dot", "scatter"):
                more = whole
            elif op.kind == "dynamic-update-slice":
                more = (0, whole, 1)[min(at, 2)]
            elif op.kind == "dynamic-slice":
                more = need[name] if at == 0 else 1
            elif op.kind == "gather":
                more = need[name] if at == 0 else whole
            elif op.kind == "reduce":
                more = whole * need[name] // max(1, op.elements()) if at == 0 else 1
            else:
                more = need[name]
            need[operand] = min(whole, need[operand] + more)
    return need


def written_by(kernel, name):
    op = kernel[name]
    if op.kind == "tuple":
        return sum(written_by(kernel, each) for each in op.operands)
    if op.kind == "bitcast":
        return written_by(kernel, op.operands[0])
    if op.kind == "dynamic-update-slice":
        return kernel[op.operands[1]].bytes()
    return op.bytes()


def moved(program, name, times=1):
    """Returns the numbers of kernels and of bytes of a computation that runs `times` times."""
    kernels, total = 0, 0
    here = program[name]
    for op in here.values():
        if op.kind == "while":
            trips = int(re.search(r'known_trip_count":\{"n":"(\d+)"', op.attributes).group(1))
            inner = moved(program, op.attribute("body"), times * trips)
            kernels, total = kernels + inner[0], total + inner[1]
        elif op.kind == "fusion":
            kernel = program[op.attribute("calls")]
            need = read_by(kernel)
            reads = sum(need[k] * v.width() for k, v in kernel.items() if v.kind == "parameter")
            root = next(k for k, v in kernel.items() if v.root)
            kernels, total = kernels + times, total + times * (reads + written_by(kernel, root))
        elif op.kind in ("custom-call", "copy"):
            reads = sum(here[operand].bytes() for operand in op.operands)
            kernels, total = kernels + times, total + times * (reads + op.bytes())
        elif op.kind not in FREE:
            sys.exit(f"no rule for {op.kind}: {op.type}")
    return kernels, total


def main():
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else 256
    units = int(sys.argv[2]) if len(sys.argv) > 2 else 32
    tokens = trials * STEPS * WINDOWS
    print(f"jax {jax.__version__}, {trials} trials, {units} units")
    print("form                kernels  bytes per token  temporary GB  most tokens per second")
    for form, unroll, again in (("loop", 1, False), ("loop, checkpoint", 1, True), ("unrolled", STEPS, False)):
        text, temporary = compiled(trials, units, unroll, again)
        program, entry = computations(text)
        kernels, total = moved(program, entry)
        most = BYTES_PER_SECOND / (total / tokens)
        print(f"{form:18} {kernels:8,} {total / tokens:16,.0f} {temporary / 1e9:13.1f} {most / 1e6:21.0f} M")


if __name__ == "__main__":
    main()
