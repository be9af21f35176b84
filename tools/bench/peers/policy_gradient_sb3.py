"""2,048 steps of PPO on the cart-pole in Stable-Baselines3, eight worlds, ten epochs, one thread."""

import warnings

from serve import absent, serve

try:
    import stable_baselines3
    import torch
    from stable_baselines3 import PPO
    from stable_baselines3.common.env_util import make_vec_env
except ImportError:
    absent("stable-baselines3, torch")

warnings.filterwarnings("ignore")
torch.set_num_threads(1)
agent = PPO(
    "MlpPolicy",
    make_vec_env("CartPole-v1", n_envs=8, seed=1),
    policy_kwargs={"net_arch": [64, 64]},
    n_steps=256,
    batch_size=64,
    n_epochs=10,
    ent_coef=0.01,
    seed=1,
    device="cpu",
)
agent.learn(2048)
serve(
    {"version": f"Stable-Baselines3 {stable_baselines3.__version__}, torch {torch.__version__}"},
    lambda: agent.learn(2048, reset_num_timesteps=False),
)
