"""Updates of Soft Actor-Critic in JAX, one thread: one jitted function for a whole update."""

import math
import os
import sys

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

from serve import absent, serve

try:
    import jax
    import optax
    from jax import nn, random
    from jax import numpy as jnp
except ImportError:
    absent("jax, optax")

HIDDEN, SEEN, ACTS, ROWS = int(sys.argv[1]), 3, 1, 256
DISCOUNT, AVERAGING, TARGET_ENTROPY = 0.99, 0.005, -float(ACTS)
adam = optax.adam(3e-4)


def network(key, inputs, outputs):
    layers = []
    for width, next_width in ((inputs, HIDDEN), (HIDDEN, HIDDEN), (HIDDEN, outputs)):
        key, own = random.split(key)
        end = 1 / math.sqrt(width)
        weight = random.uniform(own, (width, next_width), minval=-end, maxval=end)
        layers.append((weight, jnp.zeros(next_width)))
    return layers


def forward(layers, x):
    for weight, bias in layers[:-1]:
        x = nn.relu(x @ weight + bias)
    weight, bias = layers[-1]
    return x @ weight + bias


def sample(actor, x, key):
    mean, log_std = jnp.split(forward(actor, x), 2, 1)
    log_std = jnp.clip(log_std, -20, 2)
    noise = random.normal(key, mean.shape)
    u = mean + jnp.exp(log_std) * noise
    gauss = -0.5 * noise * noise - log_std - 0.5 * math.log(2 * math.pi)
    slope = 2 * (math.log(2) - u - nn.softplus(-2 * u))
    return jnp.tanh(u), (gauss - slope).sum(1, keepdims=True)


def least(critics, x):
    return jnp.minimum(forward(critics[0], x), forward(critics[1], x))


def descend(gradient, memory, parameters):
    change, memory = adam.update(gradient, memory, parameters)
    return optax.apply_updates(parameters, change), memory


def update(state, batch):
    states, actions, rewards, next_states = batch
    next_key, now_key, key = random.split(state["key"], 3)
    alpha = jnp.exp(state["log_temperature"])
    next_actions, next_log = sample(state["actor"], next_states, next_key)
    slow = least(state["slow"], jnp.concatenate([next_states, next_actions], 1))
    target = rewards + DISCOUNT * (slow - alpha * next_log)
    x = jnp.concatenate([states, actions], 1)

    def critic_loss(critics):
        return sum(((forward(critic, x) - target) ** 2).mean() for critic in critics)

    gradient = jax.grad(critic_loss)(state["critics"])
    critics, critic_memory = descend(gradient, state["critic_memory"], state["critics"])

    def actor_loss(actor):
        chosen, log_density = sample(actor, states, now_key)
        value = least(critics, jnp.concatenate([states, chosen], 1))
        return (alpha * log_density - value).mean(), log_density

    gradient, log_density = jax.grad(actor_loss, has_aux=True)(state["actor"])
    actor, actor_memory = descend(gradient, state["actor_memory"], state["actor"])
    gradient = -alpha * (log_density + TARGET_ENTROPY).mean()
    log_temperature, temperature_memory = descend(
        gradient, state["temperature_memory"], state["log_temperature"]
    )
    slow = jax.tree.map(lambda t, p: t + AVERAGING * (p - t), state["slow"], critics)
    return dict(
        actor=actor, critics=critics, slow=slow, log_temperature=log_temperature, key=key,
        actor_memory=actor_memory, critic_memory=critic_memory, temperature_memory=temperature_memory,
    )


keys = random.split(random.key(1), 8)
critics = [network(keys[0], SEEN + ACTS, 1), network(keys[1], SEEN + ACTS, 1)]
actor, log_temperature = network(keys[2], SEEN, 2 * ACTS), jnp.zeros(())
state = dict(
    actor=actor, critics=critics, slow=jax.tree.map(jnp.copy, critics), log_temperature=log_temperature,
    key=keys[3], actor_memory=adam.init(actor), critic_memory=adam.init(critics),
    temperature_memory=adam.init(log_temperature),
)
batch = (
    random.normal(keys[4], (ROWS, SEEN)),
    jnp.tanh(random.normal(keys[5], (ROWS, ACTS))),
    random.normal(keys[6], (ROWS, 1)),
    random.normal(keys[7], (ROWS, SEEN)),
)
jitted = jax.jit(update, donate_argnums=0)


def step():
    global state
    state = jax.block_until_ready(jitted(state, batch))


step()
serve({"version": f"jax {jax.__version__}"}, step)
