"""Writes statistics.json: means, quantiles, intervals and interquartile means by NumPy and SciPy.

    pip install numpy==2.4.6 scipy==1.17.1 && python make_statistics.py && deno fmt statistics.json

The stratified bootstrap is redone as rliable does it (Agarwal et al. 2021): runs drawn anew within
each task, the statistic over all scores, percentiles; 200,000 resamples, another random generator.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy import stats

source = np.random.default_rng(7)


def summary(values: np.ndarray) -> dict:
    low, high = stats.t.interval(0.95, len(values) - 1, np.mean(values), stats.sem(values))
    return {
        "values": values.tolist(),
        "mean": float(np.mean(values)),
        "variance": float(np.var(values, ddof=1)),
        "standardError": float(stats.sem(values)),
        "quantiles": [[p, float(np.quantile(values, p))] for p in [0, 0.1, 0.25, 0.5, 0.9, 1]],
        "interval": [float(low), float(high)],
        "interquartileMean": float(stats.trim_mean(values, 0.25)),
    }


def bootstrap(scores: np.ndarray, resamples: int) -> dict:
    tasks, runs = scores.shape
    picks = source.integers(0, runs, size=(resamples, tasks, runs))
    drawn = np.take_along_axis(np.broadcast_to(scores, picks.shape), picks, axis=2)
    statistics = stats.trim_mean(drawn.reshape(resamples, -1), 0.25, axis=1)
    low, high = np.percentile(statistics, [2.5, 97.5])
    return {
        "scores": scores.tolist(),
        "estimate": float(stats.trim_mean(scores, 0.25, axis=None)),
        "low": float(low),
        "high": float(high),
        "standardDeviation": float(statistics.std()),
    }


result = {
    "source": f"NumPy {np.__version__}, SciPy {scipy.__version__}, by make_statistics.py",
    "summaries": [summary(source.normal(3, 2, size=n).round(6)) for n in [2, 3, 5, 10, 13]]
    + [summary(source.standard_cauchy(size=25).round(6))],
    "bootstraps": [bootstrap(source.normal([[0], [2], [9]], [[1], [3], [1]], (3, runs)).round(4), 200_000)
                   for runs in [5, 10]],
}
pathlib.Path(__file__).with_name("statistics.json").write_text(json.dumps(result) + "\n")
