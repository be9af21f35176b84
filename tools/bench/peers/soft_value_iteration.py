"""Soft value iteration with NumPy gathers on the MDP of a folder (../mdp_problem.ts writes it).

The same sweep over the same tables, [states, actions, successors]: all states at once, a uniform
prior, temperature 1, from 0 until the largest change is at most the tolerance.
"""

import json
import sys

from serve import absent, serve

try:
    import numpy
except ImportError:
    absent("numpy")

folder = sys.argv[1]
with open(f"{folder}/problem.json") as file:
    problem = json.load(file)
states, actions = problem["states"], problem["actions"]
# numpy.intp: with any other type each gather would first convert its indices
successor = numpy.fromfile(f"{folder}/successor.i32", numpy.int32).astype(numpy.intp)
successor = successor.reshape(states, actions, -1)
probability = problem["discount"] * numpy.fromfile(f"{folder}/probability.f64")
probability = probability.reshape(states, actions, -1)
reward = numpy.fromfile(f"{folder}/reward.f64").reshape(states, actions)


def solve():
    values, sweeps, change = numpy.zeros(states), 0, numpy.inf
    log_actions = numpy.log(actions)
    while change > problem["tolerance"]:
        # einsum and not (…).sum(axis=-1): one pass, and the faster of the two
        action_values = numpy.einsum("sak,sak->sa", probability, values[successor])
        action_values += reward
        top = action_values.max(axis=1)
        action_values -= top[:, None]
        numpy.exp(action_values, out=action_values)
        following = top + numpy.log(numpy.einsum("sa->s", action_values)) - log_actions
        change = numpy.abs(following - values).max()
        values, sweeps = following, sweeps + 1
    return values, sweeps


values, sweeps = solve()
theirs = numpy.fromfile(f"{folder}/values.f64")
serve(
    {
        "version": f"numpy {numpy.__version__}",
        "sweeps": sweeps,
        "valueDifference": float(numpy.abs(values - theirs).max()),
    },
    solve,
)
