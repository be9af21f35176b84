"""Starts Deno's kernel, runs a loop, interrupts it as the Stop button does, asks what is left.

Usage: python interrupt.py DENO; prints JSON: {"error": ..., "kept": ..., "second": ...}
"""

import json
import sys
import time

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import KernelManager


class OneKernel(KernelSpecManager):
    def get_kernel_spec(self, kernel_name):
        argv = [sys.argv[1], "jupyter", "--kernel", "--conn", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="Deno", language="typescript", env={"NO_COLOR": "1"})


def outcome(client, code, during=None):
    """Runs a cell; gives what it showed last, or its error's words."""
    client.execute(code)
    shown, started = None, time.monotonic()
    while time.monotonic() - started < 60:
        message = client.get_iopub_msg(timeout=60)
        kind, content = message["msg_type"], message["content"]
        if kind in ("display_data", "update_display_data"):
            shown = content["data"]["text/plain"]
            if during and during(shown):
                during = None
        elif kind == "error":
            shown = content["ename"] + ": " + content["evalue"]
        elif kind == "status" and content["execution_state"] == "idle":
            time.sleep(0.1)
            return shown
    return "timeout"


manager = KernelManager(kernel_spec_manager=OneKernel(), kernel_name="deno")
manager.start_kernel()
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=60)


def stop(shown):
    time.sleep(0.7)
    manager.interrupt_kernel()
    return True


outcome(client, 'import { progress, show } from "lib/notebook"; let count = 0;')
loop = """for await (const _ of progress("counting", 1e6)) {
  count++;
  if (count % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}"""
error = outcome(client, loop, stop)
kept = outcome(client, "await show(String(count > 100 && count < 1e6));")
second = outcome(client, 'for await (const _ of progress("again", 3)) count = -1; await show(String(count));')
client.stop_channels()
manager.shutdown_kernel(now=True)
print(json.dumps({"error": error, "kept": kept, "second": second}))
