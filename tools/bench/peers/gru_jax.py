"""Training steps of a GRU in JAX, one thread: the whole step compiled, time by lax.scan, optax' Adam."""

import os
import sys

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

from gru import read
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


def loss_of(parameters, seen, wanted):
    side = [parameters[name] for name in ("inputWeight", "inputBias", "stateWeight", "stateBias")]
    w, b, u, c = side
    # one product for the three gates, as one would lay them out in JAX
    w, u = (jnp.concatenate(list(each), axis=1) for each in (w, u))
    b, c = b.reshape(-1), c.reshape(-1)

    def cell(state, x):
        xr, xz, xn = jnp.split(x @ w + b, 3, axis=1)
        hr, hz, hn = jnp.split(state @ u + c, 3, axis=1)
        reset, update = nn.sigmoid(xr + hr), nn.sigmoid(xz + hz)
        candidate = jnp.tanh(xn + reset * hn)
        return candidate + update * (state - candidate), None

    state, _ = lax.scan(cell, jnp.zeros((problem["batch"], problem["hidden"])), seen)
    said = state @ parameters["headWeight"] + parameters["headBias"]
    return jnp.mean((said - wanted) ** 2)


optimizer = optax.adam(problem["learningRate"])


@jax.jit
def update(parameters, memory, seen, wanted):
    loss, gradients = jax.value_and_grad(loss_of)(parameters, seen, wanted)
    changes, memory = optimizer.update(gradients, memory)
    return optax.apply_updates(parameters, changes), memory, loss


parameters = jax.device_put(parameters)
memory = optimizer.init(parameters)


def step(seen, wanted):
    global parameters, memory
    parameters, memory, loss = jax.block_until_ready(update(parameters, memory, seen, wanted))
    return loss


facts, timed = train(problem, step, jax.device_put(batches))
serve({"version": f"jax {jax.__version__}, optax {optax.__version__}", **facts}, timed)
