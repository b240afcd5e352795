"""The seal of a file of rows: the SHA-256 of the file, which its own footer holds."""

from __future__ import annotations

import hashlib

from lstm_sweep._errors import Corrupt

_ZEROS = b"0" * 64


def _entry(key: bytes, length: int) -> bytes:
    # Between a key and its value, Thrift has the type of a text and its length.
    return key + bytes([0x18, length])


def verify(file: bytes) -> bool:
    """Returns whether a file has a seal, and checks it.

    A file of an older version has none, and relies on the checksums of Parquet's pages.

    :raises Corrupt: if the seal does not match the bytes
    """
    entry = _entry(b"lstmsweep.file_sha256", 64)
    # The footer is at the end, and a row may contain any text.
    at = file.rfind(entry) + len(entry)
    if at < len(entry) or at + 64 > len(file):
        return False
    digest = hashlib.sha256(memoryview(file)[:at])
    digest.update(_ZEROS)
    digest.update(memoryview(file)[at + 64 :])
    sealed = file[at : at + 64]
    if digest.hexdigest().encode() != sealed:
        raise Corrupt(f"its SHA-256 is {digest.hexdigest()[:16]}…, must be {_shown(sealed)}…")
    return True


def _shown(sealed: bytes) -> str:
    return "".join(chr(b) if b in b"0123456789abcdef" else "?" for b in sealed[:16])
