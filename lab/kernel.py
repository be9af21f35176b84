"""The kernel that `deno task lab` registers: Deno's own, with a small process in between.

Usage (Jupyter does it): python kernel.py --deno PATH CONNECTION_FILE

Deno's kernel breaks where learners are clumsy: it dies when a page goes away in mid-cell, runs on
after an error, cannot be stopped in a loop. The process in between owns the sockets towards the
pages and the queue of cells, and may end the Deno behind it and start another.
"""

import argparse
import asyncio
import json
import pathlib
import sys

from between.broker import Broker


def main() -> int:
    """Runs until Jupyter shuts the kernel down, or is gone itself."""
    parser = argparse.ArgumentParser(description="Deno's kernel, with a process in between.")
    parser.add_argument("connection_file", type=pathlib.Path)
    parser.add_argument("--deno", required=True, help="the Deno to run")
    options = parser.parse_args()
    connection = json.loads(options.connection_file.read_text())
    if sys.platform == "win32":  # ZeroMQ cannot wait on the other kind of loop
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    return asyncio.run(Broker(connection, options.deno).run())


if __name__ == "__main__":
    sys.exit(main())
