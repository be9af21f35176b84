"""Writes tests/agents/golden/policy_gradient.json: policy gradients by PyTorch, float64, autograd.

    pip install torch==2.13.0
    python tools/vectors/policy_gradient_vectors.py && deno fmt tests/agents/golden

Written from the papers (Schulman et al. 2016, 2017), not from lib: advantages by their sum in the
place of the recursion, the clipped loss by torch.clamp, log-densities by torch.distributions. Weights
and rollout are multiples of 1/128, so that they are the same numbers in float32. A tensor's numbers
are kept as one text, row-major.

Each case holds a rollout of 2 worlds and 4 steps (one ends, one is cut by a limit); log-densities,
advantages and targets at the start; loss and gradients of the policy at other weights, where some
ratios are clipped; and the weights after an update of several epochs over all of it.
"""

import json
import pathlib
import platform

import torch
from sac_peer import apply

FILE = pathlib.Path(__file__).parents[2] / "tests/agents/golden/policy_gradient.json"
OBSERVATIONS, HIDDEN, WORLDS, STEPS, ACTIONS = 3, [5, 4], 2, 4, {"discrete": 3, "box": 2}
SETTINGS = {"discount": 0.9, "trace": 0.8, "temperature": 0.3, "learningRate": 0.005, "epochs": 4}
ROWS = WORLDS * STEPS


def drawn(*shape):
    return (torch.randn(*shape) * 64 * 0.6).round() / 64


def perceptron(inputs: int, outputs: int):
    names = [f"hidden{i + 1}" for i in range(len(HIDDEN))] + ["output"]
    widths, made = [inputs, *HIDDEN, outputs], {}
    for name, rows, columns in zip(names, widths, widths[1:]):
        made |= {f"{name}/weight": drawn(rows, columns), f"{name}/bias": drawn(columns) / 2}
    return made


def plain(value):
    """Nine digits: four more than the tests ask for."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return " ".join(f"{x:.9g}" for x in value.flatten().tolist()) if value.dim() else value.item()


def log_densities(kind, outputs, taken):
    if kind == "discrete":
        return torch.distributions.Categorical(logits=outputs).log_prob(taken.long())
    mean, log_std = outputs.chunk(2, dim=1)
    gaussian = torch.distributions.Normal(mean, log_std.clamp(-5, 2).exp()).log_prob(taken)
    return (gaussian - torch.log(1 - torch.tanh(taken) ** 2)).sum(1)


def advantages(roll, log_pi, values, values_next):
    """The sum over l of (γλ)^l δ_{t+l}, for each t and world, up to a cut."""
    gamma, decay = SETTINGS["discount"], SETTINGS["discount"] * SETTINGS["trace"]
    soft = roll["rewards"] - SETTINGS["temperature"] * log_pi
    delta = (soft + gamma * roll["masks"] * values_next - values).reshape(STEPS, WORLDS)
    cuts, out = roll["cuts"].reshape(STEPS, WORLDS), torch.zeros(STEPS, WORLDS)
    for world in range(WORLDS):
        for t in range(STEPS):
            for later in range(t, STEPS):
                out[t, world] += decay ** (later - t) * delta[later, world]
                if cuts[later, world] == 1:
                    break
    return out.flatten()


def policy_loss(log_pi, before, gains, clip):
    ratio = (log_pi - before).exp()
    if clip is None:
        return -(ratio * gains).mean()
    return -torch.minimum(ratio * gains, ratio.clamp(1 - clip, 1 + clip) * gains).mean()


def run(kind: str, clip):
    torch.manual_seed(18)
    count = ACTIONS[kind]
    outputs = count if kind == "discrete" else 2 * count
    actor, critic = perceptron(OBSERVATIONS, outputs), perceptron(OBSERVATIONS, 1)
    other = {name: each + drawn(*each.shape) / 8 for name, each in actor.items()}
    seen = lambda: drawn(ROWS, OBSERVATIONS) * 2
    roll = {"observations": seen(), "observationsNext": seen()}
    taken = torch.randint(0, count, (ROWS,))
    if kind == "box":  # u that the policy might have drawn
        mean, log_std = apply(actor, roll["observations"]).chunk(2, dim=1)
        taken = ((mean + log_std.exp() * torch.randn(ROWS, count)) * 64).round() / 64
    roll["taken"] = taken
    roll |= {"rewards": drawn(ROWS), "masks": torch.ones(ROWS), "cuts": torch.zeros(ROWS)}
    roll["masks"][2], roll["cuts"][2], roll["cuts"][5] = 0, 1, 1  # an end, and a time limit
    at = lambda tree: log_densities(kind, apply(tree, roll["observations"]), taken)
    values, values_next = (apply(critic, roll[k]).squeeze(1) for k in ["observations", "observationsNext"])
    before = at(actor)
    gains = advantages(roll, before, values, values_next)
    out = {"kind": kind, "clip": clip, "start": {"actor": actor, "critic": critic}, "other": other}
    out |= {"rollout": dict(roll), "before": before, "advantages": gains, "targets": gains + values}
    leaf = {k: v.clone().requires_grad_() for k, v in other.items()}
    loss = policy_loss(at(leaf), before, gains, clip)
    slopes = torch.autograd.grad(loss, list(leaf.values()))
    out |= {"loss": loss, "gradients": dict(zip(leaf, slopes))}
    ratio = (at(other) - before).exp()
    out["clipped"] = ((ratio * gains) > gains + (clip or 9e9) * gains.abs()).sum()
    return {k: plain(v) if isinstance(v, (dict, torch.Tensor)) else v for k, v in out.items()} | {
        "after": update(kind, clip, actor, critic, roll, before, gains, gains + values)
    }


def update(kind, clip, actor, critic, roll, before, gains, targets):
    trees = [{k: v.clone().requires_grad_() for k, v in each.items()} for each in (actor, critic)]
    optimizers = [torch.optim.Adam(t.values(), lr=SETTINGS["learningRate"], eps=1e-5) for t in trees]
    used = (gains - gains.mean()) / (gains.std(correction=0) + 1e-8)
    losses = torch.zeros(2)
    for _ in range(SETTINGS["epochs"]):
        log_pi = log_densities(kind, apply(trees[0], roll["observations"]), roll["taken"])
        value = apply(trees[1], roll["observations"]).squeeze(1)
        both = [policy_loss(log_pi, before, used, clip), ((value - targets) ** 2 / 2).mean()]
        losses += torch.stack(both).detach() / SETTINGS["epochs"]
        for tree, optimizer, loss in zip(trees, optimizers, both):
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(list(tree.values()), 0.5)
            optimizer.step()
    return {"policyLoss": losses[0].item(), "valueLoss": losses[1].item()} | plain(
        {"actor": {k: v.detach() for k, v in trees[0].items()}, "critic": {k: v.detach() for k, v in trees[1].items()}}
    )


def main():
    torch.set_default_dtype(torch.float64)
    out = {
        "command": "python tools/vectors/policy_gradient_vectors.py",
        "versions": {"torch": torch.__version__, "python": platform.python_version()},
        "worlds": WORLDS, "settings": {"hidden": HIDDEN} | SETTINGS,
        "cases": [run(kind, clip) for kind in ["discrete", "box"] for clip in [None, 0.2]],
    }
    FILE.write_text(json.dumps(out) + "\n")


if __name__ == "__main__":
    main()
