"""What pages are told besides the outputs of their cells."""

import asyncio
from typing import Any

from .absence import Absence
from .cells import Cell
from .doors import Doors
from .messages import Message, Wire

HEARING_SECONDS = 1.0  # a page asks for the kernel's name before it listens to its outputs


class Pages:
    """Speaks through the doors; remembers what a page that is away should hear."""

    def __init__(self, doors: Doors, wire: Wire) -> None:
        self._doors = doors
        self._wire = wire
        self._notice = ""
        self.absence = Absence(wire)

    def tell_state(self, state: str, request: Message) -> None:
        """The kernel is busy with a request, or idle again."""
        self._doors.publish(self._wire.make("status", {"execution_state": state}, request.header))

    def abort(self, request: Message) -> None:
        """A cell that will not run: an earlier one failed, or Stop was pressed."""
        self.tell_state("busy", request)
        reply = self._wire.make("execute_reply", {"status": "aborted"}, request.header)
        self._doors.send("shell", reply.to(request.identities))
        self.tell_state("idle", request)

    def notice_next(self, words: str) -> None:
        """Something that the next cell should begin with."""
        self._notice = words

    def begin(self, cell: Cell) -> None:
        """A cell starts: what its page missed, and what it should know, stands above its outputs."""
        self.tell_state("busy", cell.request)
        if cell.silent:
            return
        for message in self.absence.anew(cell):
            self._doors.publish(message)
        if self._notice:
            text = {"name": "stderr", "text": f"{self._notice}\n"}
            self._doors.publish(self._wire.make("stream", text, cell.request.header))
            self._notice = ""

    def show(self, cell: Cell, message: Message) -> None:
        """An output of the cell that runs."""
        self.absence.show(cell, message)
        self._doors.publish(message)

    def end(self, cell: Cell, reply: Message) -> None:
        """A cell's answer; if nobody is there to take it, its outputs are kept."""
        heard = self._doors.send("shell", reply.to(cell.request.identities))
        self.absence.end(cell, heard, reply)

    def show_late(self, cell: Cell, bundle: dict[str, Any]) -> None:
        """Adds to what a cell has shown."""
        content = {"data": bundle, "metadata": {}, "transient": {}}
        self._doors.publish(self._wire.make("display_data", content, cell.request.header))

    def welcome(self, request: Message, running: Cell | None) -> None:
        """A page is there; if it was away, it is told what it missed, once it can hear."""
        if self.absence.is_awaited(request.session, running):
            loop = asyncio.get_running_loop()
            loop.call_later(HEARING_SECONDS, self._tell_again, request, running)

    def _tell_again(self, request: Message, running: Cell | None) -> None:
        for missed in self.absence.again(request.session, running):
            for output in missed.outputs:
                self._doors.publish(output)
            if missed.reply is not None:
                self._doors.send("shell", missed.reply.to(request.identities))
                idle = {"execution_state": "idle"}
                self._doors.publish(self._wire.make("status", idle, missed.reply.parent))
