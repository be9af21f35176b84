"""Runs one notebook in Deno's kernel and prints it, with what its cells show, as JSON.

Usage: python execute.py NOTEBOOK --deno PATH [--cwd FOLDER] [--timeout SECONDS]

The kernel is Deno's alone, without the process that keeps it for a learner (lab/kernel.py): what is
saved must not depend on ours, and a test runs a chapter through both and compares.

Prints {"notebook": ...} or {"failure": {"kind", "cell", "message"}} to standard output; exits 0
either way, so that any other exit means that this script itself could not work.
"""

import argparse
import json
import pathlib
import sys
import time
from queue import Empty

import nbformat
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

GRACE = 0.05  # seconds of silence after "idle" before a cell counts as done
ON_PURPOSE = "shows-error"
ALLOWED = "raises-exception"  # nbclient's own word for it


class OneKernel(KernelSpecManager):
    """Knows this environment's Deno only, whatever is registered on the machine."""

    deno = "deno"

    def get_kernel_spec(self, kernel_name):
        argv = [self.deno, "jupyter", "--kernel", "--conn", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="Deno", language="typescript", env={"NO_COLOR": "1"})


class PatientClient(NotebookClient):
    """Reads on for a moment after a cell's end: Deno's kernel may say "idle" before the last output."""

    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
        await super()._async_poll_output_msg(parent_msg_id, cell, cell_index)
        last = time.monotonic()
        while (left := last + GRACE - time.monotonic()) > 0:
            try:
                message = await self.kc.iopub_channel.get_msg(timeout=left)
            except Empty:
                return
            if message["parent_header"].get("msg_id") != parent_msg_id:
                continue
            if message["msg_type"] == "status":
                continue
            self.process_message(message, cell, cell_index)
            last = time.monotonic()


def time_left(seconds):
    """Counts from the first cell on; how long a kernel takes to come up is not the notebook's fault."""
    started = []

    def left(cell):
        if not started:
            started.append(time.monotonic())
        return max(1, int(started[0] + seconds - time.monotonic()))

    return left


def client_for(notebook, options):
    specs = OneKernel()
    specs.deno = options.deno
    return PatientClient(
        notebook,
        km=AsyncKernelManager(kernel_spec_manager=specs, kernel_name="deno"),
        timeout_func=time_left(options.timeout),
        record_timing=False,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(options.cwd)}},
    )


def failure(kind, client, message):
    # nbclient counts the cells it has started; the failing one is the last of these
    started = max(0, client.code_cells_executed - 1)
    run = [i for i, cell in enumerate(client.nb.cells) if cell.cell_type == "code" and cell.source.strip()]
    return {"failure": {"kind": kind, "cell": run[started] if started < len(run) else None, "message": message}}


def execute(options):
    notebook = nbformat.read(options.notebook, as_version=4)
    on_purpose = [cell for cell in notebook.cells if ON_PURPOSE in cell.metadata.get("tags", [])]
    for cell in on_purpose:
        cell.metadata.tags = [*cell.metadata.tags, ALLOWED]
    client = client_for(notebook, options)
    try:
        client.execute(cleanup_kc=True)  # the kernel is ours to end
    except CellExecutionError as error:
        return failure("error", client, f"{error.ename}: {error.evalue}" if error.evalue != error.ename else error.evalue)
    except CellTimeoutError:
        return failure("timeout", client, f"did not end within {options.timeout:g} s for the whole notebook")
    except DeadKernelError:
        return failure("death", client, "the kernel died")
    except RuntimeError as error:  # nbclient: the kernel did not come up
        return {"failure": {"kind": "death", "cell": None, "message": f"the kernel did not start ({error})"}}
    for cell in on_purpose:
        cell.metadata.tags = [tag for tag in cell.metadata.tags if tag != ALLOWED]
    return {"notebook": notebook}


def main():
    parser = argparse.ArgumentParser(description="Run one notebook in Deno's kernel.")
    parser.add_argument("notebook", type=pathlib.Path)
    parser.add_argument("--deno", required=True)
    parser.add_argument("--cwd", type=pathlib.Path)
    parser.add_argument("--timeout", type=float, default=120)
    options = parser.parse_args()
    options.cwd = (options.cwd or options.notebook.parent).resolve()
    json.dump(execute(options), sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
