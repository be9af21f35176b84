"""The numbers of a recurrent state-space model (../rssm_problem.ts writes them), for both Python peers."""

import json


def read(numpy, folder):
    """The problem, its parameters by path, and batches of pictures, actions, rewards and noise."""
    with open(f"{folder}/problem.json") as file:
        problem = json.load(file)

    def numbers(name, *shape):
        return numpy.fromfile(f"{folder}/{name}.f32", numpy.float32).reshape(*shape)

    parameters, rest = {}, numbers("parameters", -1)
    for path, shape in problem["shapes"].items():
        size = int(numpy.prod(shape))
        parameters[path], rest = rest[:size].reshape(shape), rest[size:]
    n, t, b = problem["batches"], problem["time"], problem["batch"]
    batches = zip(
        numbers("pictures", n, t, b, problem["pixels"]),
        numbers("actions", n, t - 1, b, problem["actions"]),
        numbers("rewards", n, t - 1, b),
        numbers("noise", n, t, b, problem["code"]),
    )
    return problem, parameters, list(batches)
