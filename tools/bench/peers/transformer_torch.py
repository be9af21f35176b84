"""Training steps of a transformer encoder in PyTorch, one thread: nn.TransformerEncoderLayer."""

import json
import sys

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
with open(f"{sys.argv[1]}/problem.json") as file:
    problem = json.load(file)
numbers, rest = {}, numpy.fromfile(f"{sys.argv[1]}/numbers.f32", numpy.float32)
for name, count in problem["counts"].items():
    numbers[name], rest = rest[:count], rest[count:]
width, hidden, length = problem["width"], problem["hidden"], problem["length"]


def tensor(path, shape, transposed=False):
    array = numbers[path].reshape(shape)
    return torch.from_numpy(numpy.ascontiguousarray(array.T if transposed else array))


def block(i):
    """The numbers of a block, in PyTorch's layout: outputs by inputs, three projections in one."""
    layer = nn.TransformerEncoderLayer(
        width, problem["heads"], hidden, dropout=0.0, batch_first=True, norm_first=True
    )
    front = f"block{i}"
    for own, name in (("norm1", "selfNorm"), ("norm2", "forwardNorm")):
        getattr(layer, own).weight.data = tensor(f"{front}/{name}/scale", [width])
        getattr(layer, own).bias.data = tensor(f"{front}/{name}/offset", [width])
    names = ("query", "key", "value")
    weights = [tensor(f"{front}/self/{name}/weight", [width, width], True) for name in names]
    layer.self_attn.in_proj_weight.data = torch.cat(weights)
    biases = [tensor(f"{front}/self/{name}/bias", [width]) for name in names]
    layer.self_attn.in_proj_bias.data = torch.cat(biases)
    for own, name, sides in (
        (layer.self_attn.out_proj, "self/output", [width, width]),
        (layer.linear1, "forward/hidden1", [width, hidden]),
        (layer.linear2, "forward/output", [hidden, width]),
    ):
        own.weight.data = tensor(f"{front}/{name}/weight", sides, True)
        own.bias.data = tensor(f"{front}/{name}/bias", sides[1:])
    return layer


encoder = nn.Sequential(*(block(i + 1) for i in range(problem["blocks"])))
head = nn.Linear(width, 1)
head.weight.data = tensor("head/weight", [width, 1], True)
head.bias.data = tensor("head/bias", [1])
parameters = [*encoder.parameters(), *head.parameters()]
optimizer = torch.optim.Adam(parameters, lr=problem["learningRate"], fused=True)


def step(seen, wanted):
    optimizer.zero_grad()
    loss = functional.mse_loss(head(encoder(seen).mean(1)), wanted)
    loss.backward()
    optimizer.step()
    return loss.detach()


shape = problem["batches"], problem["batch"]
batches = list(zip(tensor("seen", [*shape, length, width]), tensor("wanted", [*shape, 1])))
facts, timed = train(problem, step, batches)
serve({"version": f"torch {torch.__version__}", **facts}, timed)
