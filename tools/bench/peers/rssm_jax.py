"""Training steps of a recurrent state-space model in JAX, one thread: compiled, time by lax.scan."""

import os
import sys

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

from rssm import read
from serve import absent, serve
from vae import train

try:
    import jax
    import numpy
    import optax
    from jax import lax, nn
    from jax import numpy as jnp
except ImportError:
    absent("jax, optax")

problem, parameters, batches = read(numpy, sys.argv[1])
H = problem["memory"]


def perceptron(own, net, x):
    layers = [path[: -len("/weight")] for path in own if path.startswith(f"{net}/") and path.endswith("/weight")]
    for path in sorted(layers, key=lambda path: (path.endswith("output"), path)):
        x = x @ own[f"{path}/weight"] + own[f"{path}/bias"]
        x = x if path.endswith("output") or net == "prior" else nn.relu(x)
    return x


def gaussian(raw):
    mean, wide = jnp.split(raw, 2, -1)
    return mean, nn.softplus(wide) + 0.1


def loss_of(own, pictures, actions, rewards, noise):
    w, u = (jnp.concatenate(list(own[f"memory/{name}Weight"]), axis=1) for name in ("input", "state"))
    b, c = (own[f"memory/{name}Bias"].reshape(-1) for name in ("input", "state"))
    said = perceptron(own, "encoder", pictures)

    def look(h, said, noise):
        mean, std = gaussian(perceptron(own, "posterior", jnp.concatenate([h, said], 1)))
        return mean + std * noise, mean, std

    def go(carry, given):
        h, z = carry
        action, said, noise = given
        xr, xz, xn = jnp.split(jnp.concatenate([z, action], 1) @ w + b, 3, axis=1)
        hr, hz, hn = jnp.split(h @ u + c, 3, axis=1)
        reset, update = nn.sigmoid(xr + hr), nn.sigmoid(xz + hz)
        candidate = jnp.tanh(xn + reset * hn)
        h = candidate + update * (h - candidate)
        z, mean, std = look(h, said, noise)
        return (h, z), (h, z, mean, std)

    h0 = jnp.zeros((problem["batch"], H))
    z0, mean0, std0 = look(h0, said[0], noise[0])
    _, later = lax.scan(go, (h0, z0), (actions, said[1:], noise[1:]))
    h, z, mean, std = (
        jnp.concatenate([first[None], rest]) for first, rest in zip((h0, z0, mean0, std0), later)
    )
    prior_mean, prior_std = gaussian(h @ own["prior/weight"] + own["prior/bias"])
    ratio, apart = std / prior_std, (mean - prior_mean) / prior_std
    kl = ((ratio**2 + apart**2) / 2 - jnp.log(ratio) - 0.5).sum(-1)
    features, steps = jnp.concatenate([h, z], -1), problem["time"] * problem["batch"]
    missed = ((perceptron(own, "decoder", features) - pictures) ** 2).sum()
    paid = ((perceptron(own, "reward", features[1:])[..., 0] - rewards) ** 2).sum()
    return (
        missed / (2 * problem["pictureVariance"] * steps)
        + paid / (2 * problem["rewardVariance"] * rewards.size)
        + jnp.maximum(kl, problem["freeNats"]).mean()
    )


optimizer = optax.chain(
    optax.clip_by_global_norm(problem["maxNorm"]), optax.adam(problem["learningRate"])
)


@jax.jit
def update(own, memory, batch):
    loss, gradients = jax.value_and_grad(loss_of)(own, *batch)
    changes, memory = optimizer.update(gradients, memory)
    return optax.apply_updates(own, changes), memory, loss


own = jax.device_put(parameters)
memory = optimizer.init(own)


def step(*batch):
    global own, memory
    own, memory, loss = jax.block_until_ready(update(own, memory, batch))
    return loss


facts, timed = train(problem, step, jax.device_put(batches))
serve({"version": f"jax {jax.__version__}, optax {optax.__version__}", **facts}, timed)
