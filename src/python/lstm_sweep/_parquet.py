"""Decodes files of rows, after checking that they are what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from lstm_sweep import _seal
from lstm_sweep._errors import Corrupt

if TYPE_CHECKING:
    from collections.abc import Set


def single(trial: str, content: bytes, columns: Optional[Sequence[str]]) -> pa.Table:
    """Returns the row of a one-row file.

    :param columns: names of the columns to read, of which the file may lack some; None for all
    :raises Corrupt: if the bytes are not one whole row of this trial
    """
    _seal.verify(content)
    row = _decoded(content, columns)
    if row.num_rows != 1:
        raise Corrupt(f"it has {row.num_rows} rows, must have 1")
    found = row.column("trial_id")[0].as_py()
    if found != trial:
        raise Corrupt(f"its row is of trial {found}")
    return row


def several(trials: Set[str], content: bytes, columns: Optional[Sequence[str]]) -> pa.Table:
    """Returns the rows of some trials of a file of many rows.

    :raises Corrupt: if the file is not what was written, or lacks one of the rows
    """
    rows = _sealed(content, columns)
    ids = rows.column("trial_id").to_pylist()
    places = {trial: place for place, trial in enumerate(ids) if trial in trials}
    lacking = sorted(trials - places.keys())
    if lacking:
        raise Corrupt(f"it has no row of trial {lacking[0]}")
    if len(places) == len(ids):
        return rows
    return rows.take(pa.array(sorted(places.values()), pa.int64()))


def ids(content: bytes) -> frozenset[str]:
    """Returns the trials whose rows a file of many rows has."""
    return frozenset(_sealed(content, ["trial_id"]).column("trial_id").to_pylist())


def _sealed(content: bytes, columns: Optional[Sequence[str]]) -> pa.Table:
    if not _seal.verify(content):
        raise Corrupt("it has no seal")
    return _decoded(content, columns)


def _decoded(content: bytes, columns: Optional[Sequence[str]]) -> pa.Table:
    try:
        file = pq.ParquetFile(
            pa.BufferReader(content), page_checksum_verification=True, pre_buffer=False
        )
        _require_uncompressed(file.metadata)
        names = file.schema_arrow.names
        if "trial_id" not in names:
            raise Corrupt("it has no column trial_id")
        # A single row is decoded faster by one thread than it is handed to several.
        return file.read(
            columns=None if columns is None else [c for c in columns if c in names],
            use_threads=file.metadata.num_rows > 1,
        ).replace_schema_metadata()
    except (pa.ArrowException, OSError) as e:
        raise Corrupt(f"it cannot be decoded: {str(e).splitlines()[0] if str(e) else e!r}") from e


def _require_uncompressed(metadata: pq.FileMetaData) -> None:
    """Keeps decompressors, which are old native code, away from a stranger's file."""
    for group in range(metadata.num_row_groups):
        columns = metadata.row_group(group)
        for i in range(columns.num_columns):
            column = columns.column(i)
            if column.compression != "UNCOMPRESSED":
                raise Corrupt(
                    f"its column {column.path_in_schema} is compressed with {column.compression},"
                    " must be UNCOMPRESSED"
                )
