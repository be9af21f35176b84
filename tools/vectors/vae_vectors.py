"""Losses of a variational autoencoder in PyTorch, from weights, batches and noise that it writes down.

    python tools/vectors/vae_vectors.py > tests/inference/golden/vae_torch.json

The images are the first 96 of data/digits.csv, black where at least 8 of 16 points have ink.
"""

import json
import math
import platform
import sys

import numpy
import torch
from torch.nn import functional

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

PIXELS, HIDDEN, LATENT, BATCH, BATCHES, STEPS, RATE, DRAWS = 64, 16, 2, 32, 3, 40, 0.01, 5
SHAPES = {
    "encoder/hidden1/weight": (PIXELS, HIDDEN),
    "encoder/hidden1/bias": (HIDDEN,),
    "encoder/output/weight": (HIDDEN, 2 * LATENT),
    "encoder/output/bias": (2 * LATENT,),
    "decoder/hidden1/weight": (LATENT, HIDDEN),
    "decoder/hidden1/bias": (HIDDEN,),
    "decoder/output/weight": (HIDDEN, PIXELS),
    "decoder/output/bias": (PIXELS,),
}

draws = numpy.random.default_rng(6)


def rounded(array):
    """Four decimals, so that the file says exactly what was computed with."""
    return numpy.round(array, 4)


weights = {name: rounded(0.3 * draws.standard_normal(shape)) for name, shape in SHAPES.items()}
noise = rounded(draws.standard_normal((BATCHES, BATCH, LATENT)))
many = rounded(draws.standard_normal((DRAWS, BATCH, LATENT)))
table = numpy.loadtxt("data/digits.csv", delimiter=",", skiprows=1, max_rows=BATCHES * BATCH)
images = torch.tensor((table[:, :PIXELS] >= 8).astype(float)).reshape(BATCHES, BATCH, PIXELS)
parameters = {name: torch.tensor(each, requires_grad=True) for name, each in weights.items()}


def network(part, x):
    hidden = torch.relu(x @ parameters[f"{part}/hidden1/weight"] + parameters[f"{part}/hidden1/bias"])
    return hidden @ parameters[f"{part}/output/weight"] + parameters[f"{part}/output/bias"]


def explained(z, x):
    return -functional.binary_cross_entropy_with_logits(network("decoder", z), x, reduction="none").sum(-1)


def terms(x, epsilon):
    mean, log_std = network("encoder", x).chunk(2, -1)
    q = torch.distributions.Normal(mean, log_std.exp())
    prior = torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(mean))
    kl = torch.distributions.kl_divergence(q, prior).sum(-1).mean()
    return explained(mean + log_std.exp() * epsilon, x).mean(), kl


def importance_bound(x, epsilon):
    mean, log_std = network("encoder", x).chunk(2, -1)
    z = mean + log_std.exp() * epsilon
    q = torch.distributions.Normal(mean, log_std.exp()).log_prob(z).sum(-1)
    prior = torch.distributions.Normal(torch.zeros_like(z), torch.ones_like(z)).log_prob(z).sum(-1)
    log_weights = explained(z, x.expand(len(epsilon), -1, -1)) + prior - q
    return (torch.logsumexp(log_weights, 0) - math.log(len(epsilon))).mean()


bound = importance_bound(images[0], torch.tensor(many))
bound.backward()
norms = {
    part: math.sqrt(sum(float((each.grad**2).sum()) for name, each in parameters.items() if name.startswith(part)))
    for part in ("encoder", "decoder")
}

optimizer = torch.optim.Adam(parameters.values(), lr=RATE)
losses, fits, prices = [], [], []
for step in range(STEPS):
    optimizer.zero_grad()
    fit, price = terms(images[step % BATCHES], torch.tensor(noise[step % BATCHES]))
    (price - fit).backward()
    optimizer.step()
    losses.append(float(price - fit))
    fits.append(float(fit))
    prices.append(float(price))

json.dump(
    {
        "made": "python tools/vectors/vae_vectors.py",
        "versions": {"python": platform.python_version(), "torch": torch.__version__, "numpy": numpy.__version__},
        "learningRate": RATE,
        "weights": {name: each.tolist() for name, each in weights.items()},
        "noise": noise.tolist(),
        "manyNoise": many.tolist(),
        "losses": losses,
        "logLikelihoods": fits,
        "kls": prices,
        "importanceBound": float(bound),
        "importanceGradientNorms": norms,
    },
    sys.stdout,
)
print()
