"""Training steps of a VAE in JAX, one thread: the whole step compiled, with optax' Adam."""

import os
import sys

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

from serve import absent, serve
from vae import read, train

try:
    import jax
    import numpy
    import optax
    from jax import lax, nn
    from jax import numpy as jnp
except ImportError:
    absent("jax, optax")

problem, parameters, batches = read(numpy, sys.argv[1])


def affine(parameters, name, x):
    return x @ parameters[f"{name}/weight"] + parameters[f"{name}/bias"]


def encode_mlp(parameters, images):
    return affine(parameters, "posterior", nn.relu(affine(parameters, "encoder", images)))


def decode_mlp(parameters, code):
    return affine(parameters, "pixels", nn.relu(affine(parameters, "decoder", code)))


LAYOUT = ("NHWC", "HWIO", "NHWC")


def down(parameters, name, x):
    weight, bias = parameters[f"{name}/weight"], parameters[f"{name}/bias"]
    return bias + lax.conv_general_dilated(x, weight, (2, 2), "SAME", dimension_numbers=LAYOUT)


def up(parameters, name, x):
    weight, bias = parameters[f"{name}/weight"], parameters[f"{name}/bias"]
    return bias + lax.conv_transpose(
        x, weight, (2, 2), "SAME", dimension_numbers=LAYOUT, transpose_kernel=True
    )


def encode_conv(parameters, images):
    x = images
    for name in ("down1", "down2", "down3"):
        x = nn.relu(down(parameters, name, x))
    return affine(parameters, "posterior", x.reshape(len(x), -1))


def decode_conv(parameters, code):
    x = nn.relu(affine(parameters, "decoder", code)).reshape(len(code), 4, 4, 64)
    x = nn.relu(up(parameters, "up1", x))
    x = nn.relu(up(parameters, "up2", x))
    return up(parameters, "up3", x)


encode, decode = {"mlp": (encode_mlp, decode_mlp), "conv": (encode_conv, decode_conv)}[
    problem["network"]
]


def negative_elbo(parameters, images, noise):
    mean, log_std = jnp.split(encode(parameters, images), 2, axis=1)
    std = jnp.exp(log_std)
    logits = decode(parameters, mean + std * noise)
    distortion = jnp.sum(nn.softplus(logits) - images * logits)
    divergence = jnp.sum(0.5 * (mean * mean + std * std - 1) - log_std)
    return (distortion + divergence) / problem["batch"]


optimizer = optax.adam(problem["learningRate"])


@jax.jit
def update(parameters, memory, images, noise):
    loss, gradients = jax.value_and_grad(negative_elbo)(parameters, images, noise)
    changes, memory = optimizer.update(gradients, memory)
    return optax.apply_updates(parameters, changes), memory, loss


parameters = jax.device_put(parameters)
memory = optimizer.init(parameters)


def step(images, noise):
    global parameters, memory
    parameters, memory, loss = jax.block_until_ready(update(parameters, memory, images, noise))
    return loss


facts, timed = train(problem, step, jax.device_put(batches))
serve({"version": f"jax {jax.__version__}, optax {optax.__version__}", **facts}, timed)
