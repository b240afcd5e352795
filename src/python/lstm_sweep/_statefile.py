"""Reads the parameters in the state of a paused trial. docs/table.md says when a trial has one."""

from __future__ import annotations

import hashlib
import struct

import numpy as np
import numpy.typing as npt

from lstm_sweep._errors import Corrupt

_MAGIC = b"LSTMSTA"
_OF_LAST_EPOCH = 1
_WITH_BEST_EPOCH = 2
_EPOCHS = struct.Struct("<i")
#: Magic, version, id, two numbers of nanoseconds and two of Adam, before the number of epochs.
_HEAD = 7 + 1 + 32 + 2 * 8 + 2 * 8
_POINT = 1 + 7 * 8
_DIGEST = 32


def parse(content: bytes, trial: str) -> npt.NDArray[np.float32]:
    """Returns the parameters of a paused trial, in the order of a model file.

    A trial that keeps its best epoch has those of that epoch.

    :raises Corrupt: if the bytes are no state of this trial
    """
    if content[:7] != _MAGIC or len(content) < _HEAD + _EPOCHS.size + _DIGEST:
        raise Corrupt("it is no state: it must begin with LSTMSTA")
    if hashlib.sha256(memoryview(content)[:-_DIGEST]).digest() != content[-_DIGEST:]:
        raise Corrupt("it is not what was written: its SHA-256 differs")
    version = content[7]
    if version not in (_OF_LAST_EPOCH, _WITH_BEST_EPOCH):
        raise Corrupt(f"its version is {version}, must be 1 or 2")
    owner = content[8:40].decode("ascii", "replace")
    if owner != trial:
        raise Corrupt(f"it is of trial {owner}")
    place = _HEAD + _EPOCHS.size + _POINT * _number(content, _HEAD)
    arrays = []
    # The parameters, the optimizer's two moments, and the parameters of the best epoch.
    for _ in range(3 if version == _OF_LAST_EPOCH else 4):
        count = _number(content, place)
        place += _EPOCHS.size
        if place + 4 * count > len(content) - _DIGEST:
            raise Corrupt("it is too short for its numbers")
        arrays.append(np.frombuffer(content, dtype="<f4", count=count, offset=place))
        place += 4 * count
    return arrays[0 if version == _OF_LAST_EPOCH else 3].astype(np.float32, copy=False)


def _number(content: bytes, place: int) -> int:
    if place + _EPOCHS.size > len(content) - _DIGEST:
        raise Corrupt("it is too short for its numbers")
    number: int = _EPOCHS.unpack_from(content, place)[0]
    if number < 0:
        raise Corrupt(f"it has a negative number of values: {number}")
    return number
