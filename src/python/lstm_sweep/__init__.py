"""Tables and models of lstm-sweep in Python.

Without Spark: :func:`read`, :func:`epochs` and :func:`forecasts` return rows as pandas or Arrow.
:func:`model` returns a trained model as NumPy arrays, and as a module of PyTorch.

With PySpark: :func:`run` trains a sweep in a session that :func:`settings` has set up, and
:func:`table` reads its rows.

docs/python.md describes them with examples, and docs/table.md every column.
"""

from lstm_sweep._errors import CorruptRowWarning, SweepError
from lstm_sweep._model import Model
from lstm_sweep._models import model
from lstm_sweep._spark import run, settings, table
from lstm_sweep._table import epochs, forecasts, read

__version__ = "0.1.0.dev0"

__all__ = [
    "CorruptRowWarning",
    "Model",
    "SweepError",
    "epochs",
    "forecasts",
    "model",
    "read",
    "run",
    "settings",
    "table",
]
