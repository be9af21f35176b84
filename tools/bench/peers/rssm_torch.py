"""Training steps of a recurrent state-space model in PyTorch, one thread."""

import sys

from rssm import read
from serve import absent, serve
from vae import train

try:
    import numpy
    import torch
    from torch import nn
    from torch.nn.functional import softplus
except ImportError:
    absent("torch")

torch.set_num_threads(1)
problem, parameters, batches = read(numpy, sys.argv[1])
H, Z, A = problem["memory"], problem["code"], problem["actions"]


def tensor(array):
    return torch.from_numpy(numpy.ascontiguousarray(array))


def linear(path):
    weight = parameters[f"{path}/weight"]
    layer = nn.Linear(*weight.shape)
    layer.weight.data, layer.bias.data = tensor(weight.T), tensor(parameters[f"{path}/bias"])
    return layer


def perceptron(net):
    layers = [path[: -len("/weight")] for path in parameters if path.startswith(f"{net}/") and path.endswith("/weight")]
    parts = [part for path in layers for part in (linear(path), nn.ReLU())]
    return nn.Sequential(*parts[:-1])


def gates(name):
    """[gates, from, to] becomes PyTorch's [gates * to, from], and a bias one list."""
    array = parameters[f"memory/{name}"]
    return tensor(array.transpose(0, 2, 1).reshape(3 * H, -1) if array.ndim == 3 else array.ravel())


cell = nn.GRUCell(Z + A, H)
for own, name in (
    ("weight_ih", "inputWeight"),
    ("bias_ih", "inputBias"),
    ("weight_hh", "stateWeight"),
    ("bias_hh", "stateBias"),
):
    getattr(cell, own).data = gates(name)
encoder, posterior, decoder, reward = (perceptron(net) for net in ("encoder", "posterior", "decoder", "reward"))
prior = linear("prior")
everything = nn.ModuleList([encoder, cell, prior, posterior, decoder, reward])
optimizer = torch.optim.Adam(everything.parameters(), lr=problem["learningRate"], fused=True)


def gaussian(raw):
    mean, wide = raw.chunk(2, -1)
    return mean, softplus(wide) + 0.1


def loss_of(pictures, actions, rewards, noise):
    said, h = encoder(pictures), torch.zeros(problem["batch"], H)
    hs, zs, means, stds = [], [], [], []
    for t in range(problem["time"]):
        if t > 0:
            h = cell(torch.cat([zs[-1], actions[t - 1]], 1), h)
        mean, std = gaussian(posterior(torch.cat([h, said[t]], 1)))
        hs.append(h)
        means.append(mean)
        stds.append(std)
        zs.append(mean + std * noise[t])
    h, z, mean, std = (torch.stack(each) for each in (hs, zs, means, stds))
    prior_mean, prior_std = gaussian(prior(h))
    ratio, apart = std / prior_std, (mean - prior_mean) / prior_std
    kl = ((ratio**2 + apart**2) / 2 - torch.log(ratio) - 0.5).sum(-1)
    features, steps = torch.cat([h, z], -1), problem["time"] * problem["batch"]
    missed = ((decoder(features) - pictures) ** 2).sum() / (2 * problem["pictureVariance"] * steps)
    paid = ((reward(features[1:])[..., 0] - rewards) ** 2).sum()
    paid = paid / (2 * problem["rewardVariance"] * rewards.numel())
    return missed + paid + kl.clamp(min=problem["freeNats"]).mean()


def step(*batch):
    optimizer.zero_grad()
    loss = loss_of(*batch)
    loss.backward()
    nn.utils.clip_grad_norm_(everything.parameters(), problem["maxNorm"])
    optimizer.step()
    return loss.detach()


facts, timed = train(problem, step, [[torch.from_numpy(each) for each in batch] for batch in batches])
serve({"version": f"torch {torch.__version__}", **facts}, timed)
