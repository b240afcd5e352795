"""Trains PyTorch's trials of many seeds and prints their last perplexities, one line of CSV per trial.

    python pytorch_seeds.py TIME_MACHINE CELL NUM_STEPS NUM_HIDDENS LR FIRST_SEED SEEDS > FILE

A trial is the notebook's trial of pytorch_trial.py, with 100 epochs and one thread.
"""

import math
import sys

import torch

from pytorch_trial import Trial, ids_of

EPOCHS = 100
path, cell, num_steps, num_hiddens, lr, first, seeds = sys.argv[1:8]
num_steps, num_hiddens, lr, first, seeds = int(num_steps), int(num_hiddens), float(lr), int(first), int(seeds)
torch.set_num_threads(1)
ids, vocab = ids_of(path, num_steps)
for seed in range(first, first + seeds):
    trial = Trial(cell, num_steps, num_hiddens, lr, seed, ids, vocab)
    for _ in range(EPOCHS):
        train = trial.epoch()
    perplexities = f"{math.exp(train):.6f},{math.exp(trial.validation()):.6f}"
    print(f"{cell},{num_steps},{num_hiddens},{lr:g},{seed},{perplexities}", flush=True)
