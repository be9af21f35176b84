"""Writes threefry.json: blocks of Threefry-2x32-20 as JAX computes them.

    pip install jax==0.10.2 && python make_threefry.py && deno fmt threefry.json

`jax.extend.random.threefry_2x32(key, count)` halves `count` into the first and second counter words;
`jax.random.key_data(jax.random.key(seed))` are the two words of a seed.
"""

import json
import pathlib

import jax
import numpy as np
from jax.extend.random import threefry_2x32


def blocks(key: list[int], first: list[int], second: list[int]) -> list[list[int]]:
    counters = np.array(first + second, dtype=np.uint32)
    words = np.asarray(threefry_2x32(np.array(key, dtype=np.uint32), counters))
    return np.stack(np.split(words, 2), axis=1).tolist()


source = np.random.default_rng(20240229)
random_words = source.integers(0, 2**32, size=(64, 4)).tolist()
streams = [
    {"key": key, "domain": domain, "blocks": blocks(key, list(range(256)), [domain] * 256)}
    for key, domain in [([0, 42], 0), ([0, 42], 1), ([0xDEADBEEF, 0x01234567], 0)]
]
singles = [
    {"key": [a, b], "counter": [c, d], "block": blocks([a, b], [c], [d])[0]}
    for a, b, c, d in random_words
]
seeds = [
    {"seed": seed, "key": np.asarray(jax.random.key_data(jax.random.key(seed))).tolist()}
    for seed in [0, 1, 42, 2**32 - 1]
]
jax.config.update("jax_enable_x64", True)  # without it JAX drops a seed's upper half
seeds += [
    {"seed": seed, "key": np.asarray(jax.random.key_data(jax.random.key(seed))).tolist()}
    for seed in [2**32, 2**53 - 1]
]
result = {
    "source": f"JAX {jax.__version__}, jax.extend.random.threefry_2x32, by make_threefry.py",
    "streams": streams,
    "singles": singles,
    "seeds": seeds,
}
pathlib.Path(__file__).with_name("threefry.json").write_text(json.dumps(result) + "\n")
