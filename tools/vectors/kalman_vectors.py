"""Writes tests/sequence/golden/kalman.json: linear-Gaussian models by statsmodels.

    pip install statsmodels==0.15.0
    python tools/vectors/kalman_vectors.py && deno fmt tests/sequence/golden

All models start from a known mean and covariance, and every observation counts: `loglikelihood_burn`
is 0, where statsmodels' own local level drops the first term. Its shortcut at the steady state is
switched off. The Nile's fit is the top of that likelihood, found by SciPy.
"""

import json
import pathlib

import numpy as np
import statsmodels
import statsmodels.api as sm
from scipy.optimize import minimize
from statsmodels.tsa.statespace.kalman_smoother import KalmanSmoother

FILE = pathlib.Path(__file__).parents[2] / "tests/sequence/golden/kalman.json"


def smoother(model, observations):
    rows = np.array([[np.nan] * len(model["emission"]) if x is None else x for x in observations], float)
    size = len(model["initialMean"])
    built = KalmanSmoother(k_endog=rows.shape[1], k_states=size, k_posdef=size)
    built.bind(rows)
    built["transition"] = np.array(model["transition"], float)
    built["selection"] = np.eye(size)
    built["state_cov"] = np.array(model["transitionCovariance"], float)
    built["design"] = np.array(model["emission"], float)
    built["obs_cov"] = np.array(model["emissionCovariance"], float)
    mean = np.array(model["initialMean"], float)
    built.initialize_known(mean, np.array(model["initialCovariance"], float))
    built.loglikelihood_burn = 0
    built.tolerance = 0
    return built


def case(name, model, observations):
    found = smoother(model, observations).smooth()
    lagged = found.smoothed_state_autocov  # Cov(z_t+1, z_t) at t
    return {
        "name": name,
        "model": model,
        "observations": observations,
        "logEvidence": found.llf,
        "filteredMeans": found.filtered_state.T.tolist(),
        "filteredCovariances": np.moveaxis(found.filtered_state_cov, 2, 0).tolist(),
        "smoothedMeans": found.smoothed_state.T.tolist(),
        "smoothedCovariances": np.moveaxis(found.smoothed_state_cov, 2, 0).tolist(),
        "lagged": np.moveaxis(lagged, 2, 0)[:-1].tolist(),
    }


def level(start, move, look):
    return {
        "transition": [[1]], "transitionCovariance": [[move]], "emission": [[1]],
        "emissionCovariance": [[look]], "initialMean": [0], "initialCovariance": [[start]],
    }


nile = sm.datasets.nile.load_pandas().data.volume
nile = [[float(x)] for x in nile]


def fitted():
    def loss(logs):
        return -smoother(level(1e7, *np.exp(logs)), nile).loglike()

    top = minimize(loss, np.log([1000, 10000]), method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-11})
    return {"move": float(np.exp(top.x[0])), "look": float(np.exp(top.x[1])), "logEvidence": -top.fun}


q = 0.05
plane = {
    "transition": [[1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0], [0, 0, 0, 1]],
    "transitionCovariance": [[q / 3, 0, q / 2, 0], [0, q / 3, 0, q / 2], [q / 2, 0, q, 0], [0, q / 2, 0, q]],
    "emission": [[1, 0, 0, 0], [0, 1, 0, 0]],
    "emissionCovariance": [[1, 0.3], [0.3, 0.5]],
    "initialMean": [0, 0, 1, 0],
    "initialCovariance": (4 * np.eye(4)).tolist(),
}
draw = np.random.default_rng(0)
path = [[float(a), float(b)] for a, b in np.cumsum(draw.normal(size=(40, 2)) + [1, 0.5], axis=0)]
hidden = [None if 12 <= t < 20 or t == 30 or t == 0 else x for t, x in enumerate(path)]

FILE.write_text(json.dumps({
    "made_by": f"tools/vectors/kalman_vectors.py, statsmodels {statsmodels.__version__}, numpy {np.__version__}",
    "evidence": [
        {"start": start, "logEvidence": smoother(level(start, 1469.1, 15099), nile).loglike()}
        for start in (1e6, 1e7, 1e8)
    ],
    "fit": fitted(),
    "cases": [
        case("nile", level(1e7, 1469.1, 15099), nile),
        case("nile with gaps", level(1e7, 1469.1, 15099), [
            None if 20 <= t < 40 or 60 <= t < 80 else x for t, x in enumerate(nile)
        ]),
        case("plane", plane, hidden),
    ],
}))
