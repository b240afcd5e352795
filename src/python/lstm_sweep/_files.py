"""The files of a table, on this machine or on a filesystem that Arrow reaches."""

from __future__ import annotations

import os
from typing import Any, Union

from lstm_sweep._errors import Corrupt, SweepError, requires

#: A table: a folder, or the URI of one.
Place = Union[str, "os.PathLike[str]"]

_MIB = 1 << 20
#: No file that the software writes is nearly as large. A stranger's file fills no memory.
_MOST_BYTES = {"trials": 1024 * _MIB, "_compacted": 1024 * _MIB, "paused": 1024 * _MIB}
_MOST_BYTES_OF_A_MODEL = 2048 * _MIB
_MOST_BYTES_OF_TEXT = 16 * _MIB


class Files:
    """Lists and reads the files of one table. Nothing in a table leads out of it."""

    def __init__(self, place: Place) -> None:
        """Finds the table.

        :raises SweepError: if there is none at ``place``
        """
        self.place = os.fspath(place)
        if not isinstance(self.place, str):
            raise SweepError(f"Cannot read the table {self.place!r}: must be a text")
        if "://" in self.place:
            self._system, self._root = _remote(self.place)
        else:
            self._system, self._root = None, self.place
        if not self._is_file("sweep.yaml"):
            raise SweepError(
                f"Cannot read the table {self.place}: must be a folder with a sweep.yaml"
            )

    def names(self, folder: str) -> list[str]:
        """Returns the names of the files in a folder; none if there is no such folder."""
        path = self._path(folder)
        try:
            if self._system is None:
                if os.path.islink(path):
                    raise SweepError(f"Cannot read {path}: must be a folder, but is a link")
                return os.listdir(path)
            from pyarrow import fs

            selector = fs.FileSelector(path, allow_not_found=True)
            return [info.base_name for info in self._system.get_file_info(selector)]
        except FileNotFoundError:
            return []
        except OSError as e:
            raise SweepError(f"Cannot list {path}: {e}", 4) from e

    def exists(self, path: str) -> bool:
        """Returns whether something is at a path, also a link."""
        full = self._path(path)
        if self._system is None:
            return os.path.lexists(full)
        from pyarrow import fs

        return bool(self._system.get_file_info(full).type != fs.FileType.NotFound)

    def read(self, path: str) -> bytes:
        """Returns the bytes of a file.

        :raises FileNotFoundError: if it is not there
        :raises Corrupt: if it is a link, or larger than any file of its kind
        """
        full = self._path(path)
        folder = path.partition("/")[0]
        most = _MOST_BYTES_OF_A_MODEL if folder == "models" else _MOST_BYTES.get(folder, 0)
        if path.endswith(".manifest") or most == 0:
            most = _MOST_BYTES_OF_TEXT
        return self._local(full, most) if self._system is None else self._foreign(full, most)

    @staticmethod
    def _local(full: str, most: int) -> bytes:
        if os.path.islink(full):
            raise Corrupt("it is a link, must be a file")
        if os.path.lexists(full) and not os.path.isfile(full):
            # A pipe would be waited for.
            raise Corrupt("it is no regular file")
        with open(full, "rb") as file:
            if os.fstat(file.fileno()).st_size > most:
                raise Corrupt(f"it has more than {most} bytes")
            return file.read()

    def _foreign(self, full: str, most: int) -> bytes:
        with self._system.open_input_file(full) as file:
            if file.size() > most:
                raise Corrupt(f"it has more than {most} bytes")
            return bytes(file.read())

    def _path(self, path: str) -> str:
        return f"{self._root.rstrip('/') or '/'}/{path}"

    def _is_file(self, path: str) -> bool:
        full = self._path(path)
        if self._system is None:
            return os.path.isfile(full) and not os.path.islink(full)
        from pyarrow import fs

        return bool(self._system.get_file_info(full).type == fs.FileType.File)


def _remote(uri: str) -> tuple[Any, str]:
    try:
        from pyarrow import fs
    except ImportError as e:
        requires("arrow", f"read the table {uri}", e)
    # Arrow has Hadoop's s3a under its plain name.
    plain = "s3://" + uri[len("s3a://") :] if uri.startswith("s3a://") else uri
    try:
        system, root = fs.FileSystem.from_uri(plain)
        return system, str(root)
    except Exception as e:
        raise SweepError(
            f"Cannot reach the table {uri}: must be a path or the URI of a filesystem that Arrow"
            f" has here ({e})"
        ) from e
