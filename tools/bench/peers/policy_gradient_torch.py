"""An epoch of clipped policy gradients in PyTorch, one thread, as CleanRL writes it.

Values and log-densities of 2,048 experiences, advantages with the entropy inside, then 32 steps of
the fused Adam for policy and value, each with its gradient's norm limited.
"""

from serve import absent, serve

try:
    import torch
    from torch import nn
except ImportError:
    absent("torch")

torch.set_num_threads(1)
torch.manual_seed(1)
WORLDS, STEPS, PIECE, HIDDEN = 8, 256, 64, 64
DISCOUNT, TRACE, TEMPERATURE, CLIP = 0.99, 0.95, 0.01, 0.2
ROWS = WORLDS * STEPS


def network(outputs):
    return nn.Sequential(
        nn.Linear(4, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, outputs)
    )


actor, critic = network(2), network(1)
optimizers = [torch.optim.Adam(net.parameters(), lr=3e-4, eps=1e-5, fused=True) for net in (actor, critic)]
seen, seen_next = torch.randn(ROWS, 4), torch.randn(ROWS, 4)
actions, rewards, masks = torch.randint(0, 2, (ROWS,)), torch.ones(STEPS, WORLDS), torch.ones(STEPS, WORLDS)


def log_density(x, taken):
    return torch.distributions.Categorical(logits=actor(x)).log_prob(taken)


def epoch():
    with torch.no_grad():
        before = log_density(seen, actions)
        values, values_next = critic(seen).view(STEPS, WORLDS), critic(seen_next).view(STEPS, WORLDS)
        soft = rewards - TEMPERATURE * before.view(STEPS, WORLDS)
        delta = soft + DISCOUNT * masks * values_next - values
        gains, later = torch.zeros(STEPS, WORLDS), torch.zeros(WORLDS)
        for t in reversed(range(STEPS)):
            later = delta[t] + DISCOUNT * TRACE * masks[t] * later
            gains[t] = later
        targets = (gains + values).view(-1)
        gains = ((gains - gains.mean()) / (gains.std() + 1e-8)).view(-1)
    for rows in torch.randperm(ROWS).view(-1, PIECE):
        ratio = (log_density(seen[rows], actions[rows]) - before[rows]).exp()
        gain = gains[rows]
        policy = -torch.min(ratio * gain, ratio.clamp(1 - CLIP, 1 + CLIP) * gain).mean()
        value = 0.5 * (critic(seen[rows]).squeeze(1) - targets[rows]).pow(2).mean()
        for net, optimizer, loss in zip((actor, critic), optimizers, (policy, value)):
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 0.5)
            optimizer.step()


serve({"version": f"torch {torch.__version__}"}, epoch)
