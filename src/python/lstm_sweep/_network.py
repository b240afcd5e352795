"""The formulas of the recurrent cells in NumPy. They are those of docs/table.md and PyTorch."""

from __future__ import annotations

from typing import Any, Callable, Mapping, Optional

import numpy as np
import numpy.typing as npt

#: h of every layer, and c for an LSTM, each of shape (layers, batch, hiddens).
State = tuple[npt.NDArray[np.float64], ...]
_Array = npt.NDArray[np.float64]

#: Number of weight matrices of a cell: input, forget, cell, output; r, z, n; f, n; one.
GATES = {"lstm": 4, "gru": 3, "mgu": 2, "rnn": 1}


def shapes(
    cell: str, inputs: int, hiddens: int, layers: int, outputs: int
) -> dict[str, tuple[int, ...]]:
    """Returns the arrays of a model with their names and shapes in PyTorch, in the file's order.

    In the file, a weight matrix of a recurrent layer is transposed.
    """
    rows = GATES[cell] * hiddens
    found: dict[str, tuple[int, ...]] = {}
    for layer in range(layers):
        found[f"rnn.weight_ih_l{layer}"] = (rows, inputs if layer == 0 else hiddens)
        found[f"rnn.weight_hh_l{layer}"] = (rows, hiddens)
        found[f"rnn.bias_ih_l{layer}"] = (rows,)
        found[f"rnn.bias_hh_l{layer}"] = (rows,)
    found["linear.weight"] = (outputs, hiddens)
    found["linear.bias"] = (outputs,)
    return found


def forward(
    cell: str,
    activation: str,
    arrays: Mapping[str, npt.NDArray[np.float32]],
    inputs: npt.NDArray[Any],
    state: Optional[State],
) -> tuple[_Array, State]:
    """Computes the outputs after each step.

    :param inputs: ids of shape (steps, batch), or numbers of shape (steps, batch, inputs)
    :param state: before the first step; None for zeros
    :return: outputs of shape (steps, batch, outputs), and the state after the last step
    """
    steps, batch = inputs.shape[:2]
    hiddens = arrays["linear.weight"].shape[1]
    layers = sum(name.startswith("rnn.weight_ih_l") for name in arrays)
    if state is None:
        state = tuple(np.zeros((layers, batch, hiddens)) for _ in range(2 if cell == "lstm" else 1))
    last = [part.astype(np.float64) for part in state]
    step = _steps(activation)[cell]
    below: npt.NDArray[Any] = inputs
    for layer in range(layers):
        weights = {
            name: arrays[f"rnn.{name}_l{layer}"].astype(np.float64)
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        }
        # An id selects a column of the weights, as a product with its one-hot vector does.
        x = weights["weight_ih"].T[below] if below.ndim == 2 else below @ weights["weight_ih"].T
        x = x + weights["bias_ih"]
        above = np.empty((steps, batch, hiddens))
        now = [part[layer] for part in last]
        for t in range(steps):
            now = step(x[t], now[0] @ weights["weight_hh"].T + weights["bias_hh"], now)
            above[t] = now[0]
        for part, value in zip(last, now):
            part[layer] = value
        below = above
    outputs: _Array = below @ arrays["linear.weight"].astype(np.float64).T + arrays["linear.bias"]
    return outputs, tuple(last)


_Step = Callable[[_Array, _Array, list[_Array]], list[_Array]]


def _steps(activation: str) -> dict[str, _Step]:
    """Returns the step of each cell: from the input's part, the state's part and the state."""

    def f(x: _Array) -> _Array:
        return np.tanh(x) if activation == "tanh" else x

    def lstm(x: _Array, y: _Array, state: list[_Array]) -> list[_Array]:
        i, forget, g, o = np.split(x + y, 4, axis=-1)
        c = _sigmoid(forget) * state[1] + _sigmoid(i) * np.tanh(g)
        return [_sigmoid(o) * f(c), c]

    def gru(x: _Array, y: _Array, state: list[_Array]) -> list[_Array]:
        xr, xz, xn = np.split(x, 3, axis=-1)
        yr, yz, yn = np.split(y, 3, axis=-1)
        n = f(xn + _sigmoid(xr + yr) * yn)
        return [n + _sigmoid(xz + yz) * (state[0] - n)]

    def mgu(x: _Array, y: _Array, state: list[_Array]) -> list[_Array]:
        xf, xn = np.split(x, 2, axis=-1)
        yf, yn = np.split(y, 2, axis=-1)
        forget = _sigmoid(xf + yf)
        return [state[0] + forget * (f(xn + forget * yn) - state[0])]

    def rnn(x: _Array, y: _Array, state: list[_Array]) -> list[_Array]:
        return [f(x + y)]

    return {"lstm": lstm, "gru": gru, "mgu": mgu, "rnn": rnn}


def _sigmoid(x: _Array) -> _Array:
    # exp(-x) would overflow for a large negative x.
    return 0.5 * np.tanh(0.5 * x) + 0.5


def softmax(logits: _Array) -> _Array:
    """Returns the probabilities of logits along the last axis."""
    exps: _Array = np.exp(logits - logits.max(axis=-1, keepdims=True))
    sums: _Array = exps.sum(axis=-1, keepdims=True)
    return exps / sums
