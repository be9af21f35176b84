"""NumPy's standard normal numbers, so many a call."""

import sys

from serve import absent, serve

try:
    import numpy
except ImportError:
    absent("numpy")

count = int(sys.argv[1])
generator = numpy.random.default_rng(0)
serve({"version": f"numpy {numpy.__version__}"}, lambda: generator.normal(size=count))
