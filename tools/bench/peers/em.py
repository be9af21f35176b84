"""scikit-learn's EM on the problem of a folder (../em_problem.ts writes it): same start, same stop."""

import json
import sys
import warnings

from serve import absent, serve

try:
    import numpy
    import sklearn
    from sklearn.mixture import GaussianMixture
except ImportError:
    absent("scikit-learn")

folder = sys.argv[1]
with open(f"{folder}/problem.json") as file:
    problem = json.load(file)
means = numpy.array(problem["means"])
points = numpy.fromfile(f"{folder}/points.f64").reshape(-1, means.shape[1])
precisions = numpy.linalg.inv(numpy.array(problem["covariances"]))
warnings.simplefilter("ignore")  # a fixed number of steps is not convergence, and need not be


def fit():
    return GaussianMixture(
        n_components=len(means),
        weights_init=problem["weights"],
        means_init=means,
        precisions_init=precisions,
        tol=problem["tolerance"],
        max_iter=problem["maxIterations"],
        reg_covar=0,
    ).fit(points)


done = fit()
serve(
    {
        "version": f"scikit-learn {sklearn.__version__}, numpy {numpy.__version__}",
        "iterations": done.n_iter_,
        "logLikelihood": done.score(points) * len(points),
    },
    fit,
)
