"""The notebook's trial in PyTorch: nn.LSTM, nn.GRU or nn.RNN and nn.Linear on one-hot input, SGD,
clipping by the global norm.

It uses the characters of The Time Machine, 10,000 training and 5,000 validation windows, and minibatches of 1,024.
The last, smaller minibatch is kept. Seeds and shuffles are PyTorch's own: the modules draw the first weights, and
torch.randperm draws the orders.
"""

import math
import re

import torch
from torch import nn

TRAINING, VALIDATION, BATCH = 10_000, 5_000, 1_024


def ids_of(path, num_steps):
    """Returns the ids of the windows' characters and the size of the vocabulary, which begins with <unk>."""
    with open(path, encoding="utf-8") as file:
        text = re.sub("[^A-Za-z]+", " ", file.read()).lower()
    index = {t: i for i, t in enumerate(["<unk>"] + sorted(set(text)))}
    return [index[t] for t in text[: TRAINING + VALIDATION + num_steps]], len(index)


def clip_to_1(parameters):
    nn.utils.clip_grad_norm_(parameters, 1)


class Trial:
    def __init__(self, cell, num_steps, num_hiddens, lr, seed, ids, vocab, dtype=torch.float32, clip=clip_to_1):
        torch.manual_seed(seed)
        self.clip = clip
        self.net = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}[cell](vocab, num_hiddens)
        self.out = nn.Linear(num_hiddens, vocab)
        self.first = self.canonical()
        self.net.to(dtype), self.out.to(dtype)
        self.parameters = list(self.net.parameters()) + list(self.out.parameters())
        self.optimizer = torch.optim.SGD(self.parameters, lr)
        ids = torch.tensor(ids)
        self.y = ids[1:].unfold(0, num_steps, 1)
        self.x = nn.functional.one_hot(ids[:-1], vocab).to(dtype).unfold(0, num_steps, 1)

    def canonical(self):
        """Returns the parameters in the order of nn.Parameters: only the matrices of the cell are transposed."""
        cell = [w.detach().t().flatten() for w in self.net.parameters()]
        return torch.cat(cell + [w.detach().flatten() for w in self.out.parameters()])

    def loss(self, windows):
        hs, _ = self.net(self.x[windows].permute(2, 0, 1))
        return nn.functional.cross_entropy(self.out(hs).flatten(0, 1), self.y[windows].T.flatten())

    def epoch(self, order=None):
        """Trains one epoch and returns the mean loss of its minibatches; PyTorch draws the order if none is given."""
        order = torch.randperm(TRAINING) if order is None else order
        losses = []
        for windows in order.split(BATCH):
            self.optimizer.zero_grad()
            loss = self.loss(windows)
            loss.backward()
            self.clip(self.parameters)
            self.optimizer.step()
            losses.append(loss.item())
        return math.fsum(losses) / len(losses)

    def validation(self):
        """Returns the mean validation loss of the minibatches."""
        with torch.no_grad():
            losses = [self.loss(w).item() for w in torch.arange(TRAINING, TRAINING + VALIDATION).split(BATCH)]
        return math.fsum(losses) / len(losses)
