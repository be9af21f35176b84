"""Soft Q-learning in PyTorch, written from the paper (Haarnoja et al. 2017): numbered actions, and a
box of actions with a sampling network that follows Stein's directions, found in u = artanh a.

All derivatives are autograd's: the kernel's, the score's and the losses'.
"""

import math

import torch
from sac_peer import apply, follow, step


def own(tensors):
    return {name: tensor.clone().requires_grad_() for name, tensor in tensors.items()}


def gradients(loss, of):
    return dict(zip(of, torch.autograd.grad(loss, list(of.values()))))


class Numbered:
    """Values of numbered actions."""

    def __init__(self, start, settings):
        self.settings, self.values = settings, own(start["values"])
        self.targets = {k: v.clone() for k, v in start["targets"].items()}
        self.optimizer = torch.optim.Adam(self.values.values(), lr=settings["learningRate"])

    def wanted(self, batch):
        alpha = self.settings["temperature"]
        value = alpha * torch.logsumexp(apply(self.targets, batch["observationsNext"]) / alpha, 1)
        return batch["rewards"] + self.settings["discount"] * batch["masks"] * value

    def loss(self, batch):
        chosen = apply(self.values, batch["observations"]).gather(1, batch["taken"][:, None])
        return ((chosen[:, 0] - self.wanted(batch)) ** 2 / 2).mean()

    def update(self, batch):
        loss = self.loss(batch)
        step(self.optimizer, loss)
        follow(self.targets, self.values, self.settings["averaging"])
        return {"loss": loss}


class Sampled:
    """Values of actions in a box, and a sampler."""

    def __init__(self, start, settings):
        self.settings = settings
        self.critics, self.sampler = own(start["critics"]), own(start["sampler"])
        self.targets = {k: v.clone() for k, v in start["criticTargets"].items()}
        made = [self.critics.values(), self.sampler.values()]
        self.optimizers = [torch.optim.Adam(each, lr=settings["learningRate"]) for each in made]

    def value(self, network, states, actions):
        """Of so many actions in each state, [B, K]."""
        states = states[:, None, :].expand(-1, actions.shape[1], -1)
        return apply({k: v[0] for k, v in network.items()}, torch.cat([states, actions], 2))[..., 0]

    def wanted(self, batch, noise):
        alpha, actions = self.settings["temperature"], noise["values"]
        q = self.value(self.targets, batch["observationsNext"], actions)
        volume = actions.shape[2] * math.log(2) - math.log(actions.shape[1])
        soft = alpha * (torch.logsumexp(q / alpha, 1) + volume)
        return batch["rewards"] + self.settings["discount"] * batch["masks"] * soft

    def critic_loss(self, batch, noise):
        q = self.value(self.critics, batch["observations"], batch["actions"][:, None, :])
        return ((q[:, 0] - self.wanted(batch, noise).detach()) ** 2 / 2).mean()

    def draw(self, states, noise):
        states = states[:, None, :].expand(-1, noise.shape[1], -1)
        return apply(self.sampler, torch.cat([states, noise], 2))

    def directions(self, batch, noise):
        """Stein's direction of each moved particle, [B, m, A], and the mean of Q at the others."""
        states = batch["observations"]
        x = self.draw(states, noise["fixed"]).detach().requires_grad_()
        y = self.draw(states, noise["moved"]).detach()
        q = self.value(self.critics, states, torch.tanh(x))
        density = q.sum() / self.settings["temperature"] + torch.log(1 - torch.tanh(x) ** 2).sum()
        score = torch.autograd.grad(density, x)[0]
        x = x.detach()
        out = torch.zeros_like(y)
        for b in range(y.shape[0]):
            squares = ((x[b][:, None, :] - y[b][None, :, :]) ** 2).sum(2)
            h = torch.quantile(squares, 0.5) / math.log(x.shape[1])
            for j in range(y.shape[1]):
                at = x[b].clone().requires_grad_()
                kernel = torch.exp(-((at - y[b, j]) ** 2).sum(1) / h)
                push = torch.autograd.grad(kernel.sum(), at)[0]
                out[b, j] = (kernel.detach()[:, None] * score[b] + push).mean(0)
        return out, q.mean().detach()

    def sampler_loss(self, batch, noise, directions):
        return -(self.draw(batch["observations"], noise["moved"]) * directions).sum(2).mean()

    def update(self, batch, noise):
        critic_optimizer, sampler_optimizer = self.optimizers
        loss = self.critic_loss(batch, noise)
        step(critic_optimizer, loss)
        directions, value = self.directions(batch, noise)
        step(sampler_optimizer, self.sampler_loss(batch, noise, directions))
        follow(self.targets, self.critics, self.settings["averaging"])
        return {"criticLoss": loss, "value": value}
