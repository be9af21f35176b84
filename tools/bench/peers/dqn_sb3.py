"""Fifty steps of a whole training on the cart-pole by Stable-Baselines3's DQN, one thread."""

import warnings

from serve import absent, serve

try:
    import stable_baselines3
    import torch
    from stable_baselines3 import DQN
except ImportError:
    absent("stable-baselines3, torch")

warnings.filterwarnings("ignore")
torch.set_num_threads(1)
agent = DQN(
    "MlpPolicy",
    "CartPole-v1",
    policy_kwargs={"net_arch": [64, 64]},
    learning_starts=256,
    train_freq=1,
    gradient_steps=1,
    batch_size=64,
    learning_rate=1e-3,
    buffer_size=10_000,
    seed=1,
    device="cpu",
)
agent.learn(300)
serve(
    {"version": f"Stable-Baselines3 {stable_baselines3.__version__}, torch {torch.__version__}"},
    lambda: agent.learn(50, reset_num_timesteps=False),
)
