"""Writes tests/envs/golden/*.json: whole episodes of Gymnasium's classic control worlds.

    pip install gymnasium==1.4.0 numpy==2.4.6
    python tools/vectors/gymnasium_vectors.py && deno fmt tests/envs/golden

Each episode begins at a given state, or at Gymnasium's own reset, and takes actions that were
chosen beforehand or by a simple rule; rules and seeds are below. All actions are kept, as one text
with a blank between two (a float32 in the shortest decimals that give it back); states,
observations and rewards after every tenth step and after the last one. `total` is the sum of all
rewards. `spots` are single steps at places of interest: walls, limits, ends.

States are printed with all 17 digits. Another machine may end in other last digits: NumPy's sine and
cosine come from the C library, which may fuse multiplication and addition, or not.
"""

import json
import pathlib

import gymnasium
import numpy as np

FOLDER = pathlib.Path(__file__).parents[2] / "tests/envs/golden"
KEPT = 10


def short(values) -> list:
    """float32 numbers in the fewest digits that are the same float32."""
    return [float(str(np.float32(value))) for value in np.ravel(values)]


def begin(name: str, start, seed: int, physics: dict):
    """The world with its time limit, in the state `start`, or as reset by the seed."""
    world = gymnasium.make(name)
    observation, _ = world.reset(seed=seed)
    inner = world.unwrapped
    for attribute, value in physics.items():
        setattr(inner, attribute, value)
    if start is not None:
        inner.state = np.array(start, dtype=np.float32 if "Acrobot" in name else np.float64)
    return world


def state_of(world) -> list:
    return [float(entry) for entry in world.unwrapped.state]


def one_step(world, action):
    taken = int(action) if isinstance(action, (int, np.integer)) else np.float32([action])
    observation, reward, terminated, truncated, _ = world.step(taken)
    row = {
        "state": state_of(world),
        "observation": short(observation),
        "reward": float(reward),
    }
    return row, bool(terminated), bool(truncated)


def text(action) -> str:
    return str(action) if isinstance(action, (int, np.integer)) else str(np.float32(action))


def episode(name, about, rule, start=None, seed=0, **physics) -> dict:
    """Acts by `rule(state, step, random)` until the world, or its time limit, says stop."""
    world, random = begin(name, start, seed, physics), np.random.default_rng(seed)
    first, actions, rows, total, over = state_of(world), [], [], 0.0, False
    while not over:
        action = rule(world.unwrapped.state, len(actions), random)
        row, terminated, truncated = one_step(world, action)
        actions.append(text(action))
        total, over = total + row["reward"], terminated or truncated
        if over or len(actions) % KEPT == 0:
            rows.append({"step": len(actions), **row})
    return {
        "about": about,
        **({"physics": physics} if physics else {}),
        "start": first,
        "actions": " ".join(actions),
        "rows": rows,
        "total": total,
        "terminated": terminated,
        "truncated": truncated,
    }


def spot(name, about, start, action) -> dict:
    world = begin(name, start, 0, {})
    first = state_of(world)
    row, terminated, _ = one_step(world, action)
    return {"about": about, "start": first, "action": text(action), **row, "terminated": terminated}


def write(file: str, name: str, episodes: list, spots: list) -> None:
    content = {
        "source": f"Gymnasium {gymnasium.__version__} (licence MIT), {name}, "
        f"NumPy {np.__version__}, by python tools/vectors/gymnasium_vectors.py",
        "episodes": [episode(name, **each) for each in episodes],
        "spots": [spot(name, *each) for each in spots],
    }
    (FOLDER / f"{file}.json").write_text(json.dumps(content, ensure_ascii=False) + "\n")
    for each in content["episodes"]:
        print(file, len(each["actions"].split()), each["about"], each["terminated"], each["total"])


def anything(low, high):
    return lambda _state, _step, random: random.uniform(low, high)


def pendulum() -> None:
    pumping = lambda state, _step, _random: 2.0 if state[1] > 0 else -2.0
    episodes = [
        {"about": "random torques", "rule": anything(-2, 2), "seed": 1},
        {"about": "pushed along from hanging: over the top, ever faster", "rule": pumping,
         "start": [np.pi, 0.0]},
        {"about": "clockwise many times round: angle and velocity at their limits",
         "rule": lambda _state, step, random: -2.0 if step < 100 else random.uniform(-2, 2),
         "start": [-2.5, -7.5], "seed": 2},
        {"about": "a heavier, shorter pendulum", "rule": anything(-2, 2), "seed": 3,
         "m": 1.3, "l": 0.8, "g": 9.81},
    ]
    spots = [
        ("hanging, full torque", [np.pi, 0.0], 2.0),
        ("the angle wraps: just beyond half a turn", [np.pi + 1e-9, 0.0], 0.0),
        ("the angle wraps: three turns back", [-6 * np.pi - 0.25, 1.0], 0.5),
        ("faster than 8 rad/s", [1.5, 7.9], 2.0),
        ("faster than -8 rad/s", [-1.5, -7.9], -2.0),
    ]
    write("pendulum", "Pendulum-v1", episodes, spots)


def mountain_car_continuous() -> None:
    episodes = [
        {"about": "always along with the movement: it arrives", "seed": 4,
         "rule": lambda state, _step, _random: 1.0 if state[1] >= 0 else -1.0},
        {"about": "random throttles: it does not arrive", "rule": anything(-1, 1), "seed": 5},
        {"about": "down the hill at full speed into the left wall, then at random",
         "rule": lambda _state, step, random: -1.0 if step < 80 else random.uniform(-1, 1),
         "start": [0.3, 0.0], "seed": 6},
        {"about": "a throttle that needs rounding", "seed": 7,
         "rule": lambda state, _step, _random: 0.7 if state[1] >= 0 else -0.7},
    ]
    spots = [
        ("into the left wall", [-1.19, -0.05], -1.0),
        ("away from the left wall", [-1.2, 0.0], 1.0),
        ("faster than 0.07", [-0.9, 0.0699], 1.0),
        ("faster than -0.07", [0.1, -0.0699], -1.0),
        ("over the goal", [0.44, 0.03], 0.25),
        ("clipped at the right end, and there", [0.58, 0.07], 1.0),
    ]
    write("mountain_car_continuous", "MountainCarContinuous-v0", episodes, spots)


def cart_pole() -> None:
    def upright(lean):
        return lambda s, _step, _random: int(s[2] + 0.5 * s[3] + lean * (s[0] + 2 * s[1]) > 0)

    episodes = [
        {"about": "pushed at random: it falls", "seed": 8,
         "rule": lambda _state, _step, random: int(random.integers(2))},
        {"about": "kept upright to the time limit", "rule": upright(0.1), "seed": 9},
        {"about": "kept upright, but the cart leaves", "rule": upright(0.0),
         "start": [1.5, 0.8, 0.0, 0.0]},
        {"about": "pushed at random again", "seed": 11,
         "rule": lambda _state, _step, random: int(random.integers(2))},
    ]
    spots = [
        ("just inside 12 degrees", [0.0, 0.0, 0.209, 0.0], 0),
        ("beyond 12 degrees", [0.0, 0.0, 0.209, 0.1], 0),
        ("beyond -12 degrees", [0.0, 0.0, -0.209, -0.1], 1),
        ("leaves to the right", [2.39, 1.0, 0.0, 0.0], 1),
        ("leaves to the left", [-2.39, -1.0, 0.0, 0.0], 0),
        ("stays on the track", [2.39, 0.1, 0.0, 0.0], 1),
    ]
    write("cart_pole", "CartPole-v1", episodes, spots)


def acrobot() -> None:
    by_chance = lambda _state, _step, random: int(random.integers(3))
    episodes = [
        {"about": "random torques: not up in time", "rule": by_chance, "seed": 13},
        {"about": "with the elbow: up", "seed": 12,
         "rule": lambda state, _step, _random: 2 if state[3] > 0 else 0},
        {"about": "against the shoulder: up", "seed": 14,
         "rule": lambda state, _step, _random: 0 if state[2] > 0 else 2},
        {"about": "random torques once more", "rule": by_chance, "seed": 15},
    ]
    spots = [
        ("shoulder faster than 4 pi, elbow than 9 pi", [-0.5, 1.4, 5.3, 24.2], 1),
        ("both as fast the other way", [0.8, -1.4, -11.5, -27.1], 1),
        ("the elbow wraps", [0.0, 3.1, 0.0, 5.0], 1),
        ("the shoulder wraps", [-3.1, 3.0, -3.0, 0.0], 1),
        ("above the line", [2.2, 0.3, 3.0, 0.0], 2),
        ("not quite above the line", [1.2, 0.1, 1.0, 0.0], 0),
    ]
    write("acrobot", "Acrobot-v1", episodes, spots)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for world in (pendulum, mountain_car_continuous, cart_pole, acrobot):
        world()
