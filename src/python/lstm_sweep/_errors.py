"""The errors and warnings of this package."""

from __future__ import annotations

from typing import NoReturn, Optional


class SweepError(Exception):
    """A mistake or a circumstance that the caller can mend.

    The message says what, the value and the bound, one problem a line.

    :ivar exit_code: the code with which the command line would end; None if the error is Python's
    """

    def __init__(self, message: str, exit_code: Optional[int] = None) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class CorruptRowWarning(UserWarning):
    """A file of a table was left out, because it is not what was published."""


class Corrupt(Exception):
    """A file is not what was published. The message begins with "it" or "its"."""


def requires(extra: str, act: str, cause: ImportError) -> NoReturn:
    """Says which library a function needs. ``extra`` is one of the package's extras."""
    raise SweepError(
        f"Cannot {act}: must have the library {cause.name}; "
        f"pip install './src/python[{extra}]' brings it"
    ) from cause
