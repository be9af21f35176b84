"""Values and gradients of transformer blocks in PyTorch, from weights and inputs that it writes down.

    python tools/vectors/transformer_vectors.py > tests/nn/golden/transformer_torch.json

nn.TransformerEncoderLayer and nn.TransformerDecoderLayer with norm_first, without dropout, in float64;
nn.MultiheadAttention is in both. Weights are written inputs by outputs, PyTorch's transposed.
"""

import json
import platform
import sys

import numpy
import torch
from torch import nn

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

WIDTH, HIDDEN, HEADS, BATCH, STEPS, MEMORY = 6, 10, 3, 2, 5, 4
draws = numpy.random.default_rng(8)


def rounded(shape, scale):
    """Four decimals, so that the file says exactly what was computed with."""
    return numpy.round(scale * draws.standard_normal(shape), 4)


def dense(inputs, outputs):
    return {"weight": rounded((inputs, outputs), 0.4), "bias": rounded(outputs, 0.2)}


def norm():
    return {"scale": numpy.round(1 + rounded(WIDTH, 0.3), 4), "offset": rounded(WIDTH, 0.2)}


def attention():
    return {name: dense(WIDTH, WIDTH) for name in ("query", "key", "value", "output")}


tree = {
    "selfNorm": norm(),
    "self": attention(),
    "crossNorm": norm(),
    "cross": attention(),
    "forwardNorm": norm(),
    "forward": {"hidden1": dense(WIDTH, HIDDEN), "output": dense(HIDDEN, WIDTH)},
}


def copy(parameter, array):
    parameter.data = torch.tensor(numpy.ascontiguousarray(array))


def fill_dense(layer, numbers):
    copy(layer.weight, numbers["weight"].T)
    copy(layer.bias, numbers["bias"])


def fill_norm(layer, numbers):
    copy(layer.weight, numbers["scale"])
    copy(layer.bias, numbers["offset"])


def fill_attention(layer, numbers):
    parts = [numbers[name] for name in ("query", "key", "value")]
    copy(layer.in_proj_weight, numpy.concatenate([part["weight"].T for part in parts]))
    copy(layer.in_proj_bias, numpy.concatenate([part["bias"] for part in parts]))
    fill_dense(layer.out_proj, numbers["output"])


def gradient_dense(layer):
    return {"weight": layer.weight.grad.T.tolist(), "bias": layer.bias.grad.tolist()}


def gradient_norm(layer):
    return {"scale": layer.weight.grad.tolist(), "offset": layer.bias.grad.tolist()}


def gradient_attention(layer):
    weights, biases = layer.in_proj_weight.grad.chunk(3), layer.in_proj_bias.grad.chunk(3)
    parts = {
        name: {"weight": weight.T.tolist(), "bias": bias.tolist()}
        for name, weight, bias in zip(("query", "key", "value"), weights, biases)
    }
    return {**parts, "output": gradient_dense(layer.out_proj)}


def run(layer, x, memory, direction, decoder):
    """y, and the gradients of the sum of direction * y."""
    norms = ("norm1", "norm2", "norm3") if decoder else ("norm1", "norm2")
    names = ("selfNorm", "crossNorm", "forwardNorm") if decoder else ("selfNorm", "forwardNorm")
    for name, own in zip(names, norms):
        fill_norm(getattr(layer, own), tree[name])
    fill_attention(layer.self_attn, tree["self"])
    if decoder:
        fill_attention(layer.multihead_attn, tree["cross"])
    fill_dense(layer.linear1, tree["forward"]["hidden1"])
    fill_dense(layer.linear2, tree["forward"]["output"])
    x, memory = (torch.tensor(each, requires_grad=True) for each in (x, memory))
    y = layer(x, memory) if decoder else layer(x)
    (y * torch.tensor(direction)).sum().backward()
    gradients = {name: gradient_norm(getattr(layer, own)) for name, own in zip(names, norms)}
    gradients["self"] = gradient_attention(layer.self_attn)
    if decoder:
        gradients["cross"] = gradient_attention(layer.multihead_attn)
    forward = {"hidden1": gradient_dense(layer.linear1), "output": gradient_dense(layer.linear2)}
    inputs = {"x": x.grad.tolist(), **({"memory": memory.grad.tolist()} if decoder else {})}
    return {"y": y.tolist(), "gradients": {**gradients, "forward": forward}, "inputs": inputs}


x, memory = rounded((BATCH, STEPS, WIDTH), 1), rounded((BATCH, MEMORY, WIDTH), 1)
direction = rounded((BATCH, STEPS, WIDTH), 1)
options = {"dropout": 0.0, "batch_first": True, "norm_first": True}
encoder = nn.TransformerEncoderLayer(WIDTH, HEADS, HIDDEN, **options)
decoder = nn.TransformerDecoderLayer(WIDTH, HEADS, HIDDEN, **options)


def listed(node):
    return {k: listed(v) for k, v in node.items()} if isinstance(node, dict) else node.tolist()


json.dump(
    {
        "made": {
            "command": "python tools/vectors/transformer_vectors.py",
            "python": platform.python_version(),
            "torch": torch.__version__,
            "numpy": numpy.__version__,
        },
        "heads": HEADS,
        "parameters": listed(tree),
        "x": x.tolist(),
        "memory": memory.tolist(),
        "direction": direction.tolist(),
        "encoder": run(encoder, x, memory, direction, False),
        "decoder": run(decoder, x, memory, direction, True),
    },
    sys.stdout,
    indent=1,
)
print()
