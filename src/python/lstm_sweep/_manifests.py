"""The manifests of a compacted table: which rows each file of many rows has."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Optional

from lstm_sweep._errors import Corrupt

_HEX = re.compile(r"[0-9a-f]{32}")
_ROWS = re.compile(r"rows-([0-9a-f]{32})\.parquet")


def digest_of(content: bytes) -> str:
    """Returns the digest that names a manifest or a file of rows: 32 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()[:32]


def digest_in(name: str) -> Optional[str]:
    """Returns the digest in the name of a file of many rows; None for a different name."""
    rows = _ROWS.fullmatch(name)
    return rows.group(1) if rows else None


@dataclass(frozen=True)
class Manifest:
    """One step of a compaction.

    :ivar file: digest of the file of rows; None if no rows are left
    :ivar replaces: digest of the file that is no longer valid; None if there is none
    :ivar ids: the trials whose rows the file has
    """

    file: Optional[str]
    replaces: Optional[str]
    ids: frozenset[str]


def parse(name: str, content: bytes) -> Manifest:
    """Reads a manifest.

    :param name: name of its file
    :raises Corrupt: if it is not what was written under that name
    """
    if name != digest_of(content) + ".manifest":
        raise Corrupt("it is not what was written under its name")
    lines = content.decode("utf-8", "replace").splitlines()
    if len(lines) < 3 or lines[0] != "lstm-sweep manifest 1":
        raise Corrupt("it is of another version, or no manifest")
    ids = lines[3:]
    if not all(_HEX.fullmatch(line) for line in ids):
        raise Corrupt("it is no manifest: each of its ids must be 32 hexadecimal digits")
    return Manifest(_digest("file", lines[1]), _digest("replaces", lines[2]), frozenset(ids))


def _digest(key: str, line: str) -> Optional[str]:
    value = line[len(key) + 1 :] if line.startswith(key + " ") else ""
    if value == "-":
        return None
    if not _HEX.fullmatch(value):
        raise Corrupt(f"it is no manifest: its digest after {key} must be 32 hexadecimal digits")
    return value
