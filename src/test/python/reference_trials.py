"""Trains whole trials with PyTorch, 20 epochs each, for ReferenceTrialTest.

    python reference_trials.py TIME_MACHINE ../resources/io/github/lstmsweep/train

Writes reference-orders.bin (the shuffled windows of each epoch, 16-bit little endian) and reference-trials.txt. The
latter has the tokens' ids on one line. For each trial it has one line of sizes, the first parameters in the order of
nn.Parameters, and the training and the validation perplexity of each epoch. Orders and first parameters are
PyTorch's. Perplexities are computed in double from these float32 parameters, so that they are the curve of exact
arithmetic. The last line of a trial has the largest relative effect of rounding on either perplexity, per epoch. It
is the maximum of six trials in which each update of each parameter is off by half a unit in the last place of a
float32.
"""

import sys

import numpy as np
import torch

from pytorch_trial import TRAINING, Trial, ids_of

EPOCHS, ROUNDED_TRIALS = 20, 6


def clip_to(most):
    """Returns the notebook's clipping. torch.nn.utils divides by the norm + 1e-6, which changes a curve visibly."""

    def clip(parameters):
        norm = torch.sqrt(sum((p.grad**2).sum() for p in parameters))
        if norm > most:
            for p in parameters:
                p.grad *= most / norm

    return clip


text, folder = sys.argv[1:3]
torch.set_num_threads(1)
torch.manual_seed(0)
orders = [torch.randperm(TRAINING) for _ in range(EPOCHS)]
with open(f"{folder}/reference-orders.bin", "wb") as file:
    for order in orders:
        file.write(order.numpy().astype("<u2").tobytes())


def perplexities(trial):
    """Returns training and validation perplexity of each epoch."""
    return np.exp([(trial.epoch(order), trial.validation()) for order in orders])


def round_off(parameters):
    with torch.no_grad():
        for p in parameters:
            p *= 1 + (torch.randint(0, 2, p.shape) * 2 - 1) * 2.0**-24


ids, vocab = ids_of(text, 16)
with open(f"{folder}/reference-trials.txt", "w", encoding="utf-8") as file:
    print(*ids, file=file)
    # A gradient is seldom longer than 1, so the last trial clips at 0.1 and thus nearly every gradient.
    for cell, size, lr, clip in [
        ("lstm", 8, 1, 1),
        ("lstm", 16, 10, 1),
        ("gru", 8, 10, 1),
        ("gru", 16, 1, 1),
        ("lstm", 8, 10, 0.1),
    ]:
        print(cell, vocab, size, size, lr, clip, file=file)
        exact = Trial(cell, size, size, lr, 1, ids[: 15_000 + size], vocab, torch.float64, clip_to(clip))
        print(*[f"{w:.9g}" for w in exact.first.tolist()], file=file)
        curves = perplexities(exact)
        for curve in curves.T:
            print(*[f"{p:.9g}" for p in curve], file=file)
        farthest = np.zeros(EPOCHS)
        for seed in range(ROUNDED_TRIALS):
            rounded = Trial(cell, size, size, lr, 1, ids[: 15_000 + size], vocab, torch.float64, clip_to(clip))
            torch.manual_seed(seed)
            rounded.optimizer.register_step_post_hook(lambda *_: round_off(rounded.parameters))
            farthest = np.maximum(farthest, np.abs(perplexities(rounded) / curves - 1).max(1))
        print(*[f"{d:.3g}" for d in farthest], file=file, flush=True)
        print(cell, size, lr, clip, curves[-1], farthest[-1], flush=True)
