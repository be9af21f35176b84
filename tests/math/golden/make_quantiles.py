"""Writes quantiles.json: normal and t quantiles solved with 40 digits.

    pip install mpmath==1.4.1 scipy==1.17.1 && python make_quantiles.py && deno fmt quantiles.json

SciPy gives the starting point, mpmath's incomplete beta and erfc the digits; p is the double nearest
to the decimal shown, so that rounding of the input is no part of the comparison.
"""

import json
import pathlib

import mpmath as mp
import scipy
from scipy import stats

mp.mp.dps = 40
PROBABILITIES = [1e-12, 1e-6, 1e-3, 0.01, 0.025, 0.1, 0.25, 0.4, 0.499, 0.5001, 0.6, 0.75, 0.9,
                 0.95, 0.975, 0.995, 0.9999]
FAR = [1e-300, 1e-30, 1e-10, 1e-8]
DEGREES = [0.5, 1, 1.5, 2, 3, 4, 5, 9, 10, 19.5, 30, 100, 271, 1000, 99999, 1e6, 1e7]


def normal_quantile(p: float) -> mp.mpf:
    f = lambda z: mp.log(mp.erfc(-z / mp.sqrt(2)) / 2) - mp.log(mp.mpf(p))
    return mp.findroot(f, mp.mpf(float(stats.norm.ppf(p))), tol=1e-60)


def t_central(t: mp.mpf, df: mp.mpf) -> mp.mpf:
    x = t * t / (df + t * t)
    return mp.betainc(mp.mpf(1) / 2, df / 2, 0, x, regularized=True) / 2


def t_upper(t: mp.mpf, df: mp.mpf) -> mp.mpf:
    return mp.betainc(df / 2, mp.mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2


def t_quantile(p: float, df: float) -> mp.mpf:
    nu, centre = mp.mpf(df), mp.mpf(p) - mp.mpf(1) / 2
    guess = abs(mp.mpf(float(stats.t.ppf(p, df))))
    if abs(centre) < 0.25:
        size = mp.findroot(lambda t: t_central(t, nu) / abs(centre) - 1, guess, tol=1e-50)
    else:
        tail = mp.mpf(p) if p < 0.5 else 1 - mp.mpf(p)
        f = lambda u: mp.log(t_upper(mp.e**u, nu) / tail)
        size = mp.e ** mp.findroot(f, mp.log(guess), tol=1e-50)
    return size if centre > 0 else -size


def vector(value: mp.mpf) -> float:
    return float(mp.nstr(value, 20))


result = {
    "source": f"mpmath {mp.__version__} at 40 digits from SciPy {scipy.__version__}'s start, by make_quantiles.py",
    "normal": [{"p": p, "z": vector(normal_quantile(p))} for p in FAR + PROBABILITIES],
    "t": [{"p": p, "df": df, "t": vector(t_quantile(p, df))}
          for df in DEGREES for p in PROBABILITIES]
    + [{"p": p, "df": df, "t": vector(t_quantile(p, df))} for df in [20, 300, 2e6] for p in FAR],
}
pathlib.Path(__file__).with_name("quantiles.json").write_text(json.dumps(result, indent=1) + "\n")
