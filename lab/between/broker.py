"""Holds it together: pages in front, Deno behind, the queue of cells between them."""

import asyncio
import signal
import sys
from typing import Any

import zmq.asyncio

from . import leash
from .cells import Cell, CellQueue
from .child import Child, ChildError, how_it_ended
from .doors import Doors
from .errors import Ran, readable
from .helpers import Helpers
from .messages import Message, Wire
from .pages import Pages
from .prelude import PRELUDE
from .requests import Requests, kernel_info

STOP_SECONDS = 3.0  # how long a cell may take to hear that it should stop
SETTLE_SECONDS = 0.05  # kernels later than the tested one may say "idle" before the last output
SETTLED_VERSION = "2.8.0"
ENDLESS = (
    "The loop could not be interrupted; the kernel was restarted; run the cells above again."
)


LOST = ("Stopped", "KernelDied")  # errors of ours: all that the cells made is gone


class Broker:
    """One kernel, as Jupyter sees it."""

    def __init__(self, connection: dict[str, Any], deno: str) -> None:
        self._deno = deno
        self._key = str(connection["key"])
        self._context = zmq.asyncio.Context()
        self.wire = Wire(self._key)
        self.doors = Doors(connection, self._context, self.wire)
        self.queue = CellQueue()
        self.pages = Pages(self.doors, self.wire)
        self._requests = Requests(self)
        self.helpers = Helpers(deno, self.pages.show_late)
        self.child: Child | None = None
        self.info: dict[str, Any] = {}
        self.ran: list[Ran] = []
        self._own = ""
        self._background: set[asyncio.Task[Any]] = set()
        self._exit: asyncio.Future[int] | None = None

    async def run(self) -> int:
        """Serves until it is asked to end, or Jupyter is gone; the exit code."""
        self._exit = asyncio.get_running_loop().create_future()
        self._listen_to_signals()
        try:
            await self._start_child()
        except (ChildError, OSError) as error:
            print(f"kernel: {error}", file=sys.stderr, flush=True)
            return 1
        version = self.info.get("implementation_version", "?")
        print(f"kernel: Deno {version} at {self._deno}, kept by lab/kernel.py", flush=True)
        self.doors.listen(self._requests.take, self._on_leave)
        self.doors.publish(self.wire.make("status", {"execution_state": "starting"}, {}))
        self.later(self._watch_parent(leash.parent()))
        self.later(self.helpers.warm())
        try:
            return await self._exit
        finally:
            await self.helpers.end()
            if self.child is not None:
                self.child.end()
            self.doors.close()

    def _listen_to_signals(self) -> None:
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGINT, self.stop)
        loop.add_signal_handler(signal.SIGTERM, self.exit)

    async def _watch_parent(self, parent: int) -> None:
        while not leash.parent_is_gone(parent):
            await asyncio.sleep(1)
        self.exit()

    def _on_leave(self) -> None:
        self.pages.absence.leave(self.queue.running)

    def exit(self, code: int = 0) -> None:
        if self._exit is not None and not self._exit.done():
            self._exit.set_result(code)

    def later(self, work: Any) -> None:
        """Does something beside; keeps hold of it until it is done."""
        task = asyncio.ensure_future(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    # Deno behind us

    async def _start_child(self) -> None:
        for attempt in (1, 2):  # a port may be taken between choosing and binding it
            child = Child(self._deno, self._context, self.wire, self._key)
            try:
                self.info = kernel_info(await child.ready())
                break
            except ChildError:
                if attempt == 2:
                    raise
        child.listen(self._on_answer, lambda code: self._on_death(child, code))
        self.child = child
        quiet = {
            "code": f"{PRELUDE}{child.heard.console()}\nundefined;", "silent": True, "store_history": False,
            "user_expressions": {}, "allow_stdin": False, "stop_on_error": False,
        }
        request = self.wire.make("execute_request", quiet, {})
        self._own = request.id
        child.send("shell", request)

    async def _restart(self) -> None:
        """Ends Deno and starts another; what the cells had made is gone with it."""
        old, self.child = self.child, None
        if old is not None:
            old.end()
        self.ran.clear()
        self.helpers.forget()
        try:
            await self._start_child()
        except (ChildError, OSError) as error:
            print(f"kernel: {error}", file=sys.stderr, flush=True)
            return self.exit(1)
        self.run_next()

    def _on_death(self, child: Child, code: int) -> None:
        if child is not self.child:
            return  # we ended it ourselves
        words = f"Deno is gone: {how_it_ended(code)}. A new one was started: run the cells above again."
        self._lose(words, "KernelDied")

    def _lose(self, words: str, name: str) -> None:
        """The state is lost: say so where it will be read, and begin anew."""
        self.later(self._restart())
        cell = self.queue.running
        if cell is None or cell.ending:
            return self.pages.notice_next(words)
        self.abort_waiting()
        cell.error = {"ename": name, "evalue": words, "traceback": [f"{name}: {words}"]}
        reply = {"status": "error", "execution_count": len(self.ran), **cell.error}
        cell.reply = self.wire.make("execute_reply", reply, cell.request.header)
        self._end(cell)

    # Stop

    def stop(self) -> None:
        """The Stop button: asks first; the second time, or unheard, it does not ask."""
        self.abort_waiting()
        cell = self.queue.running
        if cell is None or cell.error is not None or self.child is None:
            return
        cell.stops += 1
        if cell.stops > 1:
            return self._lose(ENDLESS, "Stopped")
        self.child.interrupt()
        loop = asyncio.get_running_loop()
        loop.call_later(STOP_SECONDS, self._stop_if_unheard, cell, self.child)

    def _stop_if_unheard(self, cell: Cell, child: Child) -> None:
        if self.queue.running is cell and self.child is child and not cell.is_over:
            self._lose(ENDLESS, "Stopped")

    # cells

    def enqueue(self, request: Message) -> None:
        cell = self.queue.add(request)
        if cell is None:
            return self.pages.abort(request)
        self.run_next()

    def run_next(self) -> None:
        if self.child is None:
            return
        cell = self.queue.next()
        if cell is None:
            return
        self.pages.begin(cell)
        self.child.send("shell", cell.for_deno())

    def _on_answer(self, channel: str, message: Message) -> None:
        if message.parent_id == self._own:
            return
        cell = self.queue.running
        mine = cell is not None and message.parent_id == cell.request.id
        if channel == "iopub" and mine and message.kind == "status":
            cell.idle = cell.idle or message.content.get("execution_state") == "idle"
        elif channel == "iopub" and mine and message.kind == "error":
            cell.error = message.content
        elif channel == "iopub":
            if message.kind == "status" and not self._requests.is_theirs(message.parent_id):
                return
            if mine:
                self.pages.show(cell, message)
            else:
                self.doors.publish(message)
        elif mine and message.kind == "execute_reply":
            cell.reply = message
        else:
            self._requests.answer(channel, message)
        if mine and cell.is_over and not cell.ending:
            self._end(cell)

    def _end(self, cell: Cell) -> None:
        cell.ending = True
        self.later(self._finish(cell))

    async def _finish(self, cell: Cell) -> None:
        """The cell's last words, in order: its error, its answer, that it is over."""
        if self.info.get("implementation_version") != SETTLED_VERSION:
            await asyncio.sleep(SETTLE_SECONDS)
        reply = cell.reply
        assert reply is not None
        count = int(reply.content.get("execution_count") or 0)
        if not cell.silent:
            self.ran.append(Ran(count, cell.code, cell.error is not None))
        if cell.error is not None:
            if cell.error["ename"] not in LOST:
                cell.error = await readable(cell.error, self.ran or [Ran(count, cell.code)], self._deno)
            error = self.wire.make("error", cell.error, cell.request.header)
            self.pages.show(cell, error)
            reply = reply.with_content({**reply.content, **cell.error})
        self.pages.end(cell, reply)
        if cell.error is not None and cell.request.content.get("stop_on_error", True):
            self.abort_waiting()
        self.pages.tell_state("idle", cell.request)
        self.queue.running = None
        if cell.error is None or cell.error["ename"] not in LOST:
            self.helpers.cell_ended(cell)
        self.run_next()

    def abort_waiting(self) -> None:
        for cell in self.queue.abort():
            self.pages.abort(cell.request)
