"""Writes a small table and its statistics by NumPy and SciPy, for ReferenceStatisticsTest.

    python reference_statistics.py > ../resources/io/github/lstmsweep/compare/reference-statistics.txt

The shares of the variance are differences of residual sums of squares between least-squares fits of nested models.
The Java code never fits a model: it squares differences of means. NumPy 2.4 and SciPy 1.17 wrote the file.

A line begins with its kind:

    row LR NUM_LAYERS CELL SEED SCORE SECONDS
    share MEASURE NAME SHARE                  main effects, pairs, "higher" and "noise"; they add up to 1
    unequal MEASURE NAME SHARE                those shares without every fifth row; configurations weigh equally
    level MEASURE NAME VALUE GEOMETRIC_MEAN MIN LOWER MEDIAN UPPER MAX MEAN_SECONDS
    interval LR NUM_LAYERS CELL MEAN HALF_WIDTH   of the differences from the best configuration, at a joint 95%
    curve STATUS SCORE...                     one line per trial
    rho EPOCH RHO                             with the scores after the last epoch
"""

import itertools

import numpy as np
from scipy import stats

random = np.random.default_rng(20261129)
AXES = {"lr": ["0.1", "0.5", "2"], "num_layers": ["1", "2", "3"], "cell": ["gru", "lstm"]}
SEEDS = range(4)
NAMES = list(AXES)


def rows():
    for lr, layers, cell in itertools.product(*AXES.values()):
        for seed in SEEDS:
            score = 6 + 3 * abs(np.log(float(lr))) + (cell == "gru") * float(layers) + random.normal(0, 0.5)
            seconds = (10 if cell == "lstm" else 8) * float(layers) ** 1.2 * np.exp(random.normal(0, 0.05))
            yield (lr, layers, cell), seed, round(score, 6), round(seconds, 6)


def columns(table, factors):
    """Returns the design matrix of shape (trials, columns) that gives each combination of the factors a mean."""
    keys = [tuple(configuration[NAMES.index(f)] for f in factors) for configuration, *_ in table]
    return np.array([[key == one for one in sorted(set(keys))] for key in keys], float)


def shares(table, y):
    configurations = [row[0] for row in table]
    weights = 1 / np.array([configurations.count(c) for c in configurations])

    def residual(y, *matrices):
        x = np.hstack([np.ones((len(y), 1)), *matrices])
        root = np.sqrt(weights)
        fit = np.linalg.lstsq(x * root[:, None], y * root, rcond=None)[0]
        return np.sum(weights * (y - x @ fit) ** 2)

    total = residual(y)
    singles = [(f,) for f in NAMES]
    pairs = list(itertools.combinations(NAMES, 2))
    for f in singles:
        rest = [columns(table, g) for g in singles if g != f]
        yield f[0], (residual(y, *rest) - residual(y, *rest, columns(table, f))) / total
    mains = [columns(table, g) for g in singles]
    for p in pairs:
        rest = mains + [columns(table, q) for q in pairs if q != p]
        yield "*".join(p), (residual(y, *rest) - residual(y, *rest, columns(table, p))) / total
    noise = residual(y, columns(table, NAMES))
    yield "higher", (residual(y, *[columns(table, p) for p in pairs]) - noise) / total
    yield "noise", noise / total


def show(*words):
    print(*[f"{w:.16e}" if isinstance(w, float) else w for w in words])


def main():
    table = list(rows())
    for configuration, seed, score, seconds in table:
        print("row", *configuration, seed, score, seconds)
    for measure, column in (("SCORE", 2), ("SECONDS", 3)):
        numbers = np.array([row[column] for row in table])
        for name, share in shares(table, np.log(numbers)):
            show("share", measure, name, float(share))
        fewer = [row for n, row in enumerate(table) if n % 5 != 0]
        for name, share in shares(fewer, np.log([row[column] for row in fewer])):
            show("unequal", measure, name, float(share))
        for i, name in enumerate(NAMES):
            for value in AXES[name]:
                here = np.array([row[0][i] == value for row in table])
                quantiles = np.quantile(numbers[here], [0, 0.25, 0.5, 0.75, 1])
                show("level", measure, name, value, float(stats.gmean(numbers[here])),
                     *map(float, quantiles))

    scores = {}
    for configuration, seed, score, _ in table:
        scores.setdefault(configuration, []).append(score)
    best = min(scores, key=lambda c: np.mean(scores[c]))
    level = 1 - 0.05 / (len(scores) - 1)
    for configuration in scores:
        if configuration != best:
            test = stats.ttest_rel(scores[configuration], scores[best])
            low, high = test.confidence_interval(level)
            show("interval", *configuration, float((low + high) / 2), float((high - low) / 2))

    curves = []
    for trial in range(12):
        ends = 5 if trial < 10 else trial - 7
        # One decimal makes ties.
        points = np.round(9 + random.normal(0, 1) - 0.5 * np.arange(ends) + random.normal(0, 0.6, ends), 1)
        curves.append(("OK" if ends == 5 else "DIVERGED", points))
        print("curve", curves[-1][0], *points)
    whole = np.array([[*points, *[np.inf] * (5 - len(points))] for _, points in curves])
    for epoch in range(5):
        ranks = [stats.rankdata(whole[:, e]) for e in (epoch, 4)]
        show("rho", epoch + 1, float(stats.spearmanr(*ranks).statistic))


if __name__ == "__main__":
    main()
