"""A trained model as a module of PyTorch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional, Union

import torch
from torch import Tensor, nn

from lstm_sweep import _network

if TYPE_CHECKING:
    from lstm_sweep._model import Model

#: (h, c) of an LSTM and h of the others, each of shape (layers, batch, hiddens), as in PyTorch.
TorchState = Union[Tensor, "tuple[Tensor, Tensor]"]

_OF_PYTORCH = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}


class Network(nn.Module):
    """The network of a model: recurrent layers ``rnn`` and the output layer ``linear``.

    ``rnn`` is PyTorch's own module for an LSTM, a GRU or an RNN with ``hidden_activation`` tanh,
    and :class:`CellLayers` for the others.
    """

    def __init__(self, model: "Model") -> None:
        """Copies the parameters of a model. The network is in evaluation mode."""
        super().__init__()
        self.is_language_model = model.is_language_model
        outputs, hiddens = model.arrays["linear.weight"].shape
        self.inputs = model.arrays["rnn.weight_ih_l0"].shape[1]
        dropout = float(model.row.get("dropout", 0)) if model.num_layers > 1 else 0.0
        if model.cell in _OF_PYTORCH and model.hidden_activation == "tanh":
            self.rnn: nn.Module = _OF_PYTORCH[model.cell](
                self.inputs, hiddens, model.num_layers, dropout=dropout
            )
        else:
            self.rnn = CellLayers(
                model.cell,
                model.hidden_activation,
                self.inputs,
                hiddens,
                model.num_layers,
                dropout,
            )
        self.linear = nn.Linear(hiddens, outputs)
        self.load_state_dict({name: torch.tensor(array) for name, array in model.arrays.items()})
        self.eval()

    def forward(
        self, inputs: Tensor, state: Optional[TorchState] = None
    ) -> "tuple[Tensor, TorchState]":
        """Computes the outputs after each step: logits, or forecasts.

        :param inputs: of a language model, ids of shape (steps) or (steps, batch); of a series,
            numbers of shape (steps, numbers) or (steps, batch, numbers)
        :param state: before the first step, as this method returns it; None for zeros
        :return: the outputs (steps, V) or (steps, batch, V), and the state after the last step
        """
        if self.is_language_model:
            inputs = nn.functional.one_hot(inputs, self.inputs).to(self.linear.weight.dtype)
        hidden, after = self.rnn(inputs, state)
        return self.linear(hidden), after


class CellLayers(nn.Module):
    """Recurrent layers with the cells and activations that PyTorch lacks.

    Its parameters, its arguments and its results are those of :class:`torch.nn.LSTM` and of
    :class:`torch.nn.GRU`.
    """

    def __init__(
        self,
        cell: str,
        hidden_activation: str,
        inputs: int,
        hiddens: int,
        layers: int,
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.cell = cell
        self.hidden_activation = hidden_activation
        self.hiddens = hiddens
        self.layers = layers
        self.dropout = dropout
        for name, shape in _network.shapes(cell, inputs, hiddens, layers, 1).items():
            if name.startswith("rnn."):
                self.register_parameter(name[len("rnn.") :], nn.Parameter(torch.zeros(shape)))

    def forward(
        self, inputs: Tensor, state: Optional[TorchState] = None
    ) -> "tuple[Tensor, TorchState]":
        """Computes h of the last layer after each step, and the state after the last one."""
        is_batched = inputs.dim() == 3
        below = inputs if is_batched else inputs.unsqueeze(1)
        before = self._before(below, state, is_batched)
        after: "list[list[Tensor]]" = []
        for layer in range(self.layers):
            if layer > 0 and self.dropout > 0:
                below = nn.functional.dropout(below, self.dropout, self.training)
            x = nn.functional.linear(
                below, self._of("weight_ih", layer), self._of("bias_ih", layer)
            )
            now = [part[layer] for part in before]
            hidden = []
            for step in x.unbind(0):
                y = nn.functional.linear(
                    now[0], self._of("weight_hh", layer), self._of("bias_hh", layer)
                )
                now = self._step(step, y, now)
                hidden.append(now[0])
            below = torch.stack(hidden)
            after.append(now)
        parts = [torch.stack(part) for part in zip(*after)]
        if not is_batched:
            below = below.squeeze(1)
            parts = [part.squeeze(1) for part in parts]
        return below, (parts[0], parts[1]) if self.cell == "lstm" else parts[0]

    def _before(
        self, inputs: Tensor, state: Optional[TorchState], is_batched: bool
    ) -> "list[Tensor]":
        if state is None:
            zeros = inputs.new_zeros(self.layers, inputs.shape[1], self.hiddens)
            return [zeros, zeros] if self.cell == "lstm" else [zeros]
        parts = [state] if isinstance(state, Tensor) else list(state)
        return parts if is_batched else [part.unsqueeze(1) for part in parts]

    def _of(self, name: str, layer: int) -> Tensor:
        return self.get_parameter(f"{name}_l{layer}")

    def _activated(self, x: Tensor) -> Tensor:
        return torch.tanh(x) if self.hidden_activation == "tanh" else x

    def _step(self, x: Tensor, y: Tensor, state: "list[Tensor]") -> "list[Tensor]":
        """One step, from the input's part, the recurrent part and the state."""
        if self.cell == "lstm":
            i, f, g, o = (x + y).chunk(4, -1)
            c = torch.sigmoid(f) * state[1] + torch.sigmoid(i) * torch.tanh(g)
            return [torch.sigmoid(o) * self._activated(c), c]
        if self.cell == "gru":
            (xr, xz, xn), (yr, yz, yn) = x.chunk(3, -1), y.chunk(3, -1)
            n = self._activated(xn + torch.sigmoid(xr + yr) * yn)
            return [n + torch.sigmoid(xz + yz) * (state[0] - n)]
        if self.cell == "mgu":
            (xf, xn), (yf, yn) = x.chunk(2, -1), y.chunk(2, -1)
            forget = torch.sigmoid(xf + yf)
            return [state[0] + forget * (self._activated(xn + forget * yn) - state[0])]
        if self.cell == "rnn":
            return [self._activated(x + y)]
        raise ValueError(f"Cannot compute the cell {self.cell}: must be lstm, gru, mgu or rnn")
