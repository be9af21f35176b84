"""One Deno behind us: its process, its ports, its last words."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from typing import Any

import zmq
import zmq.asyncio

from .leash import on_leash, release
from .messages import Message, Wire, WireError
from .pacing import Heard

PORTS = ("shell", "control", "iopub", "stdin", "hb")
READY_SECONDS = 30
READY_TURN = 100  # milliseconds


class ChildError(RuntimeError):
    """Deno's kernel did not come up."""


class Child:
    """Starts Deno's kernel and speaks with it; never twice the same process."""

    def __init__(self, deno: str, context: zmq.asyncio.Context, wire: Wire, key: str) -> None:
        self._wire = wire
        self._context = context
        self._sockets: dict[str, zmq.asyncio.Socket] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self.heard = Heard()
        self._connection = {**free_ports(), "key": key}
        self._file = connection_file(self._connection)
        argv = [deno, "jupyter", "--kernel", "--conn", self._file]
        self.process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, **on_leash())
        self._guard = release(self.process.pid)

    async def ready(self) -> dict[str, Any]:
        """Waits until it answers; what it says of itself."""
        kinds = {"shell": zmq.DEALER, "control": zmq.DEALER, "stdin": zmq.DEALER, "iopub": zmq.SUB}
        for name, kind in kinds.items():
            self._sockets[name] = self._connected(kind, name)
        self._sockets["iopub"].subscribe(b"")
        deadline = asyncio.get_running_loop().time() + READY_SECONDS
        while asyncio.get_running_loop().time() < deadline and self.process.poll() is None:
            # asked again until its outputs are heard, too: a cell's first words must not be lost
            self.send("shell", self._wire.make("kernel_info_request", {}, {}))
            if not await self._sockets["shell"].poll(READY_TURN):
                continue
            answer = self._wire.read(await self._sockets["shell"].recv_multipart())
            if await self._sockets["iopub"].poll(READY_TURN):
                return answer.content
        self.end()
        raise ChildError(f"Deno's kernel did not come up; {how_it_ended(self.process.poll())}")

    def _connected(self, kind: int, name: str) -> zmq.asyncio.Socket:
        each = self._context.socket(kind)
        each.linger = 0
        if kind == zmq.DEALER:
            each.identity = b"between"  # by one name on all: Deno asks for input where it was asked
        each.sndhwm = each.rcvhwm = 0
        each.connect(f"tcp://127.0.0.1:{self._connection[f'{name}_port']}")
        return each

    def listen(
        self, on_message: Callable[[str, Message], None], on_death: Callable[[int], None]
    ) -> None:
        """Starts to hear; `on_death` gets the exit code, unless we ended it ourselves."""
        hearing = [self._hear(name, on_message) for name in self._sockets]
        self._tasks = [asyncio.create_task(each) for each in hearing]
        loop = asyncio.get_running_loop()

        def wait() -> None:
            code = self.process.wait()
            if not loop.is_closed():
                loop.call_soon_threadsafe(on_death, code)

        threading.Thread(target=wait, daemon=True).start()

    async def _hear(self, name: str, on_message: Callable[[str, Message], None]) -> None:
        while True:
            parts = await self._sockets[name].recv_multipart()
            try:
                message = self._wire.read(parts)
                if name == "iopub":
                    self.heard.take(message.kind, message.content)
                on_message(name, message)
            except (WireError, ValueError) as error:
                print(f"kernel: Deno's message on {name} is passed over: {error}", flush=True)

    def send(self, channel: str, message: Message) -> None:
        self._sockets[channel].send_multipart(self._wire.write(message.to([])))

    def interrupt(self) -> None:
        """What the Stop button does to a stock kernel."""
        if self.process.poll() is None:
            number = signal.SIGINT if sys.platform != "win32" else signal.CTRL_C_EVENT
            self.process.send_signal(number)

    def end(self) -> None:
        """Ends it, whatever it is doing."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for task in self._tasks:
            task.cancel()
        for each in self._sockets.values():
            each.close()
        if self._guard is not None:
            self._guard.kill()
            self._guard.wait()
        self.heard.close()
        if os.path.exists(self._file):
            os.unlink(self._file)


def free_ports() -> dict[str, Any]:
    """Ports that nobody uses at this moment."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in PORTS]
    ports = {f"{name}_port": each.getsockname()[1] for name, each in zip(PORTS, held)}
    for each in held:
        each.close()
    return ports


def connection_file(connection: dict[str, Any]) -> str:
    """Writes Deno's connection file, for this user's eyes only."""
    whole = {
        **connection,
        "ip": "127.0.0.1",
        "transport": "tcp",
        "signature_scheme": "hmac-sha256",
        "kernel_name": "deno",
    }
    descriptor, path = tempfile.mkstemp(prefix="deno-behind-", suffix=".json")
    with os.fdopen(descriptor, "w") as file:
        json.dump(whole, file)
    return path


def how_it_ended(code: int | None) -> str:
    """An exit code in words."""
    if code is None:
        return "it said nothing"
    if code >= 0:
        return f"it ended with exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    why = "; often the machine has run out of memory" if name == "SIGKILL" else ""
    return f"it was ended by {name} (exit code {128 - code}{why})"
