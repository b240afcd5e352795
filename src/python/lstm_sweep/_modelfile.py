"""Reads the bytes of a model file. docs/table.md describes them."""

from __future__ import annotations

import hashlib
import re
import struct
from typing import Optional

import numpy as np
import numpy.typing as npt

from lstm_sweep._errors import Corrupt

_MAGIC = b"LSTMSWP"
_WITHOUT_TOKENS = 2
_PLAIN = 3
_SPELLED = 4
_SPELLING = {"\\\\": "\\", "\\n": "\n", "\\t": "\t"}


def parse(content: bytes, sha256: str) -> tuple[npt.NDArray[np.float32], Optional[tuple[str, ...]]]:
    """Returns the parameters of a model, in the file's order, and its tokens by id.

    The tokens are None for a time series, and in a file of version 2.

    :param sha256: SHA-256 of the parameters' bytes, from the row
    :raises Corrupt: if the bytes are no such file, or do not match the row
    """
    if len(content) < 12 or content[:7] != _MAGIC:
        raise Corrupt("it is no model file: it must begin with LSTMSWP")
    count = struct.unpack_from("<i", content, 8)[0]
    _check_size(content, count)
    end = 12 + 4 * count
    found = hashlib.sha256(memoryview(content)[12:end]).hexdigest()
    if found != sha256:
        raise Corrupt(f"the SHA-256 of its parameters is {found}, must be {sha256}")
    parameters = np.frombuffer(content, dtype="<f4", count=count, offset=12)
    tokens = None if content[7] == _WITHOUT_TOKENS else _tokens(content, end + 4)
    return parameters.astype(np.float32, copy=False), tokens


def _check_size(content: bytes, count: int) -> None:
    version = content[7]
    end = 12 + 4 * count
    size = len(content)
    parameters = f"4 for each of its {count} parameters"
    if version == _WITHOUT_TOKENS:
        if size != end:
            raise Corrupt(f"it has {size} bytes, must have 12 and {parameters}")
    elif version in (_PLAIN, _SPELLED):
        # The size of the tokens is readable only if all parameters are there.
        if count < 0 or size < end + 36:
            raise Corrupt(f"it has {size} bytes, must have at least 48 and {parameters}")
        tokens = struct.unpack_from("<i", content, end)[0]
        if size != end + 36 + tokens:
            raise Corrupt(
                f"it has {size} bytes, must have 48, {parameters} and {tokens} of its tokens"
            )
    else:
        newer = "; a newer lstm-sweep may read it" if version > _SPELLED else ""
        raise Corrupt(f"its version is {version}, must be 2, 3 or 4{newer}")


def _tokens(content: bytes, start: int) -> Optional[tuple[str, ...]]:
    lines = content[start:-32]
    found = hashlib.sha256(lines).digest()
    if found != content[-32:]:
        raise Corrupt(f"the SHA-256 of its tokens is {found.hex()}, must be {content[-32:].hex()}")
    if not lines:
        return None
    try:
        words = lines.decode("utf-8").rstrip("\n").split("\n")
    except UnicodeDecodeError as e:
        raise Corrupt("its tokens are not UTF-8") from e
    if content[7] == _SPELLED:
        words = [re.sub(r"\\[\\nt]", lambda m: _SPELLING[m.group()], word) for word in words]
    return tuple(words)
