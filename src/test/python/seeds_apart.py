"""How far the means of two engines lie apart, with a 99% interval (Welch).

    python seeds_apart.py OURS.csv PYTORCHS.csv

OURS comes from `export`, the other from pytorch_seeds.py; the validation perplexity is the last column of both.
"""

import csv
import math
import statistics
import sys

# The 99.5% quantile of Student's t; from 300 degrees of freedom on it is between 2.592 and 2.576.
T = 2.592


def last_column(path):
    values = []
    with open(path, encoding="utf-8") as file:
        for row in csv.reader(file):
            try:
                values.append(float(row[-1]))
            except ValueError:
                pass  # the header
    return values


samples = [last_column(path) for path in sys.argv[1:3]]
means = [statistics.fmean(s) for s in samples]
errors = [statistics.variance(s) / len(s) for s in samples]
for name, s, mean in zip(("lstm-sweep", "PyTorch"), samples, means):
    print(f"{name}: n {len(s)}, mean {mean:.4f}, sd {statistics.stdev(s):.4f}, median {statistics.median(s):.4f}")
apart, half = means[0] - means[1], T * math.sqrt(sum(errors))
print(f"difference {apart:+.4f}, from {apart - half:+.4f} to {apart + half:+.4f}")
