"""Writes data/nile.csv: the yearly flow of the Nile at Aswan, as statsmodels ships it.

    pip install statsmodels==0.15.0
    python tools/vectors/nile_table.py
"""

import csv
import pathlib

import statsmodels.api as sm

FILE = pathlib.Path(__file__).parents[2] / "data/nile.csv"
table = sm.datasets.nile.load_pandas().data
with open(FILE, "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["year", "volume"])
    rows.writerows((int(year), f"{volume:g}") for year, volume in table.to_numpy())
