"""Reads the model of a named trial."""

from __future__ import annotations

import hashlib
import json
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Callable, Mapping, Optional

from lstm_sweep._errors import Corrupt, SweepError, requires
from lstm_sweep._files import Files, Place
from lstm_sweep._model import Model

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_NAMED = 3


def model(out: Place, trial: str = "best") -> Model:
    """Returns the trained model of a trial.

    The SHA-256 of its parameters is compared with ``parameters_sha256`` of its row. The model of
    a paused trial comes from its state, which has no tokens.

    :param out: a folder, or the URI of one on a filesystem that Arrow reaches
    :param trial: ``best``, an id, or a unique prefix of an id. The best trial is the one that
        ``status`` lists first.
    :raises SweepError: if no trial or several trials match, the trial has no model, or a file is
        not what was published
    """
    try:
        import numpy  # noqa: F401
        import pyarrow  # noqa: F401
    except ImportError as e:
        requires("arrow", "read a model", e)
    files = Files(out)
    row = _row(files, trial)
    if row["status"] == "PAUSED":
        return _paused(files, row)
    if row["status"] != "OK":
        detail = str(row.get("status_detail", "")).partition("\n")[0][:80]
        reason = f" ({detail})" if detail else ""
        raise SweepError(
            f"Cannot use trial {row['trial_id']}: must be OK or PAUSED, since no other has a model, but"
            f" is {row['status']}{reason}"
        )
    sha256 = str(row.get("parameters_sha256"))
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise SweepError(
            f"Cannot use trial {row['trial_id']}: its parameters_sha256 is {sha256}, must be 64"
            " hexadecimal digits",
            4,
        )
    from lstm_sweep import _modelfile

    path = f"models/{row['trial_id']}-{sha256}.bin"
    return _read(files, row, path, lambda content: _modelfile.parse(content, sha256))


def _paused(files: Files, row: Mapping[str, Any]) -> Model:
    from lstm_sweep import _rows, _statefile

    trial = str(row["trial_id"])
    path = f"paused/{trial}-{_rows.Rows(files).paused().get(trial, 0)}.state"

    def parsed(content: bytes) -> "tuple[npt.NDArray[np.float32], None]":
        parameters = _statefile.parse(content, trial)
        found = hashlib.sha256(parameters.astype("<f4").tobytes()).hexdigest()
        if row.get("parameters_sha256", found) != found:
            raise Corrupt(
                f"the SHA-256 of its parameters is {found}, must be {row['parameters_sha256']}"
            )
        return parameters, None

    return _read(files, row, path, parsed)


def _read(
    files: Files,
    row: Mapping[str, Any],
    path: str,
    parsed: "Callable[[bytes], tuple[npt.NDArray[np.float32], Optional[tuple[str, ...]]]]",
) -> Model:
    try:
        parameters, tokens = parsed(files.read(path))
        arrays = _arrays(row, parameters)
    except FileNotFoundError as e:
        raise SweepError(f"Cannot read {files.place}/{path}: it is missing", 4) from e
    except (Corrupt, OSError) as e:
        raise SweepError(f"Cannot read {files.place}/{path}: {e}", 4) from e
    return Model(MappingProxyType(dict(row)), MappingProxyType(arrays), tokens)


def _row(files: Files, trial: str) -> dict[str, Any]:
    from lstm_sweep import _rows

    rows = _rows.Rows(files)
    found = rows.one(_best(files) if trial == "best" else _id(rows, files, trial))
    if found.unreadable:
        raise SweepError("\n".join(_rows.lines(found, files.place)), 4)
    if not found.tables:
        raise SweepError(
            f"Cannot find trial {trial}: its row has just been set aside; the next run trains it"
            " again"
        )
    return _values(found.tables[0][1], 0)


def _best(files: Files) -> str:
    """Returns the id of the trial that ranks first."""
    from lstm_sweep import _table

    rows = _table.collected(files.place, ["trial_id"])
    places = _table.ranked(rows)
    if not places:
        statuses = rows.column("status").to_pylist()
        counts = ", ".join(f"{statuses.count(s)} {s}" for s in sorted(set(map(str, statuses))))
        raise SweepError(
            f"Cannot find trial best: the table {files.place} must have a trial that is OK or stopped"
            f" early, but has {counts}"
        )
    return str(rows.column("trial_id")[places[0]].as_py())


def _id(rows: Any, files: Files, trial: str) -> str:
    """Returns the id of the only trial whose id begins with ``trial``."""
    hex_digits = trial.lower() if isinstance(trial, str) else ""
    if not re.fullmatch(r"[0-9a-f]{1,32}", hex_digits):
        raise SweepError(
            f"Cannot find trial {trial}: must be best, or the id of a trial or its beginning, of"
            " digits and a to f"
        )
    ids = sorted(t for t in rows.finished() | rows.paused().keys() if t.startswith(hex_digits))
    if not ids:
        raise SweepError(
            f"Cannot find trial {trial}: no trial of the table {files.place} has such an id"
        )
    if len(ids) > 1:
        more = ", ..." if len(ids) > _NAMED else ""
        raise SweepError(
            f"Cannot find trial {trial}: must be the beginning of one id, but is that of"
            f" {len(ids)}: {', '.join(ids[:_NAMED])}{more}; add digits"
        )
    return str(ids[0])


def _values(rows: Any, place: int) -> dict[str, Any]:
    """Returns the values of a row that are not null, without the nested columns."""
    values = {
        name: rows.column(name)[place].as_py()
        for name in rows.column_names
        if name not in ("curve", "forecasts")
    }
    return {name: value for name, value in values.items() if value is not None}


def _arrays(
    row: Mapping[str, Any], parameters: "npt.NDArray[np.float32]"
) -> "dict[str, npt.NDArray[np.float32]]":
    """Cuts the parameters into the arrays of the network, with PyTorch's names and shapes."""
    import numpy as np

    from lstm_sweep import _network

    cell = str(row.get("cell"))
    if cell not in _network.GATES:
        raise Corrupt(
            f"its cell is {cell}, must be one of {', '.join(_network.GATES)};"
            " a newer version of this package may read it"
        )
    try:
        if row.get("task", "language-model") == "language-model":
            inputs = outputs = int(row["vocab_size"])
        else:
            # A moment has the value of the series and those of its further columns.
            width = 1 + len(json.loads(row.get("input_columns") or "[]"))
            inputs = width * (int(row["tau"]) if row["input"] == "window" else 1)
            outputs = 1
        shapes = _network.shapes(
            cell, inputs, int(row["num_hiddens"]), int(row.get("num_layers", 1)), outputs
        )
    except KeyError as e:
        raise Corrupt(f"its row has no {e.args[0]}") from e
    wanted = sum(int(np.prod(shape)) for shape in shapes.values())
    if wanted != len(parameters):
        raise Corrupt(f"it has {len(parameters)} parameters, must have {wanted}")
    arrays = {}
    start = 0
    for name, shape in shapes.items():
        values = parameters[start : start + int(np.prod(shape))]
        start += len(values)
        is_transposed = name.startswith("rnn.weight")
        array = values.reshape(shape[::-1]).T if is_transposed else values.reshape(shape)
        array = np.ascontiguousarray(array)
        array.flags.writeable = False
        arrays[name] = array
    return arrays
