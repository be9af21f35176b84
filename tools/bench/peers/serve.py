"""The lines that a Python peer speaks; ../serve.ts says which."""

import json
import signal
import sys
import time

signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends the peer without a trace


def say(message):
    print(json.dumps(message), flush=True)


def absent(package):
    """Says that the peer cannot take part, for want of a package, and ends it."""
    say({"absent": package})
    sys.exit()


def serve(facts, work):
    """Does work() as often as asked, until nobody asks any more."""
    say({"facts": facts})
    for line in sys.stdin:
        calls = json.loads(line)["calls"]
        started = time.perf_counter()
        for _ in range(calls):
            work()
        say({"milliseconds": 1000 * (time.perf_counter() - started)})
