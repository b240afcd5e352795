"""A trained model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Iterable, Mapping, Optional

from lstm_sweep._errors import SweepError, requires

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from lstm_sweep._network import State
    from lstm_sweep._torch import Network


@dataclass(frozen=True)
class Model:
    """A trained model as NumPy arrays.

    The network is PyTorch's: ``rnn = LSTM(V, H, L)``, or another cell, and
    ``linear = Linear(H, V)``. ``V`` is the number of tokens, ``H`` of hidden units, ``L`` of
    layers. A model of a time series reads numbers instead of tokens and returns one number.

    :ivar row: the columns of the trial's row that are not null, without curve and forecasts
    :ivar arrays: the parameters as float32, with PyTorch's names and shapes, in the order of the
        model file: ``rnn.weight_ih_l0`` (gates · H, V), ``rnn.weight_hh_l0`` (gates · H, H),
        ``rnn.bias_ih_l0``, ``rnn.bias_hh_l0`` (gates · H), … ``linear.weight`` (V, H),
        ``linear.bias`` (V). They cannot be written to.
    :ivar tokens: the tokens by id; None for a time series and for a paused trial
    """

    row: Mapping[str, Any]
    arrays: "Mapping[str, npt.NDArray[np.float32]]"
    tokens: Optional[tuple[str, ...]]

    @property
    def cell(self) -> str:
        """``lstm``, ``gru``, ``mgu`` or ``rnn``."""
        return str(self.row["cell"])

    @property
    def num_layers(self) -> int:
        """The number of recurrent layers, L. Rows older than the column have one."""
        return int(self.row.get("num_layers", 1))

    @property
    def num_hiddens(self) -> int:
        """The hidden units of a layer, H."""
        return int(self.row["num_hiddens"])

    @property
    def hidden_activation(self) -> str:
        """``tanh`` or ``identity``. Rows older than the column have ``tanh``."""
        return str(self.row.get("hidden_activation", "tanh"))

    @property
    def is_language_model(self) -> bool:
        """Whether the model reads tokens. Rows older than the column ``task`` do."""
        return bool(self.row.get("task", "language-model") == "language-model")

    def ids(self, tokens: Iterable[str]) -> list[int]:
        """Returns the ids of tokens; an unknown one has the id of ``<unk>``.

        A text gives its characters, as the models with ``tokens: char`` read them. It must have
        the form of the trial's text already: with the defaults, lower case, and one blank for
        each run of other characters than letters.

        :raises SweepError: if the model has no tokens
        """
        if self.tokens is None:
            raise SweepError("Cannot find the id of a token: the model has no tokens")
        ids = {token: i for i, token in enumerate(self.tokens)}
        return [ids.get(token, ids["<unk>"]) for token in tokens]

    def outputs(
        self, inputs: "npt.ArrayLike", state: "Optional[State]" = None
    ) -> "tuple[npt.NDArray[np.float64], State]":
        """Computes the outputs after each step, in float64.

        The outputs are the logits of the next token, or the forecast of a time series. With
        ``scale: standard`` a series was learned standardized: the inputs and the forecast are
        then (value - mean) / deviation, over the first ``train_windows`` + ``tau`` values.

        :param inputs: of a language model, ids of shape (steps) or (steps, batch); of a series,
            numbers of shape (steps, numbers) or (steps, batch, numbers). A step reads ``tau``
            numbers with ``input: window``, and one with ``input: sequence``. With ``input_columns``
            it reads as many moments, each the value of the series and then those of the columns.
        :param state: before the first step, as this method returns it; None for zeros
        :return: the outputs (steps, V) or (steps, batch, V), and the state after the last step:
            h (L, batch, H), and for an LSTM also c
        :raises SweepError: if the inputs do not fit the model
        """
        try:
            import numpy as np
        except ImportError as e:
            requires("arrow", "compute a model", e)
        from lstm_sweep import _network

        given = np.asarray(inputs)
        axes = 2 if self.is_language_model else 3
        if given.ndim not in (axes - 1, axes):
            raise SweepError(
                f"Cannot compute the outputs of inputs of shape {given.shape}: must have"
                f" {axes - 1} or {axes} axes"
            )
        batched = given if given.ndim == axes else given[:, None]
        self._check(batched)
        if not self.is_language_model:
            batched = batched.astype(np.float64)
        outputs, after = _network.forward(
            self.cell, self.hidden_activation, self.arrays, batched, state
        )
        return (outputs if given.ndim == axes else outputs[:, 0]), after

    def probabilities(
        self, ids: "npt.ArrayLike", state: "Optional[State]" = None
    ) -> "npt.NDArray[np.float64]":
        """Computes the probabilities of the next token after each step.

        They are those of the command line within 1e-5.

        :param ids: of shape (steps) or (steps, batch)
        :param state: as in :meth:`outputs`
        :return: of shape (steps, V) or (steps, batch, V)
        :raises SweepError: if the model is of a time series, or the ids do not fit it
        """
        if not self.is_language_model:
            raise SweepError(
                f"Cannot compute probabilities: the task must be language-model, but is"
                f" {self.row['task']}"
            )
        from lstm_sweep import _network

        return _network.softmax(self.outputs(ids, state)[0])

    def torch(self) -> "Network":
        """Returns the model as a module of PyTorch, in evaluation mode.

        Its ``state_dict`` has the names and shapes of :attr:`arrays`. It computes the
        :meth:`outputs` in float32, and can be trained further.

        :raises SweepError: if PyTorch is not there
        """
        try:
            from lstm_sweep._torch import Network
        except ImportError as e:
            requires("torch", "make a module of PyTorch", e)
        return Network(self)

    def _check(self, inputs: "npt.NDArray[Any]") -> None:
        width = self.arrays["rnn.weight_ih_l0"].shape[1]
        if not self.is_language_model:
            if inputs.shape[2] != width:
                raise SweepError(f"Cannot read {inputs.shape[2]} numbers per step: must be {width}")
        elif inputs.dtype.kind not in "iu":
            raise SweepError(f"Cannot read ids of type {inputs.dtype}: must be integers")
        elif inputs.size and not (0 <= inputs.min() and inputs.max() < width):
            raise SweepError(
                f"Cannot read the ids {inputs.min()} to {inputs.max()}: must be from 0 to"
                f" {width - 1}"
            )
