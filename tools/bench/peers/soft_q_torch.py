"""Updates of soft Q-learning with a sampler in PyTorch, one thread, all states and particles at once.

The work is that of ours: 16 uniform actions for each target, 32 particles in each state, 16 of them
fixed and 16 moved, the median rule in each state, directions found before the tanh.
"""

import math

from serve import absent, serve

try:
    import torch
    from torch import nn
    from torch.nn import functional
except ImportError:
    absent("torch")

torch.set_num_threads(1)
torch.manual_seed(1)
HIDDEN, SEEN, ACTS, ROWS, DRAWS, HALF = 64, 3, 1, 256, 16, 16
DISCOUNT, AVERAGING, RATE = 0.99, 0.005, 3e-4


def network():
    return nn.Sequential(
        nn.Linear(SEEN + ACTS, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 1)
    )


values, slow, sampler = network(), network(), network()
slow.load_state_dict(values.state_dict())
value_adam = torch.optim.Adam(values.parameters(), lr=RATE, fused=True)
sampler_adam = torch.optim.Adam(sampler.parameters(), lr=RATE, fused=True)
states, actions = torch.randn(ROWS, SEEN), torch.tanh(torch.randn(ROWS, ACTS))
rewards, next_states, masks = torch.randn(ROWS, 1), torch.randn(ROWS, SEEN), torch.ones(ROWS, 1)


def beside(rows, own):
    return torch.cat([rows[:, None, :].expand(-1, own.shape[1], -1), own], 2)


def update():
    with torch.no_grad():
        q = slow(beside(next_states, 2 * torch.rand(ROWS, DRAWS, ACTS) - 1))[..., 0]
        soft = torch.logsumexp(q, 1, keepdim=True) + ACTS * math.log(2) - math.log(DRAWS)
        target = rewards + DISCOUNT * masks * soft
    loss = functional.mse_loss(values(torch.cat([states, actions], 1)), target) / 2
    value_adam.zero_grad()
    loss.backward()
    value_adam.step()

    moved = sampler(beside(states, torch.randn(ROWS, HALF, ACTS)))
    with torch.no_grad():
        fixed = sampler(beside(states, torch.randn(ROWS, HALF, ACTS)))
    fixed.requires_grad_()
    slope = torch.autograd.grad(values(beside(states, torch.tanh(fixed))).sum(), fixed)[0]
    with torch.no_grad():
        score = slope - 2 * torch.tanh(fixed)
        apart = moved[:, None, :, :] - fixed[:, :, None, :]
        squares = (apart**2).sum(3)
        h = (squares.flatten(1).median(1).values / math.log(HALF))[:, None, None]
        kernel = torch.exp(-squares / h)[..., None]
        field = (kernel * (score[:, :, None, :] + 2 * apart / h[..., None])).mean(1)
    loss = -(moved * field).sum(2).mean()
    sampler_adam.zero_grad()
    loss.backward()
    sampler_adam.step()

    with torch.no_grad():
        for target, source in zip(slow.parameters(), values.parameters()):
            target.lerp_(source, AVERAGING)


serve({"version": f"torch {torch.__version__}"}, update)
