"""The sockets towards the pages: they stand as long as this process, whoever comes and goes."""

import asyncio
from collections.abc import Callable
from typing import Any

import zmq
import zmq.asyncio

from .messages import Message, Wire, WireError

CHANNELS = ("shell", "control", "stdin")
LINGER_MILLISECONDS = 1000  # the last words of a kernel are still delivered


class Doors:
    """Binds the ports of a connection file; hands what comes in to `on_message(channel, message)`."""

    def __init__(self, connection: dict[str, Any], context: zmq.asyncio.Context, wire: Wire) -> None:
        self._wire = wire
        self._context = context
        self._connection = connection
        self._routers = {name: self._router(name) for name in CHANNELS}
        self._iopub = self._bound(zmq.XPUB, "iopub")
        self._heart = self._bound(zmq.REP, "hb")

    def _bound(self, kind: int, name: str, **options: int) -> zmq.asyncio.Socket:
        socket = self._context.socket(kind)
        socket.linger = LINGER_MILLISECONDS
        if kind != zmq.REP:
            socket.sndhwm = 0  # a slow page makes us remember more; it loses nothing
        for option, value in options.items():
            socket.setsockopt(getattr(zmq, option), value)
        if kind == zmq.XPUB:
            socket.setsockopt(zmq.XPUB_VERBOSER, 1)  # hear of every page that leaves
        transport, ip = self._connection["transport"], self._connection["ip"]
        separator = "-" if transport == "ipc" else ":"
        socket.bind(f"{transport}://{ip}{separator}{self._connection[f'{name}_port']}")
        return socket

    def _router(self, name: str) -> zmq.asyncio.Socket:
        # mandatory: sending to a page that is gone is an error, and so we learn of it;
        # handover: a page that comes back under its old name is let in
        return self._bound(zmq.ROUTER, name, ROUTER_MANDATORY=1, ROUTER_HANDOVER=1)

    def listen(
        self, on_message: Callable[[str, Message], None], on_leave: Callable[[], None]
    ) -> list[asyncio.Task[None]]:
        """Starts to hear; `on_leave` is called when someone stops listening to the outputs."""
        hearing = [self._hear(name, on_message) for name in CHANNELS]
        return [asyncio.create_task(each) for each in (*hearing, self._watch(on_leave), self._beat())]

    async def _hear(self, name: str, on_message: Callable[[str, Message], None]) -> None:
        while True:
            parts = await self._routers[name].recv_multipart()
            try:
                on_message(name, self._wire.read(parts))
            except (WireError, ValueError) as error:
                print(f"kernel: a message on {name} is passed over: {error}", flush=True)

    async def _watch(self, on_leave: Callable[[], None]) -> None:
        while True:
            (event,) = await self._iopub.recv_multipart()
            if event[:1] == b"\x00":
                on_leave()

    async def _beat(self) -> None:
        while True:
            await self._heart.send_multipart(await self._heart.recv_multipart())

    def send(self, channel: str, message: Message) -> bool:
        """Sends to one page; whether it is still there."""
        sent = self._routers[channel].send_multipart(self._wire.write(message))
        return not (sent.done() and sent.exception() is not None)

    def publish(self, message: Message) -> None:
        """Tells every page that listens."""
        topic = message.kind.encode()
        self._iopub.send_multipart(self._wire.write(message.to([topic])))

    def close(self) -> None:
        for socket in (*self._routers.values(), self._iopub, self._heart):
            socket.close()
