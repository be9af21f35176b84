"""The numbers of a GRU to be trained (../gru_problem.ts writes them), for both Python peers."""

import json


def read(numpy, folder):
    """The problem, its parameters by name, and batches of sequences and what is wanted of them."""
    with open(f"{folder}/problem.json") as file:
        problem = json.load(file)

    def numbers(name, shape):
        return numpy.fromfile(f"{folder}/{name}.f32", numpy.float32).reshape(shape)

    parameters = {name: numbers(name, shape) for name, shape in problem["shapes"].items()}
    batches, batch = problem["batches"], problem["batch"]
    seen = numbers("seen", (batches, problem["time"], batch, problem["inputs"]))
    return problem, parameters, list(zip(seen, numbers("wanted", (batches, batch, 1))))
