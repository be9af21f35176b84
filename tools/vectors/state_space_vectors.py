"""Losses and gradients of the recurrent state-space model in PyTorch, on weights that both write by formula.

    python tools/vectors/state_space_vectors.py > tests/sequence/golden/state_space_torch.json
"""

import json
import platform
import sys

import torch
from torch.nn.functional import softplus

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

T, B, P, A, H, Z, E = 5, 4, 36, 2, 10, 3, 7
PICTURES, REWARDS, FREE, AHEAD = 0.05, 0.01, 0.06, 3
WIDTHS = {
    "encoder": (P, 12, E),
    "prior": (H, 2 * Z),
    "posterior": (H + E, 8, 2 * Z),
    "decoder": (H + Z, 7, 12, P),
    "reward": (H + Z, 6, 1),
}


def wave(rows, columns, phase):
    """sin(phase + 1.7 i + 0.9 j + 0.013 i j), a number of its own for each place."""
    i, j = torch.arange(rows)[:, None], torch.arange(columns)[None, :]
    return torch.sin(phase + 1.7 * i + 0.9 * j + 0.013 * i * j)


parameters = {}


def put(path, rows, columns, phase, scale):
    parameters[path] = (scale * wave(rows, columns, phase)).requires_grad_()


for n, (net, widths) in enumerate(WIDTHS.items()):
    last = len(widths) - 2
    for k in range(last + 1):
        layer = "" if net == "prior" else "/output" if k == last else f"/hidden{k + 1}"
        put(f"{net}{layer}/weight", widths[k], widths[k + 1], 10 * n + k, widths[k] ** -0.5)
        put(f"{net}{layer}/bias", 1, widths[k + 1], 5 + 10 * n + k, 0.1)
for g in range(3):
    put(f"memory/inputWeight/{g}", Z + A, H, 60 + g, (Z + A) ** -0.5)
    put(f"memory/inputBias/{g}", 1, H, 63 + g, 0.1)
    put(f"memory/stateWeight/{g}", H, H, 66 + g, H**-0.5)
    put(f"memory/stateBias/{g}", 1, H, 69 + g, 0.1)

pictures = 0.5 + 0.5 * wave(T * B, P, 3).reshape(T, B, P)
actions = wave((T - 1) * B, A, 4).reshape(T - 1, B, A)
rewards = wave(T - 1, B, 5)
noise = wave(T * B, Z, 6).reshape(T, B, Z)
ahead = wave((AHEAD - 1) * T * B, Z, 7).reshape(AHEAD - 1, T * B, Z)


def dense(path, x):
    return x @ parameters[f"{path}/weight"] + parameters[f"{path}/bias"]


def perceptron(net, x):
    for k in range(len(WIDTHS[net]) - 2):
        x = torch.relu(dense(f"{net}/hidden{k + 1}", x))
    return dense(f"{net}/output", x)


def gru(x, h):
    def sums(which, y, bias):
        return [y @ parameters[f"memory/{which}/{g}"] + parameters[f"memory/{bias}/{g}"] for g in range(3)]

    (xr, xz, xn), (hr, hz, hn) = sums("inputWeight", x, "inputBias"), sums("stateWeight", h, "stateBias")
    r, z = torch.sigmoid(xr + hr), torch.sigmoid(xz + hz)
    n = torch.tanh(xn + r * hn)
    return (1 - z) * n + z * h


def gaussian(raw):
    mean, wide = raw.chunk(2, -1)
    return mean, softplus(wide) + 0.1


def kl(q, p):
    q, p = (torch.distributions.Normal(*each) for each in (q, p))
    return torch.distributions.kl_divergence(q, p).sum(-1)


def loss(path, overshoot):
    remember = lambda z, a, h: gru(torch.cat([z, a], -1), 0 * h if path == "stochastic" else h)
    said, h = perceptron("encoder", pictures), torch.zeros(B, H)
    hs, zs, qs = [], [], []
    for t in range(T):
        if t > 0:
            h = remember(zs[-1], actions[t - 1], h)
        q = gaussian(perceptron("posterior", torch.cat([h, said[t]], -1)))
        hs.append(h)
        qs.append(q)
        zs.append(q[0] if path == "deterministic" else q[0] + q[1] * noise[t])
    h, z = torch.stack(hs), torch.stack(zs)
    q = tuple(torch.stack([each[i] for each in qs]) for i in range(2))
    p = gaussian(dense("prior", h))
    features = torch.cat([0 * h if path == "stochastic" else h, z], -1)
    missed = ((perceptron("decoder", features) - pictures) ** 2).sum() / (2 * PICTURES * T * B)
    paid = ((perceptron("reward", features[1:])[..., 0] - rewards) ** 2).sum() / (2 * REWARDS * (T - 1) * B)
    each = kl(q, p)
    terms = {"pictures": missed, "rewards": paid, "kl": each.mean()}
    total = missed + paid + each.clamp(min=FREE).mean()
    if overshoot > 1:
        fixed, rows, at, guess = tuple(x.detach() for x in q), [], h[1:], tuple(x[1:] for x in p)
        for d in range(2, overshoot + 1):
            drawn = ahead[d - 2][: guess[0].shape[0] * B].reshape(guess[0].shape)
            code = guess[0] if path == "deterministic" else guess[0] + guess[1] * drawn
            at = remember(code[:-1], actions[d - 1 :], at[:-1])
            guess = gaussian(dense("prior", at))
            rows.append(kl(tuple(x[d:] for x in fixed), guess).clamp(min=FREE).mean())
        terms["overshoot"] = torch.stack(rows).mean()
        total = total + 0.5 * terms["overshoot"]
    return {**terms, "loss": total}


def numbers(path, overshoot):
    for each in parameters.values():
        each.grad = None
    terms = loss(path, overshoot)
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
            "by": "python tools/vectors/state_space_vectors.py",
        },
        "both": numbers("both", 1),
        "deterministic": numbers("deterministic", 1),
        "stochastic": numbers("stochastic", 1),
        "overshooting": numbers("both", AHEAD),
    },
    sys.stdout,
    indent=1,
)
print()
