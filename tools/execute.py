"""Runs one notebook in Deno's kernel and prints it, with what its cells show, as JSON.

Usage: python execute.py NOTEBOOK --deno PATH [--cwd FOLDER] [--timeout SECONDS] [--guarded]

With --guarded it ends, and its kernel with it, when standard input is closed: whoever started it is gone.
The first line of standard error is "kernel PID": whoever started it can end the kernel if it is gone itself.

The kernel is Deno's alone, without the process that keeps it for a learner (lab/kernel.py): what is
saved must not depend on ours, and a test runs a chapter through both and compares.

Prints {"notebook": ...} or {"failure": {"kind", "cell", "message"}} to standard output; exits 0
either way, so that any other exit means that this script itself could not work.
"""

import argparse
import ctypes
import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time
import uuid
from queue import Empty

import nbformat
import zmq
import zmq.asyncio
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lab"))
from between.pacing import Heard

GRACE = 0.05  # seconds of silence after "idle" before a cell counts as done
ON_PURPOSE = "shows-error"
ALLOWED = "raises-exception"  # nbclient's own word for it


class OneKernel(KernelSpecManager):
    """Knows this environment's Deno only, whatever is registered on the machine."""

    deno = "deno"

    def get_kernel_spec(self, kernel_name):
        argv = [self.deno, "jupyter", "--kernel", "--conn", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="Deno", language="typescript", env={"NO_COLOR": "1"})


class RoomyManager(AsyncKernelManager):
    """Its clients drop nothing: by default ZeroMQ keeps 1,000 messages and loses those that come then."""

    def client(self, **kwargs):
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.RCVHWM, 0)
        return super().client(context=context, **kwargs)


class LostOutputError(Exception):
    """Not all that a cell printed has come."""

    kind = "loss"


class SilenceError(LostOutputError):
    """The end of what a cell printed has not come."""

    kind = "silence"


class PatientClient(NotebookClient):
    """Reads on after a cell's end: Deno's kernel says "idle" before the last of what was printed.

    Prints come in order. So a print of our own, after the cell, comes when all of the cell's are there; and
    it says how many characters they were, in UTF-16, as the kernel counts.
    """

    mark = None

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.heard = Heard()  # a console that counts, and waits until it is heard

    async def async_start_new_kernel_client(self):
        client = await super().async_start_new_kernel_client()
        channel, read = client.iopub_channel, client.iopub_channel.get_msg

        async def read_and_count(**options):
            message = await read(**options)
            self._count(message)
            return message

        channel.get_msg = read_and_count
        self.kc.execute(self.heard.console(), store_history=False)
        return client

    def _count(self, message):
        if self.mark is None or not message["content"].get("text", "").startswith(self.mark):
            self.heard.take(message["msg_type"], message["content"])

    def _print_mark(self):
        self.mark = str(uuid.uuid4())
        code = f'globalThis[Symbol.for("elbo-to-sac.print")]("{self.mark}");'
        return self.kc.execute(code, store_history=False, stop_on_error=False)

    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
        await super()._async_poll_output_msg(parent_msg_id, cell, cell_index)
        await self._read_prints(parent_msg_id, cell, cell_index)
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


    async def _read_prints(self, parent_msg_id, cell, cell_index):
        request = self._print_mark()
        while True:
            try:
                message = await self.kc.iopub_channel.get_msg(timeout=self.timeout_func(cell))
            except Empty:
                raise SilenceError("what it printed did not come to its end") from None
            parent = message["parent_header"].get("msg_id")
            text = message["content"].get("text", "")
            if parent == request and text.startswith(self.mark):
                return self._compare(int(text.split()[1]))
            # the last of the cell's prints may go out under the name of the request that came meanwhile
            late = parent == request and message["msg_type"] == "stream"
            if late or parent == parent_msg_id and message["msg_type"] != "status":
                self.process_message(message, cell, cell_index)

    def _compare(self, printed):
        if self.heard.count < printed:
            raise LostOutputError(f"{printed - self.heard.count} of {printed} printed characters were lost on the way")


def end_with_parent():
    """In the kernel's process, before it becomes the kernel: on Linux it dies with us, however we die."""
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def launch_options():
    # standard output is ours: a kernel that held it would keep the reader waiting after our death
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return {**quiet, "preexec_fn": end_with_parent} if sys.platform == "linux" else quiet


def watch_parent(client):
    """Ends the kernel and us when nobody is left to read the answer."""

    def watch():
        while os.read(0, 1024):  # unbuffered: a thread that waits in a buffer cannot be left at the end
            pass
        process = getattr(getattr(client.km, "provisioner", None), "process", None)
        if process is not None:
            process.kill()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def say_kernel(client):
    process = getattr(client.km.provisioner, "process", None)
    if process is not None:
        print(f"kernel {process.pid}", file=sys.stderr, flush=True)


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
        km=RoomyManager(kernel_spec_manager=specs, kernel_name="deno"),
        timeout_func=time_left(options.timeout),
        iopub_timeout=int(options.timeout) + 60,  # outputs that take long are waited for, not dropped
        raise_on_iopub_timeout=True,
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
    if options.guarded:
        watch_parent(client)
    client.on_notebook_start = lambda notebook: say_kernel(client)
    try:
        client.execute(cleanup_kc=True, **launch_options())  # the kernel is ours to end
    except CellExecutionError as error:
        return failure("error", client, f"{error.ename}: {error.evalue}" if error.evalue != error.ename else error.evalue)
    except CellTimeoutError:
        return failure("timeout", client, f"did not end within {options.timeout:g} s for the whole notebook")
    except LostOutputError as error:
        return failure(error.kind, client, str(error))
    except DeadKernelError:
        return failure("death", client, "the kernel died")
    except RuntimeError as error:  # nbclient: the kernel did not come up
        return {"failure": {"kind": "death", "cell": None, "message": f"the kernel did not start ({error})"}}
    finally:
        client.heard.close()
    for cell in on_purpose:
        cell.metadata.tags = [tag for tag in cell.metadata.tags if tag != ALLOWED]
    return {"notebook": notebook}


def main():
    parser = argparse.ArgumentParser(description="Run one notebook in Deno's kernel.")
    parser.add_argument("notebook", type=pathlib.Path)
    parser.add_argument("--deno", required=True)
    parser.add_argument("--cwd", type=pathlib.Path)
    parser.add_argument("--timeout", type=float, default=120)
    parser.add_argument("--guarded", action="store_true")
    options = parser.parse_args()
    options.cwd = (options.cwd or options.notebook.parent).resolve()
    answer = json.dumps(execute(options), ensure_ascii=False)
    sys.stdout.buffer.write(answer.encode("utf-8"))  # whatever the console's encoding


if __name__ == "__main__":
    main()
