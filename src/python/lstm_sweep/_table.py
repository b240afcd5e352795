"""Rows of a table as pandas or Arrow, without Spark."""

from __future__ import annotations

import math
import sys
import warnings
from typing import TYPE_CHECKING, Any, Literal, Optional, Sequence, Union, overload

from lstm_sweep._errors import CorruptRowWarning, SweepError, requires
from lstm_sweep._files import Files, Place

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Form = Literal["pandas", "arrow"]

#: The columns that the order of the rows needs.
_ORDER = (
    "trial_id",
    "status",
    "task",
    "validation_perplexity",
    "validation_rmse",
    "parameters_sha256",
)
_VERSION = "schema_version"


@overload
def read(
    out: Place, *, columns: Optional[Sequence[str]] = ..., form: Literal["pandas"] = ...
) -> "pd.DataFrame": ...


@overload
def read(
    out: Place, *, columns: Optional[Sequence[str]] = ..., form: Literal["arrow"]
) -> "pa.Table": ...


def read(
    out: Place, *, columns: Optional[Sequence[str]] = None, form: Form = "pandas"
) -> "Union[pd.DataFrame, pa.Table]":
    """Returns the rows of a table: one for each trial that has ended or is paused.

    The rows that rank come first, the best one first; the others follow by id. The columns are
    those of docs/table.md. A column is null in rows that are older than it.

    A file that is not what was published is left out, with a :class:`CorruptRowWarning`. A table
    may be read while its sweep runs, and while it is compacted.

    :param out: a folder, or the URI of one on a filesystem that Arrow reaches (``s3a:``, ``hdfs:``)
    :param columns: names of the columns to read; None for all
    :param form: ``pandas`` for a DataFrame, ``arrow`` for a Table
    :raises SweepError: if there is no table, no row of it can be read, or it lacks a column
    """
    return _as(_rows(out, columns), form)


@overload
def epochs(out: Place, *, form: Literal["pandas"] = ...) -> "pd.DataFrame": ...


@overload
def epochs(out: Place, *, form: Literal["arrow"]) -> "pa.Table": ...


def epochs(out: Place, *, form: Form = "pandas") -> "Union[pd.DataFrame, pa.Table]":
    """Returns the learning curves: one row for each epoch of each trial.

    The columns are ``trial_id`` and the fields of ``curve``, as in the view ``epochs`` of ``sql``.
    The trials come in the order of :func:`read`, their epochs in the order of training.

    :param out: as in :func:`read`
    :param form: as in :func:`read`
    :raises SweepError: as in :func:`read`
    """
    return _as(_exploded(out, "curve"), form)


@overload
def forecasts(out: Place, *, form: Literal["pandas"] = ...) -> "pd.DataFrame": ...


@overload
def forecasts(out: Place, *, form: Literal["arrow"]) -> "pa.Table": ...


def forecasts(out: Place, *, form: Form = "pandas") -> "Union[pd.DataFrame, pa.Table]":
    """Returns the forecasts of a time series: one row for each value that a trial is validated on.

    The columns are ``trial_id`` and the fields of ``forecasts``. A table of texts has no row.

    :param out: as in :func:`read`
    :param form: as in :func:`read`
    :raises SweepError: as in :func:`read`
    """
    return _as(_exploded(out, "forecasts"), form)


def ranked(rows: "pa.Table") -> list[int]:
    """Returns the places of the rows that rank, the best first.

    A trial ranks if it is OK or stopped early by its own scores, and its score is finite.
    """
    scores = _scores(rows)
    ids = rows.column("trial_id").to_pylist()
    return sorted(
        (i for i, s in enumerate(scores) if s is not None), key=lambda i: (scores[i], ids[i])
    )


def collected(out: Place, columns: Optional[Sequence[str]]) -> "pa.Table":
    """Returns all rows with at least these columns, in no order, and warns of corrupt files."""
    try:
        from lstm_sweep import _rows as rows
    except ImportError as e:
        requires("arrow", "read a table", e)
    files = Files(out)
    wanted = None if columns is None else list(dict.fromkeys([*columns, *_ORDER, _VERSION]))
    found = rows.Rows(files).read(wanted)
    rows.require(found, files.place)
    table = rows.union(found, _version)
    for line in rows.lines(found, files.place):
        warnings.warn(line, CorruptRowWarning, stacklevel=_outside())
    if table is None:
        raise SweepError("\n".join(rows.lines(found, files.place)), 4)
    return table


def _outside() -> int:
    """Returns the level of the first caller outside this package, for a warning."""
    level = 1
    frame = sys._getframe(1)
    while frame.f_back and frame.f_globals.get("__name__", "").startswith("lstm_sweep."):
        frame = frame.f_back
        level += 1
    return level


def _rows(out: Place, columns: Optional[Sequence[str]]) -> "pa.Table":
    if isinstance(columns, str):
        raise SweepError(f"Cannot read the columns {columns!r}: must be a list of names")
    table = collected(out, columns)
    best = ranked(table)
    ids = table.column("trial_id").to_pylist()
    ranks = set(best)
    others = sorted((i for i in range(table.num_rows) if i not in ranks), key=lambda i: ids[i])
    for column in columns or []:
        if column not in table.column_names:
            raise SweepError(
                f"Cannot read the column {column} of {out}: must be one that a row has;"
                " docs/table.md lists them"
            )
    return table.select(columns or table.column_names).take(best + others)


def _exploded(out: Place, array: str) -> "pa.Table":
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = _rows(out, None)
    if array not in rows.column_names:
        # All rows are older than the column.
        return rows.select(["trial_id"]).slice(0, 0)
    lists = pa.concat_arrays(rows.column(array).chunks)
    elements = lists.flatten()
    columns = {"trial_id": rows.column("trial_id").take(pc.list_parent_indices(lists))}
    for i, field in enumerate(elements.type):
        columns[field.name] = pc.struct_field(elements, [i])
    return pa.table(columns)


def _scores(rows: "pa.Table") -> list[Optional[float]]:
    """Returns the score of each row; None for a row that does not rank."""

    def values(column: str) -> list[Any]:
        # A table of texts from before time series lacks their columns.
        missing = [None] * rows.num_rows
        return rows.column(column).to_pylist() if column in rows.column_names else missing

    scores: list[Optional[float]] = []
    for status, task, perplexity, rmse, sha256 in zip(*(values(column) for column in _ORDER[1:])):
        score = rmse if task == "time-series" else perplexity
        # Only those of the paused trials that stopped early have a digest.
        ends = status == "OK" or (status == "PAUSED" and sha256 is not None)
        ranks = ends and score is not None and math.isfinite(score)
        scores.append(score if ranks else None)
    return scores


def _version(rows: "pa.Table") -> int:
    if _VERSION not in rows.column_names:
        return 0
    value = rows.column(_VERSION)[0].as_py()
    return value if isinstance(value, int) else 0


def _as(table: "pa.Table", form: str) -> Any:
    if form == "arrow":
        return table
    if form != "pandas":
        raise SweepError(f"Cannot return rows as {form!r}: must be 'pandas' or 'arrow'")
    try:
        import pandas  # noqa: F401
    except ImportError as e:
        requires("pandas", "return rows for pandas", e)
    return table.to_pandas()
