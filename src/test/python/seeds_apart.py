"""Prints the difference between the means of two engines, with a 99% interval (Welch).

    python seeds_apart.py OURS PYTORCHS

OURS is the output of `sql`, and PYTORCHS the output of pytorch_seeds.py. The validation perplexity is the last column
of both.
"""

import math
import re
import statistics
import sys

# The 99.5% quantile of Student's t; from 300 degrees of freedom on it is between 2.592 and 2.576.
T = 2.592


def last_column(path):
    values = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            last = re.split(r"[,\s]+", line.strip())[-1]
            if re.fullmatch(r"[0-9.]+", last):  # no header
                values.append(float(last))
    return values


samples = [last_column(path) for path in sys.argv[1:3]]
means = [statistics.fmean(s) for s in samples]
errors = [statistics.variance(s) / len(s) for s in samples]
for name, s, mean in zip(("lstm-sweep", "PyTorch"), samples, means):
    print(f"{name}: n {len(s)}, mean {mean:.4f}, sd {statistics.stdev(s):.4f}, median {statistics.median(s):.4f}")
apart, half = means[0] - means[1], T * math.sqrt(sum(errors))
print(f"difference {apart:+.4f}, from {apart - half:+.4f} to {apart + half:+.4f}")
