"""Training steps of a GRU in PyTorch, one thread: nn.GRU, or a cell called at every step of time."""

import sys

from gru import read
from serve import absent, serve
from vae import train

try:
    import numpy
    import torch
    from torch import nn
    from torch.nn import functional
except ImportError:
    absent("torch")

torch.set_num_threads(1)
problem, parameters, batches = read(numpy, sys.argv[1])
cells = sys.argv[2] == "cells"
inputs, hidden, time = problem["inputs"], problem["hidden"], problem["time"]


def rows(name):
    """[gates, from, to] becomes PyTorch's [gates * to, from], and a bias one list."""
    array = parameters[name]
    array = array.transpose(0, 2, 1).reshape(3 * hidden, -1) if array.ndim == 3 else array.ravel()
    return torch.from_numpy(numpy.ascontiguousarray(array))


gru = nn.GRUCell(inputs, hidden) if cells else nn.GRU(inputs, hidden)
end = "" if cells else "_l0"
for own, name in (
    ("weight_ih", "inputWeight"),
    ("bias_ih", "inputBias"),
    ("weight_hh", "stateWeight"),
    ("bias_hh", "stateBias"),
):
    getattr(gru, own + end).data = rows(name)
head = nn.Linear(hidden, 1)
head.weight.data = torch.from_numpy(parameters["headWeight"].T.copy())
head.bias.data = torch.from_numpy(parameters["headBias"])
optimizer = torch.optim.Adam(
    [*gru.parameters(), *head.parameters()], lr=problem["learningRate"], fused=True
)


def last_state(seen):
    if not cells:
        return gru(seen)[1][0]
    state = torch.zeros(problem["batch"], hidden)
    for t in range(time):
        state = gru(seen[t], state)
    return state


def step(seen, wanted):
    optimizer.zero_grad()
    loss = functional.mse_loss(head(last_state(seen)), wanted)
    loss.backward()
    optimizer.step()
    return loss.detach()


batches = [(torch.from_numpy(seen), torch.from_numpy(wanted)) for seen, wanted in batches]
facts, timed = train(problem, step, batches)
serve({"version": f"torch {torch.__version__}", **facts}, timed)
