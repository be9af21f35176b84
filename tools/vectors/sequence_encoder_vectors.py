"""Writes tests/notebooks/09-state-space-models/golden/encoders_torch.json: losses and gradients of
chapter 09's six encoders by PyTorch, with its own nn.GRU and nn.TransformerEncoderLayer, in float64.

    pip install torch==2.13.0
    python tools/vectors/sequence_encoder_vectors.py && deno fmt tests/notebooks/09-state-space-models/golden

Weights, sequences and noise are sines of their place, so that the test can make the same ones. Of
each gradient the file has the sum of its entries times cosines of their place, and its norm.
"""

import json
import math
import pathlib

import torch
from torch import nn
from torch.func import functional_call

FILE = (
    pathlib.Path(__file__).parents[2]
    / "tests/notebooks/09-state-space-models/golden/encoders_torch.json"
)
torch.set_default_dtype(torch.float64)
STEPS, BATCH, WIDTH, HEADS = 20, 3, 32, 4
START, MOVE, LOOK = 1.0, 0.1, 1.0


def sines(shape, phase, scale=0.25, rate=1.3):
    place = torch.arange(math.prod(shape), dtype=torch.float64)
    return (scale * torch.sin(rate * place + phase)).reshape(shape)


def phase(path):
    return sum(map(ord, path))


def gru_shapes(name):
    return {
        f"{name}.inputWeight": (3, 2, WIDTH), f"{name}.inputBias": (3, WIDTH),
        f"{name}.stateWeight": (3, WIDTH, WIDTH), f"{name}.stateBias": (3, WIDTH),
    }


def dense_shapes(name, inputs, outputs):
    return {f"{name}.weight": (inputs, outputs), f"{name}.bias": (outputs,)}


def norm_shapes(name):
    return {f"{name}.scale": (WIDTH,), f"{name}.offset": (WIDTH,)}


BODIES = {
    "now": dense_shapes("alone.hidden1", 2, WIDTH) | dense_shapes("alone.output", WIDTH, WIDTH),
    "past": gru_shapes("forward"),
    "future": gru_shapes("backward"),
    "both": gru_shapes("forward") | gru_shapes("backward"),
    "attention": dense_shapes("embed", 2, WIDTH) | norm_shapes("block.selfNorm")
    | {k: v for part in ("query", "key", "value", "output")
       for k, v in dense_shapes(f"block.self.{part}", WIDTH, WIDTH).items()}
    | norm_shapes("block.forwardNorm")
    | dense_shapes("block.forward.hidden1", WIDTH, 2 * WIDTH)
    | dense_shapes("block.forward.output", 2 * WIDTH, WIDTH),
}


def run_gru(p, name, seen):
    flat = {
        "weight_ih_l0": p[f"{name}.inputWeight"].permute(0, 2, 1).reshape(3 * WIDTH, 2),
        "weight_hh_l0": p[f"{name}.stateWeight"].permute(0, 2, 1).reshape(3 * WIDTH, WIDTH),
        "bias_ih_l0": p[f"{name}.inputBias"].reshape(-1),
        "bias_hh_l0": p[f"{name}.stateBias"].reshape(-1),
    }
    return functional_call(nn.GRU(2, WIDTH), flat, (seen,))[0]


def attend(p, seen):
    tokens = seen.transpose(0, 1) @ p["embed.weight"] + p["embed.bias"]
    rows = [[
        (math.sin if d % 2 == 0 else math.cos)(t / 10_000 ** ((d - d % 2) / WIDTH))
        for d in range(WIDTH)
    ] for t in range(STEPS)]
    parts = ("query", "key", "value")
    flat = {
        "self_attn.in_proj_weight": torch.cat([p[f"block.self.{n}.weight"].T for n in parts]),
        "self_attn.in_proj_bias": torch.cat([p[f"block.self.{n}.bias"] for n in parts]),
        "self_attn.out_proj.weight": p["block.self.output.weight"].T,
        "self_attn.out_proj.bias": p["block.self.output.bias"],
        "linear1.weight": p["block.forward.hidden1.weight"].T,
        "linear1.bias": p["block.forward.hidden1.bias"],
        "linear2.weight": p["block.forward.output.weight"].T,
        "linear2.bias": p["block.forward.output.bias"],
        "norm1.weight": p["block.selfNorm.scale"], "norm1.bias": p["block.selfNorm.offset"],
        "norm2.weight": p["block.forwardNorm.scale"], "norm2.bias": p["block.forwardNorm.offset"],
    }
    block = nn.TransformerEncoderLayer(
        WIDTH, HEADS, 2 * WIDTH, dropout=0, batch_first=True, norm_first=True
    )
    return functional_call(block, flat, (tokens + torch.tensor(rows),)).transpose(0, 1)


def features(body, p, seen):
    if body == "now":
        hidden = torch.relu(seen @ p["alone.hidden1.weight"] + p["alone.hidden1.bias"])
        return torch.relu(hidden @ p["alone.output.weight"] + p["alone.output.bias"])
    if body == "attention":
        return attend(p, seen)
    states = []
    if body in ("past", "both"):
        states.append(run_gru(p, "forward", seen))
    if body in ("future", "both"):
        states.append(run_gru(p, "backward", seen.flip(0)).flip(0))
    return torch.cat(states, 2)


def loss(body, chained, p, x, noise):
    place = torch.linspace(-1, 1, STEPS).reshape(-1, 1).expand(-1, BATCH)
    out = features(body, p, torch.stack([x, place], 2)) @ p["head.weight"] + p["head.bias"]
    offset, log_std = out[..., 0], out[..., 2]
    gain = torch.sigmoid(out[..., 1]) if chained else torch.zeros_like(offset)
    total, before = 0.0, torch.zeros(BATCH)
    for t in range(STEPS):
        variance = START if t == 0 else MOVE
        prior = torch.distributions.Normal(before, math.sqrt(variance))
        link = torch.distributions.Normal(gain[t] * before + offset[t], torch.exp(log_std[t]))
        z = link.mean + link.stddev * noise[t]
        seen = torch.distributions.Normal(z, math.sqrt(LOOK)).log_prob(x[t])
        total = total + (torch.distributions.kl_divergence(link, prior) - seen).sum()
        before = z
    return total / BATCH


def case(name, body, chained):
    heads = dense_shapes("head", 2 * WIDTH if body == "both" else WIDTH, 3)
    p = {
        path: (sines(shape, phase(path)) + (1 if path.endswith("scale") else 0)).requires_grad_()
        for path, shape in (BODIES[body] | heads).items()
    }
    value = loss(body, chained, p, sines((STEPS, BATCH), 1, 2, 0.9), sines((STEPS, BATCH), 2, 1.5, 2.1))
    value.backward()
    gradients = {}
    for path, leaf in p.items():
        grad = leaf.grad.reshape(-1)
        weights = torch.cos(0.7 * torch.arange(len(grad), dtype=torch.float64))
        gradients[path] = [float(grad @ weights), float(grad.norm())]
    return {"name": name, "loss": float(value.detach()), "gradients": gradients}


FILE.parent.mkdir(exist_ok=True)
FILE.write_text(json.dumps({
    "made_by": f"tools/vectors/sequence_encoder_vectors.py, torch {torch.__version__}",
    "cases": [
        case("now", "now", False), case("past", "past", False), case("all", "both", False),
        case("past, chained", "past", True), case("all, chained", "future", True),
        case("all, chained, attention", "attention", True),
    ],
}))
