"""The random numbers of lib/math in Python: keys folded by name, and normal draws from them."""

import math

WORD = 2**32 - 1


def threefry(key, counter):
    """Threefry-2x32 with 20 rounds. Salmon et al. 2011."""
    keys = [key[0], key[1], key[0] ^ key[1] ^ 0x1BD11BDA]
    a, b = (counter[0] + keys[0]) & WORD, (counter[1] + keys[1]) & WORD
    for group in range(5):
        for turn in ([13, 15, 26, 6], [17, 29, 16, 24])[group % 2]:
            a = (a + b) & WORD
            b = ((b << turn | b >> (32 - turn)) & WORD) ^ a
        a = (a + keys[(group + 1) % 3]) & WORD
        b = (b + keys[(group + 2) % 3] + group + 1) & WORD
    return a, b


def fold(key, name: str):
    """Domain 3 is that of names; four bytes at a time, their count first."""
    data = name.encode()
    key = threefry(key, (len(data), 3))
    for i in range(0, len(data), 4):
        key = threefry(key, (int.from_bytes(data[i : i + 4], "little"), 3))
    return key


def normal(key, count: int):
    draws = []
    for i in range(count + count % 2):
        high, low = threefry(key, (i, 0))
        draws.append((high * 2**21 + (low >> 11)) * 2.0**-53)
    pairs = zip(draws[::2], draws[1::2])
    out = [
        math.sqrt(-2 * math.log(1 - u)) * turn(2 * math.pi * v)
        for u, v in pairs
        for turn in (math.cos, math.sin)
    ]
    return out[:count]
