"""The numbers of a VAE to be trained (../vae_problem.ts writes them), for both Python peers."""

import json


def read(numpy, folder):
    """The problem, its parameters by name, and batches of images and noise."""
    with open(f"{folder}/problem.json") as file:
        problem = json.load(file)

    def numbers(name):
        return numpy.fromfile(f"{folder}/{name}.f32", numpy.float32)

    parameters, rest = {}, numbers("parameters")
    for name, shape in problem["shapes"].items():
        size = int(numpy.prod(shape))
        parameters[name], rest = rest[:size].reshape(shape), rest[size:]
    batch = problem["batches"], problem["batch"]
    images = numbers("images").reshape(*batch, *problem["image"])
    noise = numbers("noise").reshape(*batch, problem["latent"])
    return problem, parameters, list(zip(images, noise))


def train(problem, step, batches):
    """Takes the steps after which losses are compared; gives the facts, and a step to be timed."""
    count = 0

    def following():
        nonlocal count
        loss = step(*batches[count % len(batches)])
        count += 1
        return loss

    for _ in range(problem["steps"]):
        loss = following()
    return {"steps": problem["steps"], "loss": float(loss)}, following
