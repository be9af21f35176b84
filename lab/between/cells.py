"""The cells that wait, and the one that runs."""

import time
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from .messages import Message

LATE_SECONDS = 0.5  # a request on its way when another cell failed arrives within this time


@dataclass
class Cell:
    """One execute_request, on its way through the kernel."""

    request: Message
    reply: Message | None = None
    idle: bool = False
    error: dict[str, Any] | None = None
    ending: bool = False
    """Its last words are on their way."""
    stops: int = 0
    """How often Stop was pressed while it ran."""
    outputs: list[Message] = field(default_factory=list)
    """What it has shown, for a page that was away."""
    kept: int = 0
    """How many bytes these are."""

    @property
    def code(self) -> str:
        return str(self.request.content.get("code", ""))

    @property
    def id(self) -> str:
        """The name the page has for the cell, so that running it again replaces what it was."""
        return str(self.request.metadata.get("cellId") or self.request.id)

    @property
    def silent(self) -> bool:
        return bool(self.request.content.get("silent", False))

    @property
    def is_over(self) -> bool:
        return self.reply is not None and self.idle

    def for_deno(self) -> Message:
        """The request with every field there: Deno's kernel ends on one that lacks any."""
        asked = self.request.content
        return self.request.with_content({
            "code": self.code,
            "silent": self.silent,
            "store_history": bool(asked.get("store_history", True)),
            "user_expressions": {},
            "allow_stdin": bool(asked.get("allow_stdin", False)),
            "stop_on_error": bool(asked.get("stop_on_error", True)),
        })


class CellQueue:
    """One cell at a time; after an error or Stop the rest goes."""

    def __init__(self) -> None:
        self.running: Cell | None = None
        self._waiting: deque[Cell] = deque()
        self._failed_at = float("-inf")
        self._failed_date = datetime.now(timezone.utc)

    def add(self, request: Message) -> Cell | None:
        """Takes a request in; `None` when it was sent before its page could know of a failure."""
        if self._is_late(request):
            return None
        cell = Cell(request)
        self._waiting.append(cell)
        return cell

    def next(self) -> Cell | None:
        """The cell to run now, if none runs."""
        if self.running is not None or not self._waiting:
            return None
        self.running = self._waiting.popleft()
        return self.running

    def abort(self) -> list[Cell]:
        """Takes out all that wait: they are to be answered `aborted`."""
        self._failed_at = time.monotonic()
        self._failed_date = datetime.now(timezone.utc)
        dropped = list(self._waiting)
        self._waiting.clear()
        return dropped

    def _is_late(self, request: Message) -> bool:
        # Run All sends all cells at once; the last of them may come in after the first has failed
        if time.monotonic() - self._failed_at > LATE_SECONDS:
            return False
        return sent_at(request) < self._failed_date


def sent_at(request: Message) -> datetime:
    """When a message was made, by its own account."""
    try:
        date = datetime.fromisoformat(str(request.header.get("date", "")).replace("Z", "+00:00"))
    except ValueError:
        return datetime.now(timezone.utc)
    return date if date.tzinfo is not None else date.replace(tzinfo=timezone.utc)
