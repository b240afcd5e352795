"""Reads the rows of a table with PyArrow.

Needs: pip install pyarrow
"""
import math

import pyarrow.parquet as parquet


def rows(table):
    """Returns the rows of a table as dictionaries, also those of paused trials."""
    files = sorted(table.glob("trials/*.parquet"))
    ended = [row for file in files for row in parquet.ParquetFile(file).read().to_pylist()]
    ids = {row["trial_id"] for row in ended}
    paused = {}
    for file in sorted(table.glob("paused/*.parquet")):
        row = parquet.ParquetFile(file).read().to_pylist()[0]
        older = paused.get(row["trial_id"])
        if row["trial_id"] not in ids and (older is None or len(older["curve"]) < len(row["curve"])):
            paused[row["trial_id"]] = row
    return ended + list(paused.values())


def score_name(row):
    return "validation_rmse" if row["task"] == "time-series" else "validation_perplexity"


def ranked(all_rows):
    ok = [r for r in all_rows if r["status"] == "OK" and math.isfinite(r[score_name(r)])]
    return sorted(ok, key=lambda r: (r[score_name(r)], r["trial_id"]))
