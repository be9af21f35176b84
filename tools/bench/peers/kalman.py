"""statsmodels' Kalman smoother on the problem of a folder (../groups/kalman.ts writes it).

Asked for what ours gives: smoothed means, covariances, and those of neighbouring steps. Its
shortcut at the steady state is left on, as it is by default.
"""

import json
import sys

from serve import absent, serve

try:
    import numpy
    import statsmodels
    from statsmodels.tsa.statespace import kalman_smoother
except ImportError:
    absent("statsmodels")

with open(f"{sys.argv[1]}/problem.json") as file:
    problem = json.load(file)
model = {name: numpy.array(value, float) for name, value in problem["model"].items()}
rows = numpy.array(problem["observations"], float)
size = len(model["initialMean"])
built = kalman_smoother.KalmanSmoother(k_endog=rows.shape[1], k_states=size, k_posdef=size)
built.bind(rows)
built["selection"] = numpy.eye(size)
built["transition"] = model["transition"]
built["state_cov"] = model["transitionCovariance"]
built["design"] = model["emission"]
built["obs_cov"] = model["emissionCovariance"]
built.initialize_known(model["initialMean"], model["initialCovariance"])
built.loglikelihood_burn = 0
wanted = (
    kalman_smoother.SMOOTHER_STATE
    | kalman_smoother.SMOOTHER_STATE_COV
    | kalman_smoother.SMOOTHER_STATE_AUTOCOV
)


def smooth():
    return built.smooth(smoother_output=wanted)


serve(
    {
        "version": f"statsmodels {statsmodels.__version__}, numpy {numpy.__version__}",
        "logLikelihood": float(smooth().llf),
    },
    smooth,
)
