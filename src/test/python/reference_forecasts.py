"""Prints loss and gradients of PyTorch's recurrent modules on a time series, for ReferenceForecastTest.

    python reference_forecasts.py > ../resources/io/github/lstmsweep/nn/reference-forecasts.txt

Each case has one line of sizes and one line of values. The parameters and their gradients follow, in the order of
nn.Parameters. With input window, the module gets a minibatch of two dimensions, (windows, tau), and reads it as one
sequence. With input sequence it gets (tau, windows, 1), and the last output gives the forecast.
"""

import torch

torch.set_default_dtype(torch.float64)


def run(cell, layers, kind, hiddens=3, tau=4, windows=6):
    torch.manual_seed(2)
    module = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}[cell]
    net = module(tau if kind == "window" else 1, hiddens, layers)
    out = torch.nn.Linear(hiddens, 1)
    values = torch.sin(torch.arange(windows + tau) * 0.7) + 0.2 * torch.randn(windows + tau)
    values = values.to(torch.float32).to(torch.float64)
    x = torch.stack([values[i : i + tau] for i in range(windows)])
    y = values[tau:]
    hidden = net(x)[0] if kind == "window" else net(x.T.unsqueeze(-1))[0][-1]
    loss = torch.nn.functional.mse_loss(out(hidden).squeeze(-1), y)
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
    print(cell, kind, layers, hiddens, tau, windows, f"{loss.item():.9e}")
    for numbers in (values, torch.cat(parameters), torch.cat(gradients)):
        print(*[f"{n:.9e}" for n in numbers.tolist()])


for cell in ("lstm", "gru", "rnn"):
    for layers in (1, 2):
        for kind in ("window", "sequence"):
            run(cell, layers, kind)
