"""Writes tests/inference/golden/factors.json: PCA and factor analysis by scikit-learn.

    pip install scikit-learn==1.9.1
    python tools/vectors/factor_vectors.py && deno fmt tests/inference/golden

The data are scikit-learn's wine (each column standardized, divided by its standard deviation with N)
and iris. Each case has the parameters that scikit-learn found and what it says of the data under
them: N times `score`. Its PCA takes the covariance divided by N − 1, which is not the most probable
model; `most_probable` is the same formula with N, by NumPy's `eigh`.
"""

import json
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn.datasets import load_iris, load_wine
from sklearn.decomposition import PCA, FactorAnalysis

FILE = pathlib.Path(__file__).parents[2] / "tests/inference/golden/factors.json"
wine = load_wine().data
DATA = {"wine": (wine - wine.mean(0)) / wine.std(0), "iris": load_iris().data}


def log_likelihood(points, covariance):
    from scipy.stats import multivariate_normal

    return multivariate_normal(points.mean(0), covariance).logpdf(points).sum()


def most_probable(points, latent):
    values, vectors = np.linalg.eigh(np.cov(points.T, bias=True))
    noise = values[:-latent].mean()
    loadings = vectors[:, -latent:] * np.sqrt(values[-latent:] - noise)
    covariance = loadings @ loadings.T + noise * np.eye(len(values))
    return {"log_likelihood": log_likelihood(points, covariance), "noise": noise}


def case(name, latent):
    points = DATA[name]
    pca = PCA(latent).fit(points)
    loadings = pca.components_.T * np.sqrt(pca.explained_variance_ - pca.noise_variance_)
    with warnings.catch_warnings():  # on iris it says, rightly, that it has not converged
        warnings.simplefilter("ignore")
        analysis = FactorAnalysis(latent, tol=1e-12, max_iter=100_000, svd_method="lapack")
        analysis.fit(points)
    return {
        "data": name,
        "latent": latent,
        "most_probable": most_probable(points, latent),
        "pca": {
            "loadings": loadings.tolist(),
            "noise": pca.noise_variance_,
            "log_likelihood": pca.score(points) * len(points),
        },
        "analysis": {
            "loadings": analysis.components_.T.tolist(),
            "noise": analysis.noise_variance_.tolist(),
            "log_likelihood": analysis.score(points) * len(points),
            "iterations": analysis.n_iter_,
            "first_posterior_mean": analysis.transform(points[:1])[0].tolist(),
        },
    }


def stops(tolerance):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        analysis = FactorAnalysis(1, tol=tolerance, max_iter=100_000, svd_method="lapack")
        return analysis.fit(DATA["iris"]).score(DATA["iris"]) * 150


cases = [case(name, latent) for name in DATA for latent in (1, 2)]
FILE.write_text(json.dumps({
    "made_by": f"tools/vectors/factor_vectors.py, scikit-learn {sklearn.__version__}",
    "iris_stops": {str(tolerance): stops(tolerance) for tolerance in (1e-2, 1e-4, 1e-8)},
    "cases": cases,
}))
