"""Writes tests/inference/golden/chains.json: split R-hat and effective sample size by ArviZ.

    pip install arviz==0.23.4
    python tools/vectors/chain_vectors.py && deno fmt tests/inference/golden

Chains are autoregressive, x_t = r x_{t-1} + noise, rounded to three decimals; `apart` is added to the
last of them.
"""

import json
import pathlib

import arviz
import numpy as np

FILE = pathlib.Path(__file__).parents[2] / "tests/inference/golden/chains.json"
CASES = [(4, 60, 0.0, 0.0), (4, 61, 0.7, 0.0), (2, 100, -0.5, 0.0), (3, 50, 0.95, 0.0), (4, 40, 0.3, 2.0)]


def case(seed, chains, draws, r, apart):
    noise = np.random.default_rng(seed).normal(size=(chains, draws))
    values = np.zeros_like(noise)
    values[:, 0] = noise[:, 0] / np.sqrt(1 - r * r)
    for t in range(1, draws):
        values[:, t] = r * values[:, t - 1] + noise[:, t]
    values[-1] += apart
    values = values.round(3)
    return {
        "autoregression": r, "apart": apart, "chains": values.tolist(),
        "rhat": float(arviz.rhat(values, method="split")),
        "size": float(arviz.ess(values, method="mean")),
    }


FILE.write_text(json.dumps({
    "made_by": f"tools/vectors/chain_vectors.py, ArviZ {arviz.__version__}",
    "cases": [case(seed, *each) for seed, each in enumerate(CASES)],
}))
