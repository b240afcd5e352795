"""Trains a small grid on each of many series, and compares the best model of each with forecasts that need no model.

Needs a JDK 17 or newer and Maven.

    python examples/many_series.py [OUT] [SERIES]

It invents the daily sales of 12 shops, or of SERIES shops, beside OUT. A second call trains nothing.
"""

import csv
import io
import math
import random
import subprocess
import sys
from pathlib import Path

root = Path(__file__).resolve().parents[1]
out = Path(sys.argv[1] if len(sys.argv) > 1 else root / "out" / "many-series").resolve()
shops = int(sys.argv[2]) if len(sys.argv) > 2 else 12
folder = out.with_name(f"{out.name}-{shops}-shops")


def lstm_sweep(*arguments, **more):
    return subprocess.run([root / "bin" / "lstm-sweep", *arguments], check=True, **more)


# A week, a year, a trend and noise, of another size in each shop.
folder.mkdir(parents=True, exist_ok=True)
for shop in range(shops):
    draw = random.Random(shop)
    level, week, year, trend = draw.uniform(50, 500), draw.uniform(0, 0.4), draw.uniform(0, 0.3), draw.uniform(-0.3, 0.3)
    with open(folder / f"shop-{shop:04}.csv", "w", encoding="utf-8") as file:
        file.write("day,sold\n")
        for day in range(240):
            season = week * math.sin(2 * math.pi * day / 7) + year * math.sin(2 * math.pi * day / 365)
            file.write(f"{day},{level * (1 + season + trend * day / 240 + draw.gauss(0, 0.05)):.2f}\n")

(folder / "shops.yaml").write_text(
    """
name: shops
task: time-series
corpus: {glob: "shop-*.csv"}
column: sold
windows: {train: 170, validation: 50}
parameters:
  tau: 14
  num_hiddens: [4, 8]
  lr: [0.05, 0.2]
  num_epochs: 60
  batch_size: 32
"""
)
lstm_sweep("run", folder / "shops.yaml", "--out", out)

# One row for each shop: its best score, those of the baselines, and the values of the best trial.
found = lstm_sweep("best", out, "--format", "csv", stdout=subprocess.PIPE, text=True).stdout
best = list(csv.DictReader(io.StringIO(found)))
assert len(best) == shops, f"{len(best)} of {shops} shops have a best trial"
for baseline in ("naive_rmse", "linear_rmse"):
    better = sum(float(row["validation_rmse"]) < float(row[baseline]) for row in best)
    print(f"The best model beats {baseline} for {better} of {shops} shops.")
hard = max(best, key=lambda row: float(row["validation_rmse"]) / float(row["linear_rmse"]))
print(f"The hardest one is {Path(hard['corpus']).name}: trial {hard['trial_id'][:6]}, lr {hard['lr']}.")
lstm_sweep("forecast", out, "--trial", hard["trial_id"], "--steps", "7")
