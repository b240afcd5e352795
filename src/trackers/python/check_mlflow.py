"""Compares the runs of an MLflow experiment with the table that they were exported from.

    python check_mlflow.py URL EXPERIMENT TABLE [--no-curves] [--top N]

It reads the runs with MLflow's own client and the rows with PyArrow, so it shares no code with the
export. It prints the number of values that it compared and one digest of everything that MLflow
has about the experiment. Two equal digests prove that nothing changed. It ends with 1 at the first
difference.

Needs: pip install mlflow
"""
import argparse
import hashlib
import json
import math
import sys
from collections import Counter
from pathlib import Path

from mlflow.entities import ViewType
from mlflow.tracking import MlflowClient

from table_rows import ranked, rows, score_name

STATUS = {
    "OK": "FINISHED",
    "PAUSED": "KILLED",
    "TIMEOUT": "KILLED",
    "DIVERGED": "FAILED",
    "FAILED": "FAILED",
    "OUT_OF_MEMORY": "FAILED",
    "CRASHED": "FAILED",
}
LARGEST = 1.7976931348623157e308  # MLflow stores infinity as this number.
MEASURED_TAGS = ("engine", "kernels", "host", "reproducibility", "parameters_sha256")


def same(stored, expected):
    if math.isinf(expected):
        return stored in (expected, math.copysign(LARGEST, expected))
    return stored == expected


def millis(time):
    return int(time.timestamp() * 1000 + 1e-6)


class Check:
    def __init__(self):
        self.compared = Counter()

    def that(self, kind, what, stored, expected, equal=None):
        self.compared[kind] += 1
        if not (equal(stored, expected) if equal else stored == expected):
            sys.exit(f"{what}: MLflow has {stored!r}, the table has {expected!r}")


def check_run(check, client, run, row, parent, curves):
    me = f"trial {row['trial_id']}"
    check.that("times", me + " start", run.info.start_time, millis(row["started_at"]))
    check.that("times", me + " end", run.info.end_time, millis(row["finished_at"]))
    check.that("statuses", me, run.info.status, STATUS[row["status"]])
    check.that("parents", me, run.data.tags["mlflow.parentRunId"], parent)
    check.that("tags", me, run.data.tags["lstm_sweep.status"], row["status"])
    for name in MEASURED_TAGS:
        if row.get(name) is not None:
            check.that("tags", f"{me} {name}", run.data.tags["lstm_sweep." + name], row[name])
    for name, text in run.data.params.items():
        value = row[name]
        check.that("params", f"{me} {name}", type(value)(text), value)
    for name in ("num_steps", "tau", "num_hiddens", "lr", "batch_size", "cell", "seed", "corpus"):
        if row.get(name) is not None and name not in run.data.params:
            sys.exit(f"{me} has no parameter {name}")
    score = score_name(row)
    names = {"train_" + score.split("_", 1)[1], score, "seconds"}
    for name, value in run.data.metrics.items():
        if name not in names | {"score", "test_perplexity"}:
            check.that("metrics", f"{me} {name}", value, float(row[name]), same)
            history = client.get_metric_history(run.info.run_id, name)
            check.that("metrics", f"{me} {name}", len(history), 1)
    if row["status"] == "OK" and math.isfinite(row[score]):
        check.that("metrics", me + " score", run.data.metrics["score"], row[score])
    curve = row["curve"]
    kept = row["best_epoch"] if row["keep"] == "best" and row["status"] == "OK" else len(curve)
    wanted = curve if curves else [p for p in curve if p["epoch"] == kept]
    for name in sorted(names):
        history = sorted(client.get_metric_history(run.info.run_id, name), key=lambda m: m.step)
        expected = [p for p in wanted if p[name] is not None]
        check.that("curves", f"{me} {name}: steps", len(history), len(expected))
        for metric, point in zip(history, expected):
            what = f"{me} {name} at epoch {point['epoch']}"
            check.that("curve points", what, metric.step, point["epoch"])
            check.that("curve points", what, metric.value, point[name], same)
        times = [m.timestamp for m in history]
        check.that("curves", f"{me} {name}: order of times", times, sorted(times))
        if times and not times[-1] <= run.info.end_time:
            sys.exit(f"{me} {name}: the last epoch ends after the trial")
        # A continued trial has the start of its last part alone.
        duration = (row["finished_at"] - row["started_at"]).total_seconds()
        whole = sum(p["seconds"] for p in curve) <= duration
        if times and whole and not times[0] >= run.info.start_time:
            sys.exit(f"{me} {name}: the first epoch ends before the trial starts")


def digest(client, experiment):
    """Returns a digest of all runs, deleted ones too, with all values of all metrics."""
    everything = []
    for run in client.search_runs([experiment.experiment_id], run_view_type=ViewType.ALL, max_results=50000):
        metrics = {
            name: sorted((m.step, m.timestamp, m.value) for m in client.get_metric_history(run.info.run_id, name))
            for name in run.data.metrics
        }
        info = {k: str(v) for k, v in dict(run.info).items()}
        everything.append([info, run.data.params, run.data.tags, metrics])
    everything.sort(key=lambda run: run[0]["run_id"])
    text = json.dumps([str(experiment.last_update_time), everything], sort_keys=True)
    return len(everything), hashlib.sha256(text.encode()).hexdigest()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("experiment")
    parser.add_argument("table", type=Path)
    parser.add_argument("--no-curves", action="store_true")
    parser.add_argument("--top", type=int)
    given = parser.parse_args()
    client = MlflowClient(given.url)
    experiment = client.get_experiment_by_name(given.experiment)
    if experiment is None:
        sys.exit(f"there is no experiment {given.experiment}")
    expected = ranked(rows(given.table))[: given.top] if given.top else rows(given.table)
    runs = client.search_runs([experiment.experiment_id], max_results=50000)
    parents = [r for r in runs if r.data.tags["lstm_sweep.kind"] == "sweep"]
    trials = {}
    for run in runs:
        if run not in parents:
            trial = run.data.tags["lstm_sweep.trial_id"]
            if trial in trials:
                sys.exit(f"trial {trial} has two runs")
            trials[trial] = run
    check = Check()
    check.that("runs", "runs of sweeps", len(parents), 1)
    check.that("runs", "runs of trials", sorted(trials), sorted(r["trial_id"] for r in expected))
    check.that("runs", "status of the sweep", parents[0].info.status, "FINISHED")
    for row in expected:
        check_run(check, client, trials[row["trial_id"]], row, parents[0].info.run_id, not given.no_curves)
    count, sha256 = digest(client, experiment)
    print(f"{len(expected)} trials agree: " + ", ".join(f"{n} {k}" for k, n in check.compared.items()))
    print(f"{count} runs, digest {sha256}")


if __name__ == "__main__":
    main()
