"""Computes n-gram baselines and characters per token in a slow way: with dictionaries, window by window.

    python3 reference_baselines.py TEXT TOKENS MIN_FREQ NUM_STEPS TRAIN VALIDATION BATCH

prints the perplexities of unigrams, bigrams and trigrams, the characters per token and the bits of spelling per token.
ValidationTextTest has its output for the bundled text with these arguments:
char 1 8 5000 900 256, word 1 5 2000 300 128 and word-punct 3 5 2000 300 300. It needs only Python 3.
"""
import math
import re
import sys
from collections import Counter

MARKS = ".,;:!?"


def cut(text, tokens):
    marks = MARKS if tokens == "word-punct" else ""
    text = re.sub(f"[^A-Za-z{marks}]+", " ", text).lower()
    return list(text) if tokens == "char" else re.findall(f"[a-z]+|[{MARKS}]", text)


def discount(counts):
    times = Counter(counts.values())
    return times[1] / (times[1] + 2 * times[2]) if times[1] and times[2] else 0.5


class KneserNey:
    def __init__(self, text, order, vocabulary):
        levels = [Counter(tuple(text[i:i + order]) for i in range(len(text) - order + 1))]
        while len(levels) < order:
            levels.append(Counter(gram[1:] for gram in levels[-1]))
        self.uniform = 1 / vocabulary
        self.levels = []
        for counts in reversed(levels):
            total, types = Counter(), Counter()
            for gram, count in counts.items():
                total[gram[:-1]] += count
                types[gram[:-1]] += 1
            self.levels.append((counts, discount(counts), total, types))

    def probability(self, text, place):
        p = self.uniform
        for k, (counts, d, total, types) in enumerate(self.levels):
            gram = tuple(text[place - k:place + 1])
            n = total[gram[:-1]]
            if n:
                p = max(counts[gram] - d, 0) / n + d * types[gram[:-1]] / n * p
        return p


def main(path, tokens, min_freq, steps, train, validation, batch):
    with open(path, encoding="utf-8") as file:
        whole = cut(file.read(), tokens)
    frequency = Counter(whole)
    text = [token if frequency[token] >= min_freq else "<unk>" for token in whole]
    models = [KneserNey(text[:train + steps], order, len(set(text) | {"<unk>"})) for order in (1, 2, 3)]
    letter_bits = math.log2(33 if tokens == "word-punct" else 27)
    means = [0.0] * 5
    batches = range(0, validation, batch)
    for first in batches:
        last = min(validation, first + batch)
        sums = [0.0] * 5
        for window in range(train + first, train + last):
            for step in range(steps):
                place = window + 1 + step
                for order in range(3):
                    sums[order] -= math.log(models[min(order, step + 1)].probability(text, place))
                word = whole[place]
                characters = 1 if tokens == "char" or word in MARKS else len(word) + 1
                sums[3] += characters
                sums[4] += characters * letter_bits if text[place] == "<unk>" else 0
        means = [mean + s / ((last - first) * steps * len(batches)) for mean, s in zip(means, sums)]
    print(*(math.exp(x) for x in means[:3]), *means[3:], sep=", ")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
