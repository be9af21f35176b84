"""What cells showed while their page was away.

A page that comes back under its own name (the network was gone for a while) is told again, in the
same words, and shows it in the right cells. A page that was loaded anew has another name and knows
nothing of the old requests; the protocol has no way to put an output into a cell that did not ask
for it. It is told in the first cell that it runs.
"""

from dataclasses import dataclass, field

from .cells import Cell
from .messages import Message, Wire

MOST_BYTES = 32 * 1024 * 1024  # of one cell
MOST_CELLS = 100
MOST_LETTERS = 70
REPLAYED = ("stream", "display_data", "execute_result", "error")


@dataclass
class Missed:
    """What a page did not see of one cell."""

    session: str
    code: str
    outputs: list[Message] = field(default_factory=list)
    reply: Message | None = None
    """Its answer; `None` while it runs."""


class Absence:
    """Remembers the outputs of the cell that runs, and of those that ended unheard."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._missed: list[Missed] = []
        self._left_at: int | None = None

    def show(self, cell: Cell, message: Message) -> None:
        """An output of the cell goes out; keep it in case nobody is there."""
        size = len(message.frames[3]) + sum(map(len, message.buffers))
        if cell.kept + size <= MOST_BYTES:
            cell.kept += size
            cell.outputs.append(message)

    def leave(self, cell: Cell | None) -> None:
        """Somebody stopped listening; from here on a page may miss what is shown."""
        if cell is not None and self._left_at is None:
            self._left_at = len(cell.outputs)

    def end(self, cell: Cell, heard: bool, reply: Message) -> None:
        """The cell is over; `heard` says whether its page was there for the answer."""
        if not heard:
            unseen = cell.outputs[self._left_at or 0 :]
            missed = Missed(cell.request.session, cell.code, unseen, reply)
            self._missed = [*self._missed, missed][-MOST_CELLS:]
        self._left_at = None

    def is_awaited(self, session: str, running: Cell | None) -> bool:
        """Whether a page that comes back under this name missed anything."""
        mid_cell = running is not None and running.request.session == session
        return mid_cell and self._left_at is not None or any(
            each.session == session for each in self._missed
        )

    def again(self, session: str, running: Cell | None) -> list[Missed]:
        """For a page that is back under its own name: all of it, to be sent as it was."""
        mine = [each for each in self._missed if each.session == session]
        self._missed = [each for each in self._missed if each.session != session]
        if running is not None and running.request.session == session and self._left_at is not None:
            unseen = running.outputs[self._left_at :]
            mine.append(Missed(session, running.code, unseen))
            self._left_at = None
        return mine

    def anew(self, cell: Cell) -> list[Message]:
        """For a page loaded anew, at the start of its first cell: the outputs, as its own."""
        session = cell.request.session
        missed = [each for each in self._missed if each.session != session]
        self._missed = [each for each in self._missed if each.session == session]
        parent = cell.request.header
        told: list[Message] = []
        for each in missed:
            shown = [output for output in each.outputs if output.kind in REPLAYED]
            words = introduction(each.code, len(shown))
            told.append(self._wire.make("stream", {"name": "stdout", "text": words}, parent))
            told.extend(self._replayed(output, parent) for output in shown)
        return told

    def _replayed(self, output: Message, parent: dict[str, object]) -> Message:
        content = {key: value for key, value in output.content.items() if key != "transient"}
        if output.kind == "execute_result":  # numbered, it would pass for this cell's own
            content = {"data": content.get("data", {}), "metadata": content.get("metadata", {})}
        if output.kind == "error":
            return self._wire.make("stream", {"name": "stderr", "text": error_text(content)}, parent)
        kind = "display_data" if output.kind == "execute_result" else output.kind
        message = self._wire.make(kind, content, parent)
        message.buffers = output.buffers
        return message


def introduction(code: str, count: int) -> str:
    first = next((line.strip() for line in code.splitlines() if line.strip()), "")
    short = first if len(first) <= MOST_LETTERS else f"{first[:MOST_LETTERS]}…"
    shown = "It showed nothing more." if count == 0 else "It showed:"
    return f"While this page was closed, a cell came to its end:\n    {short}\n{shown}\n"


def error_text(content: dict[str, object]) -> str:
    return f"{content.get('ename', 'Error')}: {content.get('evalue', '')}\n"
