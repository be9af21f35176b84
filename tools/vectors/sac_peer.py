"""SAC and DDPG in PyTorch, written from the papers (Haarnoja et al. 2018b, Lillicrap et al. 2016)."""

import math

import torch
from torch.nn.functional import softplus


def apply(network, x):
    for name in [key[:-7] for key in network if key.endswith("weight")]:
        weight, bias = network[f"{name}/weight"], network[f"{name}/bias"]
        x = x @ weight + (bias if bias.dim() == 1 else bias[:, None, :])
        if name != "output":
            x = torch.relu(x)
    return x


def sample(actor, observations, noise, log_std_range):
    mean, log_std = apply(actor, observations).chunk(2, dim=1)
    log_std = log_std.clamp(*log_std_range)
    u = mean + log_std.exp() * noise
    gaussian = torch.distributions.Normal(mean, log_std.exp()).log_prob(u)
    log_slope = 2 * (math.log(2) - u - softplus(-2 * u))  # log(1 - tanh(u)^2)
    return torch.tanh(u), (gaussian - log_slope).sum(1)


def minimum(critics, observations, actions):
    return apply(critics, torch.cat([observations, actions], 1)).squeeze(-1).amin(0)


class Agent:
    """SAC, or DDPG when there is no range of log sigma."""

    def __init__(self, start, case):
        count = case["critics"]
        own = lambda tensors: {k: v.clone().requires_grad_() for k, v in tensors.items()}
        self.case, self.ddpg = case, case["kind"] == "ddpg"
        self.actor = own(start["deterministic" if self.ddpg else "actor"])
        self.critics = own({k: v[:count] for k, v in start["critics"].items()})
        self.targets = {k: v[:count].clone() for k, v in start["targets"].items()}
        self.actor_target = {k: v.clone() for k, v in start["actorTarget"].items()}
        self.log_alpha = torch.tensor(math.log(case.get("alpha", 1))).requires_grad_()
        made = [self.actor.values(), self.critics.values(), [self.log_alpha]]
        self.optimizers = [torch.optim.Adam(each, lr=case["learningRate"]) for each in made]

    def wanted(self, batch, draws):
        s = batch["observationsNext"]
        with torch.no_grad():
            if self.ddpg:
                value = minimum(self.targets, s, torch.tanh(apply(self.actor_target, s)))
            else:
                action, log_pi = sample(self.actor, s, draws, self.case["logStdRange"])
                value = minimum(self.targets, s, action) - self.log_alpha.exp().detach() * log_pi
            return batch["rewards"] + self.case["discount"] * batch["masks"] * value

    def critic_loss(self, batch, y):
        values = apply(self.critics, torch.cat([batch["observations"], batch["actions"]], 1))
        return sum(((each.squeeze(-1) - y) ** 2 / 2).mean() for each in values)

    def actor_loss(self, batch, draws):
        s = batch["observations"]
        if self.ddpg:
            value = minimum(self.critics, s, torch.tanh(apply(self.actor, s))).mean()
            return -value, None, value
        action, log_pi = sample(self.actor, s, draws, self.case["logStdRange"])
        value = minimum(self.critics, s, action)
        return (self.log_alpha.exp().detach() * log_pi - value).mean(), log_pi.mean(), value.mean()

    def temperature_loss(self, log_pi):
        return -self.log_alpha.exp() * (log_pi.detach() + self.case["targetEntropy"])

    def losses(self, batch, noise):
        """All at the same weights."""
        y = self.wanted(batch, noise("next"))
        critic = self.critic_loss(batch, y)
        actor, log_pi, value = self.actor_loss(batch, noise("now"))
        grad = lambda loss, of: dict(zip(of, torch.autograd.grad(loss, list(of.values()))))
        out = {"y": y, "criticLoss": critic, "actorLoss": actor, "value": value}
        out["criticGradients"] = grad(critic, self.critics)
        out["actorGradients"] = grad(actor, self.actor)
        if self.ddpg:
            return out
        out |= {"logDensity": log_pi, "temperatureLoss": self.temperature_loss(log_pi)}
        slope = torch.autograd.grad(out["temperatureLoss"], [self.log_alpha])[0]
        return out | {"temperatureGradient": slope}

    def update(self, batch, noise):
        """One of everything; what it reports, each before its own step."""
        actor_optimizer, critic_optimizer, temperature_optimizer = self.optimizers
        critic = self.critic_loss(batch, self.wanted(batch, noise("next")))
        step(critic_optimizer, critic)
        actor, log_pi, value = self.actor_loss(batch, noise("now"))
        step(actor_optimizer, actor)
        metrics = {"criticLoss": critic, "actorLoss": actor, "value": value}
        if not self.ddpg:
            loss, alpha = self.temperature_loss(log_pi), self.log_alpha.exp().detach()
            metrics |= {"temperatureLoss": loss, "temperature": alpha, "entropy": -log_pi}
            if self.case["temperature"] == "learned":
                step(temperature_optimizer, loss)
        follow(self.targets, self.critics, self.case["averaging"])
        if self.ddpg:
            follow(self.actor_target, self.actor, self.case["averaging"])
        return metrics


def step(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def follow(slow, fast, averaging: float):
    for name, tensor in slow.items():
        tensor += averaging * (fast[name].detach() - tensor)
