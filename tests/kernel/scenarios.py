"""What learners do to a kernel, one function each; `python scenarios.py NAME KIND DENO` runs one.

KIND is "between" (the kernel of lab/) or "bare" (Deno's own). Prints what was found as JSON.
"""

import json
import subprocess
import sys
import time
from queue import Empty

import nbformat
import psutil
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from session import (
    ANSWERS, LONG, ROOT, asked, gone, later, reply_to, run, running, send, specs, until_idle, vanish, wait_for,
)

sys.path.insert(0, str(ROOT / "lab"))

SLOW = "for (let i = 0; i < 100; i++) { console.log(`slow ${i}`); await new Promise((r) => setTimeout(r, 15)); }"
COUNTING = """for await (const _ of progress("counting", 1e6)) {
  count++;
  if (count % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}"""


def vanishing(kernel):
    """A page with cells queued is closed; another is opened."""
    first = kernel.client()
    send(first, SLOW)
    for each in range(3):
        send(first, f"globalThis.ran = {each};")
    time.sleep(0.4)
    vanish(first)
    time.sleep(0.5)
    try:
        second = kernel.client(timeout=8)
    except RuntimeError:
        return {"alive": False}
    kept = run(second, "console.log(`ran ${globalThis.ran}`)")["shown"]
    return {"alive": True, "told": kept[:-1], "ran": kept[-1]}


def returning(kernel):
    """A page loses its connection in mid-cell and comes back under its own name."""
    first = kernel.client(session="the-page")
    request = send(first, SLOW)
    time.sleep(0.4)
    vanish(first)
    time.sleep(2.5)
    second = kernel.client(session="the-page")
    text = later(second, request, 5)
    return {"told": text, "nothing twice": run(second, "console.log('after')")["shown"]}


def two_pages(kernel):
    """Two pages on one kernel: both see everything; one closes."""
    first, second = kernel.client(), kernel.client()
    request = send(first, "console.log('for both')")
    seen = [until_idle(first, request)["shown"], later(second, request, 10)]
    send(second, SLOW)
    time.sleep(0.3)
    vanish(second)
    return {"seen": seen, "after": run(first, "console.log('still here')")["shown"][-1]}


def run_all(client, cells, **options):
    requests = [send(client, code, **options) for code in cells]
    deadline = time.monotonic() + LONG
    return [reply_to(client, each, deadline) for each in requests]


def failing(kernel):
    """An error in the middle of Run All; then the same with stop_on_error off."""
    client = kernel.client()
    cells = ["globalThis.n = 0;", "throw new RangeError('no');", *["globalThis.n += 1;"] * 20]
    stopped = run_all(client, cells)
    again = run(client, "console.log(globalThis.n)")["shown"]
    ran_on = run_all(client, cells, stop_on_error=False)
    return {"stopped": stopped, "n": again, "ran on": ran_on}


def stopping(kernel):
    """Stop in a training, with cells queued behind it."""
    client = kernel.client()
    run(client, 'import { progress } from "lib/notebook"; let count = 0;')
    request = send(client, COUNTING)
    behind = [send(client, "count = -1;") for _ in range(5)]
    time.sleep(1.5)
    kernel.manager.interrupt_kernel()
    outcome = until_idle(client, request)
    deadline = time.monotonic() + LONG
    rest = [reply_to(client, each, deadline) for each in behind]
    kept = run(client, "console.log(count > 100 && count < 1e6)")["shown"]
    return {"said": outcome["shown"][-1], "rest": rest, "kept": kept}


def endless(kernel):
    """A loop that never waits: Stop once."""
    client = kernel.client()
    run(client, "const before = 1;")
    request = send(client, "while (true) {}")
    behind = send(client, "1;")
    time.sleep(0.5)
    kernel.manager.interrupt_kernel()
    try:
        outcome = until_idle(client, request, timeout=15)
    except Empty:
        return {"said": "nothing", "alive": kernel.manager.is_alive()}
    rest = reply_to(client, behind, time.monotonic() + LONG)
    fresh = run(client, "console.log(typeof before)")["shown"]
    return {"said": outcome["shown"][-1], "status": outcome["status"], "rest": rest, "fresh": fresh}


def endless_twice(kernel):
    """The same, and Stop a second time: no need to wait."""
    client = kernel.client()
    request = send(client, "while (true) {}")
    time.sleep(0.3)
    kernel.manager.interrupt_kernel()
    kernel.manager.interrupt_kernel()
    outcome = until_idle(client, request, timeout=15)
    return {"said": outcome["shown"][-1], "fresh": run(client, "console.log('runs')")["shown"]}


def without_library(kernel):
    """Stop in a cell that awaits and does not know of Stop: the kernel stays, with its variables."""
    client = kernel.client()
    request = send(client, "let kept = 1; await new Promise((r) => setTimeout(r, 1500)); kept = 2;")
    time.sleep(0.5)
    kernel.manager.interrupt_kernel()
    try:
        until_idle(client, request, timeout=5)
        return {"kept": run(client, "console.log(kept)", timeout=10)["shown"]}
    except (Empty, RuntimeError):
        return {"kept": "nothing"}


def printing(kernel):
    """500 cells that print, then 100 MB in one."""
    client = kernel.client()
    shown = [run(client, f"console.log('cell {each}');")["shown"] for each in range(500)]
    text = "for (let i = 0; i < 1000; i++) { console.log('x'.repeat(99_999)); }"
    big = run(client, text, timeout=120)
    whole = [f"cell {each}\n" for each in range(500)]
    return {"cells": ["".join(each) for each in shown] == whole, "bytes": sum(map(len, big["shown"]))}


def starved(kernel):
    """A machine so busy that nobody listens for a while, again and again, while a cell prints."""
    client = kernel.client()
    listener = psutil.Process(kernel.pid)
    request = send(client, "for (let i = 0; i < 200; i++) { console.log('x'.repeat(99_999)); console.log(i); }")
    for _ in range(6):
        listener.suspend()
        time.sleep(0.4)
        listener.resume()
        time.sleep(0.02)
    shown = "".join(until_idle(client, request, timeout=60)["shown"])
    return {"whole": shown == "".join(f"{'x' * 99_999}\n{each}\n" for each in range(200))}


def unheard(_, deno):
    """The console alone, with a listener that hears nothing: what is lost is said."""
    from between import pacing

    pacing.PATIENCE = 1
    heard = pacing.Heard()
    code = f"{heard.console()} for (let i = 0; i < {pacing.PRINTS + 2}; i++) console.log('abc');"
    try:
        ran = subprocess.run([deno, "eval", code], capture_output=True, text=True, timeout=30)
    finally:
        heard.close()
    return {"printed": ran.stdout.count("abc"), "said": ran.stderr}


def buffers(kernel):
    """Widgets speak in comm messages with binary buffers, both ways."""
    client = kernel.client()
    opened = "await Deno.jupyter.broadcast('comm_open', { comm_id: 'c', target_name: 't', data: {} }, "
    request = send(client, opened + "{ buffers: [new Uint8Array([1, 2, 255])] });")
    found = None
    try:
        while found is None:
            message = client.get_iopub_msg(timeout=10)
            if message["msg_type"] == "comm_open":
                found = [bytes(each).hex() for each in message["buffers"]]
    except (Empty, ValueError) as error:
        return {"buffers": f"{type(error).__name__}"}
    reply_to(client, request, time.monotonic() + LONG)
    message = client.session.msg("comm_msg", {"comm_id": "c", "data": {}})
    client.session.send(client.shell_channel.socket, message, buffers=[b"\x00\xff"])
    return {"buffers": found, "after": run(client, "console.log('alive')")["shown"]}


def exiting(kernel):
    """A cell that ends Deno; then Deno is killed between cells."""
    client = kernel.client()
    first = run(client, "Deno.exit(3);", timeout=15)
    if first["status"] == "never answered":
        return {"said": "nothing"}
    second = run(client, "console.log('runs')")["shown"]
    kernel.deno().kill()
    time.sleep(1)
    return {"said": first["shown"], "then": second, "killed": run(client, "console.log('again')")["shown"]}


def unhappy_requests(kernel):
    """Requests that Deno's kernel cannot read, or not while a cell runs."""
    client = kernel.client()
    history = client.session.msg("history_request", {"hist_access_type": "tail", "n": 5, "raw": True, "output": False})
    client.shell_channel.send(history)
    client.shell_channel.send(client.session.msg("no_such_request", {}))
    client.shell_channel.socket.send_multipart([b"<IDS|MSG>", b"", b"not", b"a", b"message", b"!"])
    time.sleep(0.5)
    alive = run(client, "console.log('alive')", timeout=10)["shown"]
    request = send(client, "await new Promise((r) => setTimeout(r, 1000));")
    time.sleep(0.2)
    asked(client, client.kernel_info())
    before_its_end = request not in ANSWERS  # answers come in the order in which they are given
    reply_to(client, request, time.monotonic() + LONG)
    return {"alive": alive, "kernel_info while busy": before_its_end}


def asking(kernel):
    """A cell that asks the learner: `prompt`."""
    client = kernel.client()
    request = send(client, "console.log(`hello ${prompt('who?')}`)", allow_stdin=True)
    question = client.get_stdin_msg(timeout=LONG)
    client.input("you")
    return {"asked": question["content"]["prompt"].strip(), "shown": until_idle(client, request)["shown"]}


ERRORS = {
    "own line": "interface A {\n  x: number;\n}\n\n// why\nconst a: A = {x: 1};\nthrow new RangeError('as announced');",
    "in a function": "function divide(x: number): number {\n\n  return x / missing;\n}\ndivide(1);",
    "from an earlier cell": "const more = 1;\ndivide(more);",
    "in the library": 'import { elbo } from "lib/inference";\n\nelbo({ q: [2], joint: [1] });',
    "syntax": "const one = 1;\nconst = 3;",
    "thrown text": "throw 'abc';",
    "a cell that fails": "const [half, whole] = [1, await Promise.reject(new Error('no'))];",
    "what it should have made": "whole + 1;",
}


def errors(kernel):
    """What a learner reads."""
    client = kernel.client()
    return {name: run(client, code)["shown"] for name, code in ERRORS.items()}


def inspecting(kernel):
    """Shift-Tab and Tab."""
    client = kernel.client()
    run(client, 'import * as inference from "lib/inference";\nimport { elbo } from "lib/inference";\nconst weights = [0.5, 0.5];')

    def page(code):
        return asked(client, client.inspect(code, len(code)))["data"].get("text/markdown", "")

    slow = send(client, "await new Promise((r) => setTimeout(r, 4000));")
    wait_for(lambda: "number[]" in page("weights"), 30)
    pages = {"library": page("elbo({ q: "), "member": page("inference.elbo"), "own": page("weights"), "built in": page("weights.map")}
    reply_to(client, slow, time.monotonic() + LONG)
    completed = asked(client, client.complete("weigh", 5))["matches"]
    return {**pages, "completed": completed, "nothing": page("  ")}


TYPED = [
    ("typo in an import", 'import { elboo } from "lib/inference";'),
    ("no fault", 'import { elbo } from "lib/inference";\nconst joint = [0.5, 0.25];'),
    ("a name of an earlier cell", "const text: string = joint;"),
    ("declared again", "const joint = 'a text';\nconst again: string = joint;"),
    ("typo in a name", "let total = 1;\ntotl;"),
    ("typo in a member", 'import * as whole from "lib/inference";\nwhole.elboo;'),
    ("after a throw", "const after: number = total;"),
]


WITHOUT_FAULT = ("no fault", "declared again", "after a throw")


def types(kernel):
    """Type errors, shown below the cell soon after its end."""
    client = kernel.client()
    warmed = send(client, "const warm: string = 1;")
    until_idle(client, warmed)
    later(client, warmed, 40)
    found = {}
    for name, code in TYPED:
        request = send(client, code)
        until_idle(client, request)
        found[name] = later(client, request, 3 if name in WITHOUT_FAULT else 20)
    return found


def ending_by_signal(kernel):
    """SIGTERM to the process in between."""
    kernel.client()
    time.sleep(1)
    all_of_it = kernel.processes()
    all_of_it[0].terminate()
    return {"many": len(all_of_it) > 1, "gone": gone(all_of_it)}


def killed_outright(kernel):
    """SIGKILL to the process in between, while a loop runs."""
    client = kernel.client()
    send(client, "while (true) {}")
    time.sleep(1.5)
    all_of_it = kernel.processes()
    all_of_it[0].kill()
    return {"many": len(all_of_it) > 1, "gone": gone(all_of_it)}


SERVER = """
import sys, time
sys.path.insert(0, sys.argv[1])
from session import Kernel
kernel = Kernel(sys.argv[2], sys.argv[3])
kernel.client()
time.sleep(1)
print(*[each.pid for each in kernel.processes()], flush=True)
time.sleep(600)
"""


def server_killed(kind, deno):
    """Whoever started the kernel is killed outright."""
    here = str(ROOT / "tests" / "kernel")
    argv = [sys.executable, "-c", SERVER, here, kind, deno]
    server = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    pids = [int(each) for each in server.stdout.readline().split()]
    all_of_it = [psutil.Process(each) for each in pids]
    server.kill()
    server.wait()
    found = {"many": len(all_of_it) > 0, "gone": gone(all_of_it)}
    for each in all_of_it:
        if each.is_running():
            each.kill()
    return found


HOLDER = """
import sys, time
sys.path.insert(0, sys.argv[1])
from between.leash import guard
guard(int(sys.argv[2]))
print("held", flush=True)
time.sleep(600)
"""


def guard_by_pipe(_kind, _deno):
    """The leash of systems other than Linux: a pipe that ends with its only writer."""
    held = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(ROOT / "lab"), str(held.pid)], stdout=subprocess.PIPE
    )
    holder.stdout.readline()
    time.sleep(0.5)
    before = held.poll() is None
    holder.kill()
    holder.wait()
    ended = wait_for(lambda: held.poll() is not None)
    held.kill()
    return {"before": before, "ended": ended}


def pace(kernel):
    """Milliseconds a cell takes, the median of many."""
    client = kernel.client()
    time.sleep(8)  # what is read ahead in the background is read
    times = []
    for _ in range(300):
        started = time.perf_counter()
        run(client, "1;")
        times.append((time.perf_counter() - started) * 1000)
    return {"milliseconds": sorted(times)[len(times) // 2]}


def last_expressions(kernel):
    """240 cells whose output is their last expression, after an await: how many are lost."""
    client = kernel.client()
    code = "await new Promise((r) => setTimeout(r, {}));\n'cell {}'"
    shown = [run(client, code.format(each % 3, each))["shown"] for each in range(240)]
    return {"lost": sum(not any(f"cell {i}" in text for text in each) for i, each in enumerate(shown))}


def stock_executor(kind, deno):
    """Chapter 14 by nbclient as it comes: what its cells show."""
    path = ROOT / "notebooks" / "14-messages.ipynb"
    saved = nbformat.read(path, as_version=4)
    fresh = nbformat.read(path, as_version=4)
    manager = AsyncKernelManager(kernel_spec_manager=specs(kind, deno), kernel_name="deno")
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(fresh, km=manager, timeout=300, resources=resources).execute()
    shown = [[_shown(cell) for cell in book.cells if cell.cell_type == "code"] for book in (saved, fresh)]
    different = [index for index, (old, new) in enumerate(zip(*shown)) if old != new]
    return {"cells": len(shown[0]), "outputs": sum(map(len, shown[0])), "different": different}


def _shown(cell):
    """Outputs as data; streams that came in pieces are one."""
    parts = []
    for output in cell.outputs:
        if output.output_type == "stream" and parts and parts[-1][0] == "stream":
            parts[-1] = ("stream", parts[-1][1] + output.text)
        else:
            parts.append((output.output_type, output.get("text") or output.get("data")))
    return parts


WITHOUT_KERNEL = (server_killed, guard_by_pipe, stock_executor, unheard)


def main():
    name, kind, deno = sys.argv[1:]
    scenario = globals()[name]
    if scenario in WITHOUT_KERNEL:
        found = scenario(kind, deno)
    else:
        with running(kind, deno) as kernel:
            found = scenario(kernel)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
