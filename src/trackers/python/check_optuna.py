"""Compares a study in a journal file of Optuna with the table that it was exported from.

    python check_optuna.py JOURNAL STUDY TABLE [--no-curves] [--top N]

It loads the journal with Optuna's own storage and the rows with PyArrow, so it shares no code with
the export. It also loads the study as optuna-dashboard does, if that is installed. It ends with 1
at the first difference.

Needs: pip install optuna pyarrow pyyaml, and optuna-dashboard for its part
"""
import argparse
import math
import sys
from collections import Counter
from datetime import timezone
from pathlib import Path

import optuna
import yaml
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

from table_rows import ranked, rows, score_name

STATE = {"OK": "COMPLETE", "PAUSED": "PRUNED"}


class Check:
    def __init__(self):
        self.compared = Counter()

    def that(self, kind, what, stored, expected):
        self.compared[kind] += 1
        if stored != expected:
            sys.exit(f"{what}: Optuna has {stored!r}, the table has {expected!r}")


def number(value):
    """YAML 1.1 reads 1e-3 and 3e+38 as texts."""
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value


def distributions(spec, all_rows):
    """Returns the distributions that the specification and the values of the rows make."""
    found = {}
    for name, given in spec["parameters"].items():
        values = [number(v) for v in given["values"]] if "values" in given else []
        included = [number(p[name]) for p in (spec.get("search") or {}).get("include") or [] if name in p]
        of_rows = [row[name] for row in all_rows]
        if "min" in given:
            everything = [number(given["min"]), number(given["max"]), *included, *of_rows]
            kind = IntDistribution if given["distribution"].startswith("int-") else FloatDistribution
            log = given["distribution"].endswith("log-uniform")
            found[name] = kind(min(everything), max(everything), log=log)
        else:
            choices = list(dict.fromkeys(values + included + of_rows))
            if len(choices) > 1:
                found[name] = CategoricalDistribution(choices)
    return found


def check_trial(check, trial, row, expected, curves):
    me = f"trial {row['trial_id']}"
    score = score_name(row)
    curve = row["curve"]
    last = curve[-1][score] if curve else None
    check.that("states", me, trial.state.name, STATE.get(row["status"], "FAIL"))
    values = {"COMPLETE": row[score], "PRUNED": last, "FAIL": None}
    check.that("values", me, trial.value, values[trial.state.name])
    kept = row["best_epoch"] if row["keep"] == "best" and row["status"] == "OK" else len(curve)
    wanted = curve if curves else [p for p in curve if p["epoch"] == kept]
    points = {p["epoch"]: p[score] for p in wanted}
    check.that("curves", me + " steps", list(trial.intermediate_values), list(points))
    for epoch, value in points.items():
        check.that("intermediate values", f"{me} epoch {epoch}", trial.intermediate_values[epoch], value)
    check.that("distributions", me, trial.distributions, expected)
    for name in expected:
        check.that("params", f"{me} {name}", trial.params[name], row[name])
    check.that("params", me + " names", set(trial.params), set(expected))
    started = trial.datetime_start.astimezone(timezone.utc)
    ended = trial.datetime_complete.astimezone(timezone.utc)
    check.that("times", me + " start", started, row["started_at"].astimezone(timezone.utc))
    check.that("times", me + " end", ended, row["finished_at"].astimezone(timezone.utc))
    for name in ("trial_id", "status", "status_detail", "parameters_sha256", "corpus", "parameter_count"):
        if row[name] is not None:
            check.that("user attributes", f"{me} {name}", trial.user_attrs[name], row[name])
    trial._validate()  # It is what Optuna asks of a trial that is added to a study.


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("journal", type=Path)
    parser.add_argument("study")
    parser.add_argument("table", type=Path)
    parser.add_argument("--no-curves", action="store_true")
    parser.add_argument("--top", type=int)
    given = parser.parse_args()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    storage = JournalStorage(JournalFileBackend(str(given.journal)))
    study = optuna.load_study(study_name=given.study, storage=storage)
    every = rows(given.table)
    chosen = ranked(every)[: given.top] if given.top else every
    chosen = sorted(chosen, key=lambda r: (r["started_at"], r["trial_id"]))
    spec = yaml.safe_load((given.table / "sweep.yaml").read_text())
    expected = distributions(spec, chosen)
    check = Check()
    check.that("studies", "number of studies", len(optuna.get_all_study_names(storage)), 1)
    check.that("studies", "direction", study.direction.name, "MINIMIZE")
    check.that("studies", "metric", study.metric_names, [spec["metric"]["name"]])
    trials = study.trials
    check.that("trials", "ids", [t.user_attrs["trial_id"] for t in trials], [r["trial_id"] for r in chosen])
    check.that("trials", "numbers", [t.number for t in trials], list(range(len(chosen))))
    for trial, row in zip(trials, chosen):
        check_trial(check, trial, row, expected, not given.no_curves)
    best = [r for r in ranked(chosen) if math.isfinite(r[score_name(r)])]
    if best:
        check.that("trials", "best", study.best_value, best[0][score_name(best[0])])
    frame = study.trials_dataframe()
    check.that("trials", "rows of the data frame", len(frame), len(chosen))
    print(f"Optuna {optuna.__version__}: {len(chosen)} trials agree: "
          + ", ".join(f"{n} {k}" for k, n in check.compared.items()))
    dashboard(check, storage, study, chosen)


def dashboard(check, storage, study, chosen):
    """Asks the dashboard's application for the study, without a browser and without a port."""
    try:
        import optuna_dashboard
    except ImportError:
        print("optuna-dashboard is not installed")
        return
    import io
    import json
    from wsgiref.util import setup_testing_defaults

    def get(path):
        environ = {"PATH_INFO": path, "QUERY_STRING": "after=0", "REQUEST_METHOD": "GET"}
        setup_testing_defaults(environ)
        environ["wsgi.errors"] = io.StringIO()
        status = []
        body = b"".join(application(environ, lambda s, headers, *rest: status.append(s)))
        if not status[0].startswith("200"):
            sys.exit(f"the dashboard answers {path} with {status[0]}: {body[:300]}")
        # A browser reads no other numbers than those of JSON.
        return json.loads(body, parse_constant=lambda text: sys.exit(f"the dashboard sends {text}"))

    application = optuna_dashboard.wsgi(storage)
    shown = get(f"/api/studies/{study._study_id}")
    check.that("dashboard", "trials", len(shown["trials"]), len(chosen))
    for trial, row in zip(shown["trials"], chosen):
        check.that("dashboard", "intermediate values", len(trial["intermediate_values"]),
                   len(study.trials[trial["number"]].intermediate_values))
        check.that("dashboard", "state", trial["state"].upper(), STATE.get(row["status"], "FAIL").upper())
    print(f"optuna-dashboard {optuna_dashboard.__version__}: it shows {len(shown['trials'])} trials")


if __name__ == "__main__":
    main()
