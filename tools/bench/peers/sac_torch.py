"""Updates of Soft Actor-Critic in PyTorch, one thread, as CleanRL writes them.

torch.distributions, one module for each critic, two heads of the actor, slow copies in a Python loop,
the fused Adam. The work is that of ours: the actor learns at every step, and the temperature uses
the log-densities of the actor's step.
"""

import sys

from serve import absent, serve

try:
    import torch
    from torch import nn
    from torch.nn import functional
except ImportError:
    absent("torch")

torch.set_num_threads(1)
torch.manual_seed(1)
HIDDEN, SEEN, ACTS, ROWS = int(sys.argv[1]), 3, 1, 256
DISCOUNT, AVERAGING, RATE, TARGET_ENTROPY = 0.99, 0.005, 3e-4, -float(ACTS)


def critic():
    return nn.Sequential(
        nn.Linear(SEEN + ACTS, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 1)
    )


class Actor(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(SEEN, HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.mean, self.log_std = nn.Linear(HIDDEN, ACTS), nn.Linear(HIDDEN, ACTS)

    def sample(self, x):
        x = functional.relu(self.second(functional.relu(self.first(x))))
        mean, log_std = self.mean(x), torch.clamp(self.log_std(x), -20, 2)
        normal = torch.distributions.Normal(mean, log_std.exp())
        u = normal.rsample()
        action = torch.tanh(u)
        log_density = normal.log_prob(u) - torch.log(1 - action.pow(2) + 1e-6)
        return action, log_density.sum(1, keepdim=True)


actor, first, second, first_slow, second_slow = Actor(), critic(), critic(), critic(), critic()
first_slow.load_state_dict(first.state_dict())
second_slow.load_state_dict(second.state_dict())
log_temperature = torch.zeros(1, requires_grad=True)
critic_adam = torch.optim.Adam([*first.parameters(), *second.parameters()], lr=RATE, fused=True)
actor_adam = torch.optim.Adam(actor.parameters(), lr=RATE, fused=True)
temperature_adam = torch.optim.Adam([log_temperature], lr=RATE, fused=True)

states, actions = torch.randn(ROWS, SEEN), torch.tanh(torch.randn(ROWS, ACTS))
rewards, next_states, done = torch.randn(ROWS, 1), torch.randn(ROWS, SEEN), torch.zeros(ROWS, 1)


def update():
    with torch.no_grad():
        alpha = log_temperature.exp()
        next_actions, next_log = actor.sample(next_states)
        x = torch.cat([next_states, next_actions], 1)
        slow = torch.min(first_slow(x), second_slow(x))
        target = rewards + (1 - done) * DISCOUNT * (slow - alpha * next_log)
    x = torch.cat([states, actions], 1)
    loss = functional.mse_loss(first(x), target) + functional.mse_loss(second(x), target)
    critic_adam.zero_grad()
    loss.backward()
    critic_adam.step()

    chosen, log_density = actor.sample(states)
    x = torch.cat([states, chosen], 1)
    loss = (alpha * log_density - torch.min(first(x), second(x))).mean()
    actor_adam.zero_grad()
    loss.backward()
    actor_adam.step()

    loss = (-log_temperature.exp() * (log_density.detach() + TARGET_ENTROPY)).mean()
    temperature_adam.zero_grad()
    loss.backward()
    temperature_adam.step()

    for slow, fast in ((first_slow, first), (second_slow, second)):
        for target, source in zip(slow.parameters(), fast.parameters()):
            target.data.copy_(AVERAGING * source.data + (1 - AVERAGING) * target.data)


serve({"version": f"torch {torch.__version__}"}, update)
