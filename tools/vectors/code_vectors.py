"""Losses and gradients of chapter 10's code model in PyTorch, on weights and pictures that both write by formula.

    python tools/vectors/code_vectors.py > tests/notebooks/10-latent-dynamics-from-images/golden/code_torch.json
"""

import json
import platform
import sys

import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

CODE, BATCH, STEPS, PICTURE = 8, 6, 3, 256
NETS = {
    "encoder": (512, 128, 64, CODE),
    "decoder": (CODE, 64, 128, 512),
    "dynamics": (CODE + 1, 64, 64, CODE),
    "reward": (CODE + 1, 64, 64, 1),
}


def wave(rows, columns, phase):
    """sin(phase + 1.7 i + 0.9 j + 0.013 i j), a number of its own for each place."""
    i, j = torch.arange(rows)[:, None], torch.arange(columns)[None, :]
    return torch.sin(phase + 1.7 * i + 0.9 * j + 0.013 * i * j)


parameters = {}
for n, (net, widths) in enumerate(NETS.items()):
    for k in range(3):
        layer = "output" if k == 2 else f"hidden{k + 1}"
        weight = wave(widths[k], widths[k + 1], 10 * n + k) / widths[k] ** 0.5
        bias = 0.1 * wave(1, widths[k + 1], 5 + 10 * n + k)[0]
        parameters[f"{net}/{layer}/weight"] = weight.requires_grad_()
        parameters[f"{net}/{layer}/bias"] = bias.requires_grad_()


def apply(net, x):
    for layer in ("hidden1", "hidden2"):
        x = torch.relu(x @ parameters[f"{net}/{layer}/weight"] + parameters[f"{net}/{layer}/bias"])
    return x @ parameters[f"{net}/output/weight"] + parameters[f"{net}/output/bias"]


pictures = 0.5 + 0.5 * wave(BATCH, (STEPS + 2) * PICTURE, 3)
targets = wave(BATCH, 2 * STEPS, 4)


def loss(unit):
    seen = [pictures[:, PICTURE * t : PICTURE * (t + 2)] for t in range(STEPS + 1)]
    codes = [apply("encoder", each) for each in seen]
    together = torch.cat(codes)
    variance = together.var(0, unbiased=False) if unit == "spread" else 1
    z, dynamics, rewards = codes[0], 0, 0
    for t in range(STEPS):
        both = torch.cat([z, targets[:, t : t + 1]], 1)
        z, paid = z + apply("dynamics", both), apply("reward", both)
        dynamics = dynamics + ((z - codes[t + 1]) ** 2 / (0.01 * variance)).sum() / (2 * BATCH * STEPS)
        rewards = rewards + ((paid - targets[:, STEPS + t : STEPS + t + 1]) ** 2).sum() / (0.01 * 2 * BATCH * STEPS)
    missed = ((apply("decoder", codes[0]) - seen[0]) ** 2).sum() / (0.05 * 2 * BATCH)
    return {"pictures": missed, "dynamics": dynamics, "rewards": rewards, "loss": missed + dynamics + rewards}


def numbers(unit):
    for each in parameters.values():
        each.grad = None
    terms = loss(unit)
    terms["loss"].backward()
    return {
        "terms": {name: float(each) for name, each in terms.items()},
        "norms": {name: float(each.grad.norm()) for name, each in parameters.items()},
        "first": {name: float(each.grad.flatten()[0]) for name, each in parameters.items()},
    }


json.dump(
    {
        "made": {
            "with": f"torch {torch.__version__}, Python {platform.python_version()}",
            "by": "python tools/vectors/code_vectors.py",
        },
        "spread": numbers("spread"),
        "one": numbers("one"),
    },
    sys.stdout,
    indent=1,
)
print()
