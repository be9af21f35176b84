"""Writes tests/agents/golden/soft_q.json: losses, gradients and updates of soft Q-learning by PyTorch.

    pip install torch==2.13.0
    python tools/vectors/soft_q_vectors.py && deno fmt tests/agents/golden

Everything is float64 and differentiated by autograd; soft_q_peer.py has the losses, which are written
from the paper, not from lib. Weights, batch and noise are multiples of 1/64 or 1/128, so that they are
the same numbers in float32. A tensor's numbers are kept as one text, row-major.
"""

import json
import pathlib
import platform

import torch
from sac_vectors import drawn, perceptron, plain
from soft_q_peer import Numbered, Sampled, gradients

FILE = pathlib.Path(__file__).parents[2] / "tests/agents/golden/soft_q.json"
OBSERVATIONS, ACTIONS, BATCH, VALUE_ACTIONS, PARTICLES, UPDATES = 3, 2, 6, 5, 8, 3
SETTINGS = {"discount": 0.9, "learningRate": 1e-3, "averaging": 0.005, "temperature": 0.7}


def start_and_batch():
    torch.manual_seed(17)
    numbered, box = (OBSERVATIONS, 3), (OBSERVATIONS + ACTIONS, 1, 1)
    start = {
        "values": perceptron(*numbered),
        "targets": perceptron(*numbered),
        "critics": perceptron(*box),
        "criticTargets": perceptron(*box),
        "sampler": perceptron(OBSERVATIONS + ACTIONS, ACTIONS),
    }
    seen = lambda: drawn(BATCH, OBSERVATIONS) * 2
    batch = {"observations": seen(), "actions": drawn(BATCH, ACTIONS).clamp(-1, 1)}
    batch |= {"rewards": drawn(BATCH), "observationsNext": seen()}
    batch |= {"masks": torch.tensor([1.0, 0, 1, 1, 0, 1]), "taken": torch.tensor([0, 1, 2, 2, 1, 0])}
    return start, batch


def noise():
    half = PARTICLES // 2
    return {
        "values": drawn(BATCH, VALUE_ACTIONS, ACTIONS).clamp(-1, 1),
        "fixed": drawn(BATCH, half, ACTIONS) * 2,
        "moved": drawn(BATCH, half, ACTIONS) * 2,
    }


def numbered(start, batch):
    agent = Numbered(start, SETTINGS)
    loss = agent.loss(batch)
    out = {"y": agent.wanted(batch), "loss": loss, "gradients": gradients(loss, agent.values)}
    out = plain(out)
    updates = [plain(agent.update(batch)) for _ in range(UPDATES)]
    return out | {"updates": updates, "after": plain({"values": agent.values, "targets": agent.targets})}


def sampled(start, batch):
    agent, noises = Sampled(start, SETTINGS), [noise() for _ in range(UPDATES)]
    critic = agent.critic_loss(batch, noises[0])
    directions, _ = agent.directions(batch, noises[0])
    loss = agent.sampler_loss(batch, noises[0], directions)
    out = {
        "y": agent.wanted(batch, noises[0]), "criticLoss": critic, "directions": directions,
        "criticGradients": gradients(critic, agent.critics),
        "samplerGradients": gradients(loss, agent.sampler),
    }
    out = plain(out)
    updates = [plain(agent.update(batch, each)) for each in noises]
    after = {"critics": agent.critics, "targets": agent.targets, "sampler": agent.sampler}
    return out | {"noise": [plain(each) for each in noises], "updates": updates, "after": plain(after)}


def main():
    torch.set_default_dtype(torch.float64)
    start, batch = start_and_batch()
    out = {
        "command": "python tools/vectors/soft_q_vectors.py",
        "versions": {"torch": torch.__version__, "python": platform.python_version()},
        "size": BATCH, "settings": {"hidden": [5, 4]} | SETTINGS,
        "valueActions": VALUE_ACTIONS, "particles": PARTICLES,
        "start": plain(start), "batch": plain(batch),
        "numbered": numbered(start, batch), "sampled": sampled(start, batch),
    }
    FILE.write_text(json.dumps(out) + "\n")


if __name__ == "__main__":
    main()
