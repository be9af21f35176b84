"""Writes data/wine.csv and data/iris.csv: the copies of two UCI data sets that scikit-learn ships.

    pip install scikit-learn==1.9.1
    python tools/vectors/uci_tables.py

The numbers are written as shortest decimals that read back as the same doubles; classes from 1.
"""

import csv
import pathlib

from sklearn.datasets import load_iris, load_wine

DATA = pathlib.Path(__file__).parents[2] / "data"
WINE = [
    "alcohol", "malic_acid", "ash", "alcalinity", "magnesium", "phenols", "flavanoids",
    "nonflavanoid_phenols", "proanthocyanins", "colour", "hue", "dilution", "proline",
]
IRIS = ["sepal_length", "sepal_width", "petal_length", "petal_width"]


def write(name: str, columns: list[str], label: str, table) -> None:
    with open(DATA / name, "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([label, *columns])
        for kind, row in zip(table.target, table.data):
            rows.writerow([int(kind) + 1, *(f"{x:g}" if float(f"{x:g}") == x else repr(float(x)) for x in row)])


write("wine.csv", WINE, "cultivar", load_wine())
write("iris.csv", IRIS, "species", load_iris())
