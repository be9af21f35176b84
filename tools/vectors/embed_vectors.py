"""Losses and gradients of chapter 11's embedding in PyTorch, on weights and pictures that both write by formula.

The consistency is taken from dense matrices by torch.distributions, not from the lemma.

    python tools/vectors/embed_vectors.py > tests/notebooks/11-embed-to-control/golden/embed_torch.json
"""

import json
import platform
import sys

import torch
from torch.distributions import MultivariateNormal, Normal, kl_divergence

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

BATCH, NOISE, WEIGHT = 6, 0.01, 10.0


def wave(rows, columns, phase):
    """sin(phase + 1.7 i + 0.9 j + 0.013 i j), a number of its own for each place."""
    i, j = torch.arange(rows)[:, None], torch.arange(columns)[None, :]
    return torch.sin(phase + 1.7 * i + 0.9 * j + 0.013 * i * j)


def numbers(observation, code, action, pixels):
    nets = {
        "encoder": (observation, 128, 128, 2 * code),
        "decoder": (code, 128, 128, observation),
        "transition": (code, 20, 20, code * (3 + action)),
    }
    parameters = {}
    for n, (net, widths) in enumerate(nets.items()):
        for k in range(3):
            layer = "output" if k == 2 else f"hidden{k + 1}"
            size = 20 if layer == "output" and net != "decoder" else 1  # or all codes were alike
            weight = size * wave(widths[k], widths[k + 1], 10 * n + k) / widths[k] ** 0.5
            bias = 0.1 * wave(1, widths[k + 1], 5 + 10 * n + k)[0]
            parameters[f"{net}/{layer}/weight"] = weight.requires_grad_()
            parameters[f"{net}/{layer}/bias"] = bias.requires_grad_()

    def apply(net, x):
        for layer in ("hidden1", "hidden2"):
            x = torch.relu(x @ parameters[f"{net}/{layer}/weight"] + parameters[f"{net}/{layer}/bias"])
        return x @ parameters[f"{net}/output/weight"] + parameters[f"{net}/output/bias"]

    pictures = 0.5 + 0.5 * wave(BATCH, 2 * observation, 3)
    actions, noise = wave(BATCH, action, 4), wave(BATCH, 2 * code, 6)
    now, later = apply("encoder", pictures[:, :observation]), apply("encoder", pictures[:, observation:])
    mean, std = now[:, :code], now[:, code:].exp()
    z = mean + std * noise[:, :code]
    said = apply("transition", z).reshape(BATCH, 3 + action, code)
    v, r, o, b = said[:, 0], said[:, 1], said[:, 2], said[:, 3:].transpose(1, 2)
    a = torch.eye(code) + v[:, :, None] * r[:, None, :]
    move = (b @ actions[:, :, None])[:, :, 0] + o
    there = (a @ z[:, :, None])[:, :, 0] + move + NOISE**0.5 * noise[:, code:]
    covariance = a @ torch.diag_embed(std**2) @ a.transpose(1, 2) + NOISE * torch.eye(code)
    pushed = MultivariateNormal((a @ mean[:, :, None])[:, :, 0] + move, covariance)
    after = MultivariateNormal(later[:, :code], torch.diag_embed((2 * later[:, code:]).exp()))
    missed = lambda at, picture: ((apply("decoder", at) - picture) ** 2).sum() / (2 * pixels * BATCH)
    terms = {
        "here": missed(z, pictures[:, :observation]),
        "there": missed(there, pictures[:, observation:]),
        "prior": kl_divergence(Normal(mean, std), Normal(0.0, 1.0)).sum() / BATCH,
        "consistency": kl_divergence(pushed, after).mean(),
    }
    terms["loss"] = terms["here"] + terms["there"] + terms["prior"] + WEIGHT * terms["consistency"]
    terms["loss"].backward()
    return {
        "terms": {name: float(each.detach()) for name, each in terms.items()},
        "norms": {name: float(each.grad.norm()) for name, each in parameters.items()},
        "first": {name: float(each.grad.flatten()[0]) for name, each in parameters.items()},
    }


json.dump(
    {
        "made": {
            "with": f"torch {torch.__version__}, Python {platform.python_version()}",
            "by": "python tools/vectors/embed_vectors.py",
        },
        "plane": numbers(400, 2, 2, 0.01),
        "pendulum": numbers(512, 3, 1, 0.01),
        "blurred plane": numbers(400, 2, 2, 1e4),  # where the divergences rule
        "blurred pendulum": numbers(512, 3, 1, 1e4),
    },
    sys.stdout,
    indent=1,
)
print()
