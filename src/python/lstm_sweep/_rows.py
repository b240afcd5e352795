"""Finds the rows of a table and reads them, as the command line does.

docs/table.md has the rules: the listing of ``trials/`` and the manifests say which trials have
ended, and a row in ``paused/`` counts until its trial has.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Callable, Optional, Sequence

import pyarrow as pa

from lstm_sweep import _manifests, _parquet
from lstm_sweep._errors import Corrupt, SweepError
from lstm_sweep._files import Files

_ROW = re.compile(r"trial-([0-9a-f]{32})\.parquet")
_PAUSED_ROW = re.compile(r"trial-([0-9a-f]{32})-([1-9][0-9]{0,8})\.parquet")
#: A compaction may move rows while they are read. No table is compacted this often meanwhile.
_MOST_LOOKS = 100
_READERS = 8


@dataclass
class Found:
    """What was read of a table.

    :ivar tables: rows, in tables of one row or of many, each with the columns of its file
    :ivar unreadable: the reason for each file that is not what was published, by its path
    """

    tables: list[tuple[str, pa.Table]] = field(default_factory=list)
    unreadable: dict[str, str] = field(default_factory=dict)


class Rows:
    """The rows of one table."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._known: dict[str, _manifests.Manifest] = {}
        self._ids_of_lost: dict[str, Optional[frozenset[str]]] = {}

    def read(self, columns: Optional[Sequence[str]] = None) -> Found:
        """Reads every row, also those of paused trials that have not ended.

        :param columns: names of columns, of which a file may lack some; None for all
        """
        found = Found()
        self._read_ended(self.finished(), columns, found)
        self._read_paused(self.paused(), columns, found)
        return found

    def one(self, trial: str) -> Found:
        """Reads the row of one trial with every column; it may have none."""
        found = Found()
        self._read_ended({trial}, None, found)
        if not found.tables and not found.unreadable:
            epochs = self.paused().get(trial)
            self._read_paused({} if epochs is None else {trial: epochs}, None, found)
        return found

    def finished(self) -> set[str]:
        """Returns the trials that have ended."""
        # The order matters: a compaction lists a row in its manifest before it deletes the
        # one-row file.
        finished = {m.group(1) for m in map(_ROW.fullmatch, self._files.names("trials")) if m}
        return finished.union(*self._compacted().values())

    def paused(self) -> dict[str, int]:
        """Returns the paused trials that have not ended, each with the most epochs of its rows."""
        epochs: dict[str, int] = {}
        for name in self._files.names("paused"):
            row = _PAUSED_ROW.fullmatch(name)
            if row:
                epochs[row.group(1)] = max(int(row.group(2)), epochs.get(row.group(1), 0))
        if epochs:
            for trial in self.finished():
                epochs.pop(trial, None)
        return epochs

    def _read_ended(self, left: set[str], columns: Optional[Sequence[str]], found: Found) -> None:
        for _ in range(_MOST_LOOKS):
            if not left:
                return
            files = self._compacted()
            gone: set[str] = set()
            singles = set(left)
            for digest, ids in sorted(files.items()):
                here = singles & ids
                singles -= here
                if here:
                    gone |= self._read_several(digest, here, columns, found)
            gone |= self._read_singles(
                {trial: f"trials/trial-{trial}.parquet" for trial in singles}, columns, found
            )
            left = gone & self.finished() if gone else gone

    def _read_paused(
        self, epochs: dict[str, int], columns: Optional[Sequence[str]], found: Found
    ) -> None:
        # A row that is gone belongs to a trial that went on meanwhile.
        self._read_singles(
            {t: f"paused/trial-{t}-{epochs[t]}.parquet" for t in epochs}, columns, found
        )

    def _read_singles(
        self, paths: dict[str, str], columns: Optional[Sequence[str]], found: Found
    ) -> set[str]:
        """Reads one-row files and returns the trials whose files are gone."""

        def read(trial: str) -> object:
            try:
                return _parquet.single(trial, self._files.read(paths[trial]), columns)
            except (Corrupt, OSError) as e:
                return e

        gone: set[str] = set()
        # Thousands of files are slow to read one after the other.
        with ThreadPoolExecutor(_READERS) as readers:
            trials = sorted(paths)
            for trial, row in zip(trials, readers.map(read, trials)):
                if isinstance(row, FileNotFoundError):
                    gone.add(trial)
                elif isinstance(row, Exception):
                    found.unreadable[paths[trial]] = str(row)
                else:
                    found.tables.append((paths[trial], row))
        return gone

    def _read_several(
        self, digest: str, ids: set[str], columns: Optional[Sequence[str]], found: Found
    ) -> set[str]:
        """Reads rows of a file of many, and returns their trials if the file is gone."""
        path = f"trials/rows-{digest}.parquet"
        try:
            found.tables.append((path, _parquet.several(ids, self._rows_file(digest), columns)))
        except FileNotFoundError:
            return ids
        except (Corrupt, OSError) as e:
            found.unreadable[path] = str(e)
        return set()

    def _rows_file(self, digest: str) -> bytes:
        """Returns a file of rows. It may leave its hidden place between two looks."""
        for folder in ("trials", "_compacted"):
            try:
                return self._files.read(f"{folder}/rows-{digest}.parquet")
            except FileNotFoundError:
                continue
        return self._files.read(f"trials/rows-{digest}.parquet")

    def _compacted(self) -> dict[str, frozenset[str]]:
        """Returns the files of many rows: the ids of their trials by digest.

        A listing is not atomic, so it counts only when two listings in a row agree.
        """
        # The rows are listed first. A file appears among them after its manifest.
        rows = set(self._files.names("trials"))
        names = set(self._files.names("_compacted"))
        if not names and not any(map(_manifests.digest_in, rows)):
            return {}
        for look in range(1, _MOST_LOOKS + 1):
            files, is_any_nowhere = self._look(rows, names)
            again = set(self._files.names("_compacted"))
            same = (
                again == names if is_any_nowhere else _manifests_of(again) == _manifests_of(names)
            )
            if same or look == _MOST_LOOKS:
                break
            names = again
        return files

    def _look(self, rows: set[str], names: set[str]) -> tuple[dict[str, frozenset[str]], bool]:
        """Returns the files of one listing, and whether a file of a manifest is nowhere."""
        manifests, corrupt = self._manifests(names)
        replaced = {m.replaces for m in manifests if m.replaces}
        files: dict[str, frozenset[str]] = {}
        is_any_nowhere = False
        for manifest in manifests:
            digest = manifest.file
            if digest is None or digest in replaced:
                continue
            name = f"rows-{digest}.parquet"
            if name in names or self._files.exists(f"trials/{name}"):
                files[digest] = manifest.ids
            else:
                is_any_nowhere = True
        told = replaced | {m.file for m in manifests if m.file}
        self._add_lost(rows, names, told, corrupt, files)
        return files, is_any_nowhere

    def _manifests(self, names: set[str]) -> tuple[list[_manifests.Manifest], bool]:
        """Returns the manifests that are what was written, and whether one is corrupt."""
        whole: list[_manifests.Manifest] = []
        is_any_corrupt = False
        for name in sorted(_manifests_of(names)):
            try:
                if name not in self._known:
                    content = self._files.read(f"_compacted/{name}")
                    self._known[name] = _manifests.parse(name, content)
                whole.append(self._known[name])
            except FileNotFoundError:
                continue
            except Corrupt:
                is_any_corrupt = True
        return whole, is_any_corrupt

    def _add_lost(
        self,
        rows: set[str],
        names: set[str],
        told: set[str],
        is_any_corrupt: bool,
        files: dict[str, frozenset[str]],
    ) -> None:
        """Adds files whose manifest is gone or corrupt, so that no row is lost with it.

        A file among the rows had a manifest before it came there. A hidden file counts only if a
        manifest is corrupt and the file has a row that is nowhere else.
        """
        found = {m.group(1) for m in map(_ROW.fullmatch, rows) if m}.union(*files.values())
        for digest in _untold(rows, told):
            ids = self._lost(digest, "trials")
            if ids is not None:
                files[digest] = ids
                found |= ids
        if is_any_corrupt:
            for digest in _untold(names, told):
                ids = self._lost(digest, "_compacted")
                if ids is not None and not ids <= found:
                    files[digest] = ids
                    found |= ids

    def _lost(self, digest: str, folder: str) -> Optional[frozenset[str]]:
        """Returns the trials of a file; None if its bytes are not those of its name."""
        path = f"{folder}/rows-{digest}.parquet"
        if path not in self._ids_of_lost:
            try:
                content = self._files.read(path)
                whole = _manifests.digest_of(content) == digest
                self._ids_of_lost[path] = _parquet.ids(content) if whole else None
            except FileNotFoundError:
                return None
            except Corrupt:
                self._ids_of_lost[path] = None
        return self._ids_of_lost[path]


def _manifests_of(names: set[str]) -> set[str]:
    return {name for name in names if name.endswith(".manifest")}


def _untold(names: set[str], told: set[str]) -> list[str]:
    digests = (_manifests.digest_in(name) for name in names)
    return sorted(d for d in digests if d is not None and d not in told)


def union(found: Found, newest_first: Callable[[pa.Table], int]) -> Optional[pa.Table]:
    """Returns all rows as one table; None if there are none.

    A column is null where a file is older than it. A file whose column has another type than in
    newer files counts as unreadable.
    """
    groups: dict[pa.Schema, list[tuple[str, pa.Table]]] = {}
    for path, rows in found.tables:
        groups.setdefault(rows.schema, []).append((path, rows))
    ordered = sorted(groups.items(), key=lambda g: newest_first(g[1][0][1]), reverse=True)
    types: dict[str, pa.DataType] = {}
    kept: list[pa.Table] = []
    for schema, members in ordered:
        try:
            merged = dict(types)
            for column in schema:
                merged[column.name] = _merged(merged.get(column.name), column.type, column.name)
            types = merged
            kept.append(pa.concat_tables([rows for _, rows in members]))
        except Corrupt as e:
            found.unreadable.update({path: str(e) for path, _ in members})
    if not kept:
        return None
    schema = pa.schema(list(types.items()))
    return pa.concat_tables(_widened(rows, schema) for rows in kept)


def _merged(newer: Optional[pa.DataType], older: pa.DataType, name: str) -> pa.DataType:
    if newer is None or newer.equals(older):
        return older
    if pa.types.is_list(newer) and pa.types.is_list(older):
        return pa.list_(_merged(newer.value_type, older.value_type, name))
    if pa.types.is_struct(newer) and pa.types.is_struct(older):
        fields = {f.name: f.type for f in newer}
        for f in older:
            fields[f.name] = _merged(fields.get(f.name), f.type, f"{name}.{f.name}")
        return pa.struct(list(fields.items()))
    raise Corrupt(f"its column {name} is {older}, must be {newer}")


def _widened(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    columns = []
    for column in schema:
        if column.name in rows.column_names:
            parts = [_filled(part, column.type) for part in rows.column(column.name).chunks]
            columns.append(pa.chunked_array(parts, column.type))
        else:
            columns.append(pa.nulls(rows.num_rows, column.type))
    return pa.table(columns, schema=schema)


def _filled(values: pa.Array, wanted: pa.DataType) -> pa.Array:
    """Returns an array of a wider type, with nulls in the fields that it lacks."""
    if values.type.equals(wanted):
        return values
    if pa.types.is_list(wanted):
        # The offsets of a slice begin behind zero, and flatten() leaves that part out.
        lengths = [0 if n is None else n for n in values.value_lengths().to_pylist()]
        offsets = [0]
        for valid, n in zip(values.is_valid().to_pylist(), lengths):
            offsets.append(offsets[-1] + (n if valid else 0))
        return pa.ListArray.from_arrays(
            pa.array(offsets, pa.int32()),
            _filled(values.flatten(), wanted.value_type),
            type=wanted,
            mask=values.is_null(),
        )
    names = {f.name for f in values.type}
    fields = [
        _filled(values.field(f.name), f.type) if f.name in names else pa.nulls(len(values), f.type)
        for f in wanted
    ]
    return pa.StructArray.from_arrays(fields, fields=list(wanted), mask=values.is_null())


def require(found: Found, place: str) -> None:
    """Refuses a table of which no row can be read."""
    if found.tables:
        return
    if found.unreadable:
        raise SweepError("\n".join(lines(found, place)), 4)
    raise SweepError(f"Cannot read the table {place}: must have a finished trial; train one first")


def lines(found: Found, place: str) -> list[str]:
    """Returns a line for each file that is left out."""
    root = place.rstrip("/")
    return [
        f"Cannot read {root}/{path}: {reason}" for path, reason in sorted(found.unreadable.items())
    ]
