"""Writes tests/agents/golden/sac.json: losses, gradients and updates of SAC and DDPG by PyTorch.

    pip install torch==2.13.0
    python tools/vectors/sac_vectors.py && deno fmt tests/agents/golden

Everything is float64 and differentiated by autograd; sac_peer.py has the losses, which are written
from the papers, not from lib. Weights and batch are multiples of 1/128, so that they are the same
numbers in float32. The noise is lib's, see lib_draws.py, for the keys that an update with key(seed)
uses. A tensor's numbers are kept as one text, row-major.

Each case holds, at the given weights, the targets y, the losses, and all gradients; then the metrics
of an update for each of the SEEDS, and the weights after all of them.
"""

import json
import pathlib
import platform

import torch
from lib_draws import fold, normal
from sac_peer import Agent

FILE = pathlib.Path(__file__).parents[2] / "tests/agents/golden/sac.json"
OBSERVATIONS, ACTIONS, HIDDEN, BATCH = 3, 2, [5, 4], 6
SETTINGS = {"discount": 0.9, "learningRate": 1e-3, "averaging": 0.005, "targetEntropy": -ACTIONS}
SEEDS = [11, 12, 13]


def noise(seed: int, name: str):
    draws = normal(fold((0, seed), name), BATCH * ACTIONS)
    return torch.tensor(draws).reshape(BATCH, ACTIONS)


def drawn(*shape):
    return (torch.randn(*shape) * 64 * 0.6).round() / 64


def perceptron(inputs: int, outputs: int, *stack: int):
    names = [f"hidden{i + 1}" for i in range(len(HIDDEN))] + ["output"]
    widths, made = [inputs, *HIDDEN, outputs], {}
    for name, rows, columns in zip(names, widths, widths[1:]):
        made[f"{name}/weight"] = drawn(*stack, rows, columns)
        made[f"{name}/bias"] = drawn(*stack, columns) / 2
    return made


def plain(value):
    """Nine digits: four more than the tests ask for."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return " ".join(f"{x:.9g}" for x in value.flatten().tolist()) if value.dim() else value.item()


def start_and_batch():
    torch.manual_seed(257)  # few units are dead, and both critics are the least somewhere
    start = {
        "actor": perceptron(OBSERVATIONS, 2 * ACTIONS),
        "deterministic": perceptron(OBSERVATIONS, ACTIONS),
        "actorTarget": perceptron(OBSERVATIONS, ACTIONS),
        "critics": perceptron(OBSERVATIONS + ACTIONS, 1, 2),
        "targets": perceptron(OBSERVATIONS + ACTIONS, 1, 2),
    }
    seen = lambda: drawn(BATCH, OBSERVATIONS) * 2
    batch = {"observations": seen(), "actions": drawn(BATCH, ACTIONS).clamp(-1, 1)}
    batch |= {"rewards": drawn(BATCH), "observationsNext": seen()}
    return start, batch | {"masks": torch.tensor([1.0, 0, 1, 1, 0, 1])}


def run(case, start, batch):
    agent = Agent(start, SETTINGS | case)
    out = {"case": case} | plain(agent.losses(batch, lambda name: noise(SEEDS[0], name)))
    updates = [agent.update(batch, lambda name: noise(seed, name)) for seed in SEEDS]
    names = ["actor", "critics", "targets", "actor_target" if agent.ddpg else "log_alpha"]
    after = {name: plain(getattr(agent, name)) for name in names}
    return out | {"updates": [plain(each) for each in updates], "after": after}


def main():
    torch.set_default_dtype(torch.float64)
    start, batch = start_and_batch()
    sac = {"kind": "sac", "critics": 2, "alpha": 0.3, "temperature": "learned"}
    sac["logStdRange"] = [-20, 2]
    cases = [
        sac | {"about": "two critics, the temperature learned"},
        sac | {"about": "one critic", "critics": 1},
        sac | {"about": "a fixed temperature", "temperature": "fixed"},
        sac | {"about": "log sigma beyond both ends", "logStdRange": [-0.25, 0.25]},
        {"kind": "ddpg", "critics": 1, "about": "DDPG"},
    ]
    out = {
        "command": "python tools/vectors/sac_vectors.py",
        "versions": {"torch": torch.__version__, "python": platform.python_version()},
        "size": BATCH, "settings": {"hidden": HIDDEN} | SETTINGS, "seeds": SEEDS,
        "noise": plain(noise(SEEDS[0], "next")),
        "start": plain(start), "batch": plain(batch),
        "cases": [run(case, start, batch) for case in cases],
    }
    FILE.write_text(json.dumps(out) + "\n")


if __name__ == "__main__":
    main()
