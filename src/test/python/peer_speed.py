"""Trained tokens per second of PyTorch, JAX or TensorFlow on the shapes of bench.TrainingSpeed.

    python peer_speed.py torch|jax|tensorflow CELL TOKENS NUM_STEPS NUM_HIDDENS THREADS SECONDS TEXT

It trains the notebook's trial: minibatches of 1,024 shuffled windows, one layer, linear output, mean cross-entropy,
global clipping at 1, SGD. PyTorch and TensorFlow read one-hot input, as the notebook does; JAX (jit, lax.scan)
gathers rows. TensorFlow trains Keras layers in a tf.function. It tries a loop, an unrolled loop and XLA, and measures
the fastest of them. Prints the best round's tokens per second. A round has as many minibatches as take half a second,
at most nine. TensorFlow's cold_seconds are warm, because its variants have been tried before.
"""

import os
import re
import sys
import time

engine, cell, tokens, num_steps, num_hiddens, threads, seconds, path = sys.argv[1:9]
num_steps, num_hiddens, threads, seconds = int(num_steps), int(num_hiddens), int(threads), float(seconds)
os.environ["OMP_NUM_THREADS"] = str(threads)
if threads == 1:
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import numpy as np

BATCH, WINDOWS = 1024, 10_000
text = re.sub("[^A-Za-z]+", " ", open(path, encoding="utf-8").read()).lower()
text = text.split() if tokens == "word" else list(text)
vocabulary = sorted(set(text) | {"<unk>"})
index = {t: i for i, t in enumerate(vocabulary)}
ids = np.array([index[t] for t in text], dtype=np.int64)
V = len(vocabulary)
starts = np.random.default_rng(1).permutation(WINDOWS)


def windows(batch, offset):
    chosen = starts[batch % 9 * BATCH : (batch % 9 + 1) * BATCH]
    return np.stack([ids[s + offset : s + offset + num_steps] for s in chosen])


def torch_step():
    import torch
    from torch import nn

    torch.set_num_threads(threads)
    net = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}[cell](V, num_hiddens)
    out = nn.Linear(num_hiddens, V)
    parameters = list(net.parameters()) + list(out.parameters())
    data = [(torch.tensor(windows(b, 0)), torch.tensor(windows(b, 1))) for b in range(9)]

    def step(b):
        x, y = data[b % 9]
        h, _ = net(nn.functional.one_hot(x.T, V).to(torch.float32))
        loss = nn.functional.cross_entropy(out(h).reshape(-1, V), y.T.reshape(-1))
        for p in parameters:
            p.grad = None
        loss.backward()
        with torch.no_grad():
            norm = torch.sqrt(sum((p.grad**2).sum() for p in parameters))
            scale = 1.0 if norm <= 1 else 1.0 / float(norm)
            for p in parameters:
                p -= scale * p.grad
        return float(loss)

    return step


def jax_step():
    import jax
    import jax.numpy as jnp

    gates = {"lstm": 4, "gru": 3, "rnn": 1}[cell]
    bound = 1 / np.sqrt(num_hiddens)
    rng = np.random.default_rng(0)
    u = lambda *shape: jnp.asarray(rng.uniform(-bound, bound, shape), jnp.float32)
    n = gates * num_hiddens
    p = dict(wi=u(V, n), wh=u(num_hiddens, n), bi=u(n), bh=u(n), wo=u(num_hiddens, V), bo=u(V))

    def loss(p, x, y):
        rows = p["wi"][x.T] + p["bi"]

        def lstm(state, z):
            h, c = state
            i, f, g, o = jnp.split(z + h @ p["wh"] + p["bh"], 4, -1)
            c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
            h = jax.nn.sigmoid(o) * jnp.tanh(c)
            return (h, c), h

        def gru(state, z):
            h, c = state
            ri, zi, ni = jnp.split(z, 3, -1)
            rh, zh, nh = jnp.split(h @ p["wh"] + p["bh"], 3, -1)
            r, u_ = jax.nn.sigmoid(ri + rh), jax.nn.sigmoid(zi + zh)
            h = (1 - u_) * jnp.tanh(ni + r * nh) + u_ * h
            return (h, c), h

        def rnn(state, z):
            h, c = state
            h = jnp.tanh(z + h @ p["wh"] + p["bh"])
            return (h, c), h

        zero = jnp.zeros((x.shape[0], num_hiddens))
        _, hs = jax.lax.scan({"lstm": lstm, "gru": gru, "rnn": rnn}[cell], (zero, zero), rows)
        log_p = jax.nn.log_softmax(hs @ p["wo"] + p["bo"])
        return -jnp.mean(jnp.take_along_axis(log_p, y.T[..., None], -1))

    @jax.jit
    def update(p, x, y):
        value, g = jax.value_and_grad(loss)(p, x, y)
        norm = jnp.sqrt(sum(jnp.sum(w * w) for w in g.values()))
        scale = jnp.minimum(1.0, 1.0 / norm)
        return {k: p[k] - scale * g[k] for k in p}, value

    data = [(jnp.asarray(windows(b, 0)), jnp.asarray(windows(b, 1))) for b in range(9)]
    state = [p]

    def step(b):
        state[0], value = update(state[0], *data[b % 9])
        return float(value)

    return step


def tensorflow_step():
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import keras
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    data = [tuple(tf.constant(windows(b, o), tf.int32) for o in (0, 1)) for b in range(9)]

    def updates(unroll, xla):
        # cuDNN does not run on a processor, but Keras's LSTM and GRU would look for it.
        layer = {
            "lstm": lambda: keras.layers.LSTM(num_hiddens, return_sequences=True, unroll=unroll, use_cudnn=False),
            "gru": lambda: keras.layers.GRU(num_hiddens, return_sequences=True, unroll=unroll, use_cudnn=False),
            "rnn": lambda: keras.layers.SimpleRNN(num_hiddens, return_sequences=True, unroll=unroll),
        }[cell]()
        net = keras.Sequential([layer, keras.layers.Dense(V)])
        net(tf.one_hot(data[0][0], V))

        @tf.function(jit_compile=xla)
        def update(x, y):
            with tf.GradientTape() as tape:
                logits = net(tf.one_hot(x, V))
                loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
            weights = net.trainable_variables
            gradients, _ = tf.clip_by_global_norm(tape.gradient(loss, weights), 1.0)
            for w, g in zip(weights, gradients):
                w.assign_sub(g)
            return loss

        return lambda b: float(update(*data[b % 9]))

    def fastest_of_three(step):
        step(0), step(1)
        times = []
        for b in range(3):
            begin = time.perf_counter()
            step(b)
            times.append(time.perf_counter() - begin)
        return min(times)

    # XLA on the unrolled loop is left out. At 32 steps and 32 units it compiled for 15 s and was slower than the loop.
    return min([updates(False, False), updates(True, False), updates(False, True)], key=fastest_of_three)


step = {"torch": torch_step, "jax": jax_step, "tensorflow": tensorflow_step}[engine]()
begin = time.perf_counter()
step(0)
cold = time.perf_counter() - begin
step(1)
begin = time.perf_counter()
step(2)
once = time.perf_counter() - begin
size = max(1, min(9, int(0.5 / once)))
best, rounds, end = float("inf"), 0, time.perf_counter() + seconds
while rounds < 3 or time.perf_counter() < end:
    begin = time.perf_counter()
    for b in range(size):
        step(b)
    best = min(best, (time.perf_counter() - begin) / size)
    rounds += 1
print(f"tokens_per_second {BATCH * num_steps / best:.0f} cold_seconds {cold:.2f}")
