"""A kernel over real ZeroMQ: Deno's own ("bare"), or ours in between ("between"), and its clients."""

import contextlib
import pathlib
import sys
import time
import uuid
from queue import Empty

import psutil
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import KernelManager
from jupyter_client.session import Session

ROOT = pathlib.Path(__file__).resolve().parents[2]
LONG = 60  # seconds after which something that should come has not come


class OneKernel(KernelSpecManager):
    """Knows one kernel, whatever is registered on the machine."""

    argv: tuple = ()
    mode = "signal"

    def get_kernel_spec(self, kernel_name):
        env = {"NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        return KernelSpec(
            argv=[*self.argv, "{connection_file}"], display_name="Deno", language="typescript",
            interrupt_mode=self.mode, env=env,
        )


def specs(kind, deno):
    found = OneKernel()
    if kind == "bare":
        found.argv = (deno, "jupyter", "--kernel", "--conn")
    else:
        found.argv = (sys.executable, str(ROOT / "lab" / "kernel.py"), "--deno", deno)
        found.mode = "message"
    return found


class Kernel:
    """One kernel and the clients that were opened to it."""

    def __init__(self, kind, deno):
        self.manager = KernelManager(kernel_spec_manager=specs(kind, deno), kernel_name="deno")
        quiet = {"stdout": sys.stderr, "stderr": sys.stderr}  # ours is for what was found
        self.manager.start_kernel(cwd=str(ROOT / "notebooks"), **quiet)
        self.clients = 0
        self.pid = self.manager.provisioner.process.pid

    def client(self, session=None, timeout=LONG):
        # a name of its own, as every page has; the manager would lend its own to all
        own = Session(key=self.manager.session.key, session=session or uuid.uuid4().hex)
        self.clients += 1
        own.message_count = 1000 * self.clients  # a page that comes back does not number anew
        found = self.manager.client(session=own)
        found.start_channels()
        found.wait_for_ready(timeout=timeout)
        return found

    def processes(self):
        """All that belongs to it, this moment."""
        return [psutil.Process(self.pid), *psutil.Process(self.pid).children(recursive=True)]

    def deno(self):
        """The Deno that runs the cells."""
        return next(each for each in self.processes() if "jupyter" in each.cmdline()[1:2])

    def end(self):
        self.manager.shutdown_kernel(now=True)


@contextlib.contextmanager
def running(kind, deno):
    kernel = Kernel(kind, deno)
    try:
        yield kernel
    finally:
        with contextlib.suppress(Exception):
            kernel.end()


def vanish(client):
    """As a page that is closed: its sockets are gone, and it says nothing."""
    for channel in (client.shell_channel, client.iopub_channel, client.stdin_channel, client.control_channel):
        channel.socket.linger = 0
        channel.socket.close(0)


def send(client, code, **options):
    return client.execute(code, **options)


def words(message):
    """What an output says, on one line of text."""
    kind, content = message["msg_type"], message["content"]
    if kind == "stream":
        return content["text"]
    if kind == "error":
        return "\n".join(content["traceback"]) or f"{content['ename']}: {content['evalue']}"
    if kind in ("display_data", "execute_result", "update_display_data"):
        return content["data"]["text/plain"]
    return None


def until_idle(client, request, timeout=LONG, during=None):
    """What a request showed, up to its end, and its answer's status."""
    shown, deadline = [], time.monotonic() + timeout
    while True:
        message = client.get_iopub_msg(timeout=max(0.01, deadline - time.monotonic()))
        if message["parent_header"].get("msg_id") != request:
            continue
        text = words(message)
        if text is not None:
            shown.append(text)
            if during is not None and during(text):
                during = None
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            break
    return {"shown": shown, "status": reply_to(client, request, deadline)}


ANSWERS = {}  # those that came while another was waited for, by request


def answer_to(client, request, deadline):
    while request not in ANSWERS:
        message = client.get_shell_msg(timeout=max(0.01, deadline - time.monotonic()))
        ANSWERS[message["parent_header"].get("msg_id")] = message["content"]
    return ANSWERS.pop(request)


def reply_to(client, request, deadline):
    return answer_to(client, request, deadline)["status"]


def run(client, code, timeout=LONG, during=None, **options):
    """Runs a cell to its end."""
    try:
        return until_idle(client, send(client, code, **options), timeout, during)
    except Empty:
        return {"shown": [], "status": "never answered"}


def later(client, request, seconds):
    """What comes for a request after its end, up to the first output."""
    deadline = time.monotonic() + seconds
    with contextlib.suppress(Empty):
        while (left := deadline - time.monotonic()) > 0:
            message = client.get_iopub_msg(timeout=left)
            text = words(message)
            if text is not None and message["parent_header"].get("msg_id") == request:
                return text
    return None


def asked(client, request):
    """The answer to a request other than a cell."""
    return answer_to(client, request, time.monotonic() + LONG)


def wait_for(condition, seconds=20.0):
    """Whether it becomes true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return bool(condition())


def gone(processes):
    return wait_for(lambda: not any(_alive(each) for each in processes))


def _alive(process):
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
