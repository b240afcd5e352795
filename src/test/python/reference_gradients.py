"""Prints loss and gradients of PyTorch's recurrent cells, for ReferenceGradientTest.

    python reference_gradients.py > ../resources/io/github/lstmsweep/nn/reference-gradients.txt

Each case has one line of sizes and one line of token ids. The parameters and their gradients follow, in the order of
nn.Parameters. PyTorch has no module for hidden_activation identity and none for the minimal gated unit. Their steps are written out
with autograd.
"""

import torch

torch.set_default_dtype(torch.float64)


def cell_step(cell, identity, x, h, c, w):
    w_ih, w_hh, b_ih, b_hh = w
    bound = (lambda z: z) if identity else torch.tanh
    gi, gh = x @ w_ih.T + b_ih, h @ w_hh.T + b_hh
    if cell == "lstm":
        i, f, g, o = (gi + gh).chunk(4, 1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * bound(c), c
    if cell == "gru":
        ri, zi, ni = gi.chunk(3, 1)
        rh, zh, nh = gh.chunk(3, 1)
        r, z = torch.sigmoid(ri + rh), torch.sigmoid(zi + zh)
        n = bound(ni + r * nh)
        return (1 - z) * n + z * h, c
    if cell == "mgu":
        fi, ni = gi.chunk(2, 1)
        fh, nh = gh.chunk(2, 1)
        f = torch.sigmoid(fi + fh)
        return (1 - f) * h + f * bound(ni + f * nh), c
    return bound(gi + gh), c


class Mgu(torch.nn.Module):
    """The parameters of minimal gated units, with the names, the shapes and the first values of PyTorch's cells."""

    def __init__(self, vocab, hiddens, layers):
        super().__init__()
        bound = hiddens**-0.5
        for layer in range(layers):
            inputs = vocab if layer == 0 else hiddens
            shapes = {
                "weight_ih": (2 * hiddens, inputs),
                "weight_hh": (2 * hiddens, hiddens),
                "bias_ih": (2 * hiddens,),
                "bias_hh": (2 * hiddens,),
            }
            for name, shape in shapes.items():
                values = torch.empty(shape).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{layer}", torch.nn.Parameter(values))


def run(cell, layers, identity, vocab=5, hiddens=3, steps=4, windows=6):
    torch.manual_seed(1)
    module = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "mgu": Mgu, "rnn": torch.nn.RNN}[cell]
    net = module(vocab, hiddens, layers)
    out = torch.nn.Linear(hiddens, vocab)
    ids = torch.randint(0, vocab, (windows + steps,))
    x = torch.stack([ids[i : i + steps] for i in range(windows)])
    y = torch.stack([ids[i + 1 : i + steps + 1] for i in range(windows)])
    one_hot = torch.nn.functional.one_hot(x.T, vocab).to(torch.float64)
    if identity or cell == "mgu":
        state = [(torch.zeros(windows, hiddens), torch.zeros(windows, hiddens)) for _ in range(layers)]
        hs = []
        for t in range(steps):
            z = one_hot[t]
            for l in range(layers):
                w = [getattr(net, f"{n}_l{l}") for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
                state[l] = cell_step(cell, identity, z, *state[l], w)
                z = state[l][0]
            hs.append(z)
        hs = torch.stack(hs)
    else:
        hs, _ = net(one_hot)
    loss = torch.nn.functional.cross_entropy(out(hs).reshape(-1, vocab), y.T.reshape(-1))
    loss.backward()
    parameters, gradients = [], []
    for l in range(layers):
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            w = getattr(net, f"{name}_l{l}")
            transposed = w.dim() == 2
            parameters.append((w.detach().T if transposed else w.detach()).flatten())
            gradients.append((w.grad.T if transposed else w.grad).flatten())
    for w in (out.weight, out.bias):
        parameters.append(w.detach().flatten())
        gradients.append(w.grad.flatten())
    # Both sides start from the parameters as float32.
    parameters = torch.cat(parameters)
    gradients = torch.cat(gradients)
    print(cell, "identity" if identity else "tanh", layers, vocab, hiddens, steps, windows, f"{loss.item():.9e}")
    print(*ids.tolist())
    print(*[f"{p:.9e}" for p in parameters.tolist()])
    print(*[f"{g:.9e}" for g in gradients.tolist()])


for cell in ("lstm", "gru", "mgu", "rnn"):
    for layers in (1, 2):
        for identity in (False, True):
            run(cell, layers, identity)
