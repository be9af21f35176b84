"""Training steps of a VAE in PyTorch, one thread: eager, with the fused Adam."""

import sys

from serve import absent, serve
from vae import read, train

try:
    import numpy
    import torch
    from torch import nn
    from torch.nn import functional
except ImportError:
    absent("torch")

torch.set_num_threads(1)
problem, parameters, batches = read(numpy, sys.argv[1])


def tensor(array):
    return torch.from_numpy(numpy.ascontiguousarray(array))


def linear(name):
    weight = parameters[f"{name}/weight"]
    layer = nn.Linear(*weight.shape)
    return load(layer, weight.T, parameters[f"{name}/bias"])


def load(layer, weight, bias):
    layer.weight.data, layer.bias.data = tensor(weight), tensor(bias)
    return layer


def mlp():
    encoder = nn.Sequential(linear("encoder"), nn.ReLU(), linear("posterior"))
    decoder = nn.Sequential(linear("decoder"), nn.ReLU(), linear("pixels"))
    return encoder, decoder


# In PyTorch the odd zero of a stride of 2 is in front, in tfjs and JAX it is behind. So everything
# is mirrored here, images and filters: the same sums, and no padding by hand.
def mirrored(array):
    return array[..., ::-1, ::-1]


def convolution(name, kind, **options):
    """A (transposed) convolution; [H, W, first, last] becomes PyTorch's [last, first, H, W]."""
    weight = parameters[f"{name}/weight"].transpose(3, 2, 0, 1)
    layer = kind(1, 1, 3, stride=2, padding=1, **options)
    return load(layer, mirrored(weight), parameters[f"{name}/bias"])


def pixels_first(array):
    """The last axis, 4×4 pixels of 64 channels, becomes 64 channels of 4×4 mirrored pixels."""
    split = array.reshape(*array.shape[:-1], 4, 4, 64)
    return mirrored(numpy.moveaxis(split, -1, -3)).reshape(array.shape)


def conv():
    parameters["posterior/weight"] = pixels_first(parameters["posterior/weight"].T).T
    for name in ("decoder/weight", "decoder/bias"):
        parameters[name] = pixels_first(parameters[name])
    down = [convolution(f"down{i}", nn.Conv2d) for i in (1, 2, 3)]
    up = [convolution(f"up{i}", nn.ConvTranspose2d, output_padding=1) for i in (1, 2, 3)]
    encoder = [part for layer in down for part in (layer, nn.ReLU())]
    decoder = [part for layer in up for part in (layer, nn.ReLU())][:-1]
    return (
        nn.Sequential(*encoder, nn.Flatten(), linear("posterior")),
        nn.Sequential(linear("decoder"), nn.ReLU(), nn.Unflatten(1, (64, 4, 4)), *decoder),
    )


def as_layers_want(images):
    if problem["network"] == "mlp":
        return tensor(images)
    return tensor(mirrored(numpy.moveaxis(images, -1, 1)))


encoder, decoder = {"mlp": mlp, "conv": conv}[problem["network"]]()
optimizer = torch.optim.Adam(
    [*encoder.parameters(), *decoder.parameters()], lr=problem["learningRate"], fused=True
)


def negative_elbo(images, noise):
    mean, log_std = encoder(images).chunk(2, dim=1)
    std = torch.exp(log_std)
    logits = decoder(mean + std * noise)
    distortion = functional.binary_cross_entropy_with_logits(logits, images, reduction="sum")
    divergence = torch.sum(0.5 * (mean * mean + std * std - 1) - log_std)
    return (distortion + divergence) / problem["batch"]


def step(images, noise):
    optimizer.zero_grad()
    loss = negative_elbo(images, noise)
    loss.backward()
    optimizer.step()
    return loss.detach()


batches = [(as_layers_want(images), tensor(noise)) for images, noise in batches]
facts, timed = train(problem, step, batches)
serve({"version": f"torch {torch.__version__}", **facts}, timed)
