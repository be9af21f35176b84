"""Writes tests/inference/golden/logistic.json: posteriors of two logistic regressions.

    pip install scikit-learn==1.9.1 scipy==1.17.1 torch==2.13.0
    python tools/vectors/logistic_vectors.py && deno fmt tests/inference/golden

Bioassay (flat and normal prior): mean, spread and log evidence by two-dimensional quadrature; wine
(is it the first cultivar? prior N(0, 2.5²) on all 14 weights): scikit-learn's penalized optimum, and
means and spreads of 64 chains of another sampler than lib's, with their Monte Carlo errors.
Both: the best Gaussians by PyTorch's L-BFGS on the bound, differentiated by autograd, each average
by Gauss-Hermite quadrature with 120 nodes.
"""

import json
import math
import pathlib

import numpy as np
import torch
from scipy.integrate import dblquad
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression

FILE = pathlib.Path(__file__).parents[2] / "tests/inference/golden/logistic.json"
torch.set_default_dtype(torch.float64)
nodes, weights = np.polynomial.hermite_e.hermegauss(120)
NODES, WEIGHTS = torch.tensor(nodes), torch.tensor(weights / math.sqrt(2 * math.pi))


def log_prior(w, sd):
    if sd is None:
        return 0.0
    return sum(-0.5 * (each / s) ** 2 - math.log(s * math.sqrt(2 * math.pi)) for each, s in zip(w, sd))


def bound(mean, lower, x, y, n, sd):
    a, spread = x @ mean, (x @ lower).pow(2).sum(1).sqrt()
    places = a[:, None] + spread[:, None] * NODES
    energy = (y * a).sum() - (n * (torch.nn.functional.softplus(places) @ WEIGHTS)).sum()
    if sd is not None:
        s = torch.tensor(sd)
        square = mean ** 2 + lower.pow(2).sum(1)
        energy = energy - (0.5 * square / s ** 2 + torch.log(s * math.sqrt(2 * math.pi))).sum()
    entropy = 0.5 * len(mean) * math.log(2 * math.pi * math.e) + torch.log(torch.diagonal(lower).abs()).sum()
    return energy + entropy


def best(family, x, y, n, sd):
    x, y, n = (torch.tensor(np.asarray(each, float)) for each in (x, y, n))
    D = x.shape[1]
    mean = torch.zeros(D, requires_grad=True)
    logs = torch.zeros(D, requires_grad=True)
    below = torch.zeros(D, D, requires_grad=True)
    free = [mean, logs] + ([below] if family == "full" else [])

    def lower():
        scale = torch.diag(torch.exp(logs))
        return scale + torch.tril(below, -1) if family == "full" else scale

    climb = torch.optim.LBFGS(free, max_iter=20_000, max_eval=40_000, tolerance_grad=1e-10,
                              tolerance_change=1e-15, history_size=50, line_search_fn="strong_wolfe")

    def closure():
        climb.zero_grad()
        loss = -bound(mean, lower(), x, y, n, sd)
        loss.backward()
        return loss

    climb.step(closure)
    covariance = (lower() @ lower().T).detach()
    return {
        "mean": mean.tolist(),
        "sd": covariance.diagonal().sqrt().tolist(),
        "elbo": bound(mean, lower(), x, y, n, sd).item(),
    }


def bioassay(sd):
    x = np.array([[1, -0.86], [1, -0.3], [1, -0.05], [1, 0.73]])
    y, n = np.array([0, 1, 3, 5]), np.array([5, 5, 5, 5])

    def density(b, a):
        logits = a + b * x[:, 1]
        return math.exp((y * logits - n * np.logaddexp(0, logits)).sum() + log_prior((a, b), sd))

    def moment(f):
        total = 0.0
        for low, high in [(-15, 0), (0, 5), (5, 10), (10, 20), (20, 40), (40, 140)]:
            for left, right in [(-12, -2), (-2, 0), (0, 2), (2, 5), (5, 15), (15, 40)]:
                total += dblquad(lambda b, a: f(a, b) * density(b, a), left, right, low, high,
                                 epsabs=1e-13, epsrel=1e-10)[0]
        return total

    z = moment(lambda a, b: 1)
    mean = [moment(lambda a, b: a) / z, moment(lambda a, b: b) / z]
    var = [moment(lambda a, b: a * a) / z - mean[0] ** 2, moment(lambda a, b: b * b) / z - mean[1] ** 2]
    cov = moment(lambda a, b: a * b) / z - mean[0] * mean[1]
    return {
        "prior_sd": sd, "log_evidence": math.log(z), "mean": mean, "sd": [math.sqrt(v) for v in var],
        "correlation": cov / math.sqrt(var[0] * var[1]),
        "full": best("full", x, y, n, sd), "diagonal": best("diagonal", x, y, n, sd),
    }


def wine():
    table = load_wine()
    x = np.c_[np.ones(178), (table.data - table.data.mean(0)) / table.data.std(0)]
    y, n, sd = (table.target == 0) * 1.0, np.ones(178), 2.5
    fit = LogisticRegression(C=sd ** 2, fit_intercept=False, tol=1e-10, max_iter=10_000).fit(x, y)
    return {
        "prior_sd": sd, "optimum": fit.coef_[0].tolist(), **chains(x, y, sd, fit.coef_[0]),
        "full": best("full", x, y, n, [sd] * 14), "diagonal": best("diagonal", x, y, n, [sd] * 14),
    }


def chains(x, y, sd, start, count=64, draws=4000, warm_up=500):
    """Random-walk Metropolis, preconditioned; errors from the spread of the chains' means."""
    rng, p = np.random.default_rng(0), 1 / (1 + np.exp(-x @ start))
    scale = np.linalg.cholesky(np.linalg.inv((x * (p * (1 - p))[:, None]).T @ x + np.eye(14) / sd ** 2))
    height = lambda w: (y * (w @ x.T) - np.logaddexp(0, w @ x.T)).sum(1) - 0.5 * (w ** 2).sum(1) / sd ** 2
    w = start + rng.normal(size=(count, 14)) @ scale.T
    now, sums, squares = height(w), np.zeros((count, 14)), np.zeros((count, 14))
    for step in range(-warm_up * 10, draws * 10):
        new = w + 0.62 * rng.normal(size=w.shape) @ scale.T
        there = height(new)
        go = np.log(rng.random(count)) < there - now
        w, now = np.where(go[:, None], new, w), np.where(go, there, now)
        if step >= 0:
            sums, squares = sums + w, squares + w * w
    means, total = sums / (draws * 10), draws * 10
    spread = np.sqrt((squares.sum(0) / (total * count)) - means.mean(0) ** 2)
    each = np.sqrt(squares / total - means ** 2)
    return {
        "mean": means.mean(0).tolist(), "mean_error": (means.std(0, ddof=1) / math.sqrt(count)).tolist(),
        "sd": spread.tolist(), "sd_error": (each.std(0, ddof=1) / math.sqrt(count)).tolist(),
    }


FILE.write_text(json.dumps({
    "made_by": f"tools/vectors/logistic_vectors.py, torch {torch.__version__}",
    "bioassay": [bioassay(None), bioassay((2.5, 10.0))],
    "wine": wine(),
}))
