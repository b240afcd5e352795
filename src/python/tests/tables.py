"""Tables for the tests, which the command line of this repository trains."""

from __future__ import annotations

import atexit
import csv
import functools
import io
import math
import os
import shlex
import shutil
import subprocess
import tempfile
import time
import unittest
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[3]

#: Eight small models of every cell; the second learning rate lets some diverge.
GRID = """
name: python
corpus: harbour
windows: {train: 600, validation: 300}
parameters:
  num_steps: 8
  num_hiddens: 8
  cell: [lstm, gru, mgu, rnn]
  lr: [1, 2]
  batch_size: 128
  num_epochs: 2
"""

#: The grid of the cells in their other forms. Its identity cells diverge at the learning rate 1000.
LAYERS = """
name: layers
corpus: harbour
tokens: word
windows: {train: 300, validation: 100}
parameters:
  num_steps: 8
  num_hiddens: 6
  cell: [lstm, rnn]
  hidden_activation: identity
  num_layers: 2
  lr: [0.1, 1000]
  gradient_clip: 1000
  batch_size: 128
  num_epochs: 2
"""

#: Successive halving pauses six of its trials.
HALVING = """
name: halving
corpus: harbour
windows: {train: 300, validation: 100}
method: successive-halving
search: {min_epochs: 1, reduction_factor: 3}
parameters:
  num_steps: 8
  num_hiddens: [8, 16, 32]
  lr: [0.1, 1, 4]
  batch_size: 128
  num_epochs: 3
"""

#: All of its trials stop early, after two epochs.
EARLY = """
name: early
corpus: harbour
windows: {train: 300, validation: 100}
search: {early_stop: {patience: 1, min_delta: 0.9}}
parameters:
  num_steps: 8
  num_hiddens: 6
  optimizer: [sgd, adam]
  keep: [last, best]
  batch_size: 128
  num_epochs: 5
"""

SERIES = """
name: series
task: time-series
corpus: ./series.csv
column: value
scale: standard
windows: {train: 600, validation: 300}
parameters:
  tau: 4
  input: [window, sequence]
  num_hiddens: 4
  batch_size: 64
  num_epochs: 2
"""


#: Every cell reads two further columns, which the demand follows two moments later.
COLUMNS = """
name: columns
task: time-series
corpus: ./demand.csv
target: demand
columns: [temperature, price]
windows: {train: 300, validation: 150}
parameters:
  tau: 5
  cell: [lstm, gru, mgu, rnn]
  input: [window, sequence]
  num_layers: [1, 2]
  num_hiddens: 5
  batch_size: 64
  lr: 0.05
  num_epochs: 4
"""

#: All of its trials stop early.
PAUSED = """
name: paused
task: time-series
corpus: ./demand.csv
target: demand
columns: [temperature, price]
windows: {train: 300, validation: 150}
search: {early_stop: {patience: 1, min_delta: 0.99}}
parameters:
  input: [window, sequence]
  num_hiddens: 4
  batch_size: 64
  num_epochs: 5
"""

#: Their order in the file is not that in the specification.
DEMAND = ("price", "demand", "temperature")


def demand() -> list[tuple[float, float, float]]:
    """Returns the moments of that file: price, demand and temperature."""
    random = Random(2)
    moments = []
    warm = [random.gauss(20, 5) for _ in range(502)]
    for t in range(500):
        price = round(2 + 0.1 * (t % 7), 2)
        sold = 300 + 8 * (warm[t] - 20) - 20 * (price - 2) + random.gauss(0, 2)
        moments.append((price, round(sold, 3), round(warm[t + 2], 3)))
    return moments


def values() -> list[float]:
    """Returns the series of that specification: a noisy sine around 5."""
    random = Random(1)
    return [round(5 + math.sin(0.05 * t) + random.gauss(0, 0.2), 4) for t in range(1000)]


def command() -> list[str]:
    """Returns the command line: LSTM_SWEEP_COMMAND, or the script of this repository."""
    given = os.environ.get("LSTM_SWEEP_COMMAND")
    if given:
        return shlex.split(given)
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise unittest.SkipTest("there is no Java to train a table with")
    return [str(ROOT / "submit" / "local.sh")]


def call(*arguments: str) -> str:
    """Runs a command and returns its output."""
    done = subprocess.run(
        [*command(), *arguments], capture_output=True, text=True, cwd=folder(), check=False
    )
    if done.returncode not in (0, 5):
        raise AssertionError(f"{arguments} ended with {done.returncode}: {done.stderr}")
    return done.stdout


@functools.lru_cache(maxsize=None)
def folder() -> str:
    """Returns a folder of this test run, which is deleted when the process ends."""
    made = tempfile.mkdtemp(prefix="lstm-sweep-python-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@functools.lru_cache(maxsize=None)
def trained(name: str) -> Path:
    """Returns the table of a specification above; it is trained once in a test run."""
    spec = Path(folder()) / f"{name}.yaml"
    spec.write_text(globals()[name.upper()])
    if name == "series":
        lines = ["value", *map(str, values())]
        (Path(folder()) / "series.csv").write_text("\n".join(lines) + "\n")
    if name in ("columns", "paused"):
        lines = [",".join(DEMAND), *(",".join(map(str, moment)) for moment in demand())]
        (Path(folder()) / "demand.csv").write_text("\n".join(lines) + "\n")
    out = Path(folder()) / name
    call("run", str(spec), "--out", str(out))
    return out


def copied(name: str) -> Path:
    """Returns a copy of that table, which a test may change."""
    copy = Path(tempfile.mkdtemp(dir=folder())) / name
    shutil.copytree(trained(name), copy)
    return copy


def compacted(name: str) -> Path:
    """Returns a compacted copy of that table."""
    copy = copied(name)
    # Rows of the last 90 seconds stay single.
    then = time.time() - 600
    for row in (copy / "trials").iterdir():
        os.utime(row, (then, then))
    call("compact", str(copy))
    return copy


def answer(out: Path, query: str) -> list[dict[str, str]]:
    """Returns what ``sql`` answers, as texts by column."""
    return list(csv.DictReader(io.StringIO(call("sql", str(out), query, "--format", "csv"))))
