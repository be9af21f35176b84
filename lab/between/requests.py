"""What pages ask for, request by request: answered here, queued, or passed on to Deno."""

from typing import TYPE_CHECKING, Any

from .messages import Message

if TYPE_CHECKING:
    from .broker import Broker

COMPLETE_NOTHING = {"status": "ok", "matches": [], "cursor_start": 0, "cursor_end": 0, "metadata": {}}
MOST_HISTORY = 1000
MOST_ASKED = 500  # requests whose answers may still come


class Requests:
    """Takes messages from the doors."""

    def __init__(self, broker: "Broker") -> None:
        self._broker = broker
        self._asked: dict[str, tuple[str, Message]] = {}

    def take(self, channel: str, message: Message) -> None:
        """One request; whatever Deno's kernel could stumble over stays here."""
        kind = message.kind
        if channel == "stdin":
            self._pass_input(message)
        elif kind == "execute_request":
            self._broker.enqueue(message)
        elif kind in ("complete_request", "is_complete_request"):
            self._ask_deno(channel, message)
        elif kind.startswith("comm_") and kind != "comm_info_request":
            self._pass(channel, message)
        elif kind == "inspect_request":
            self._broker.later(self._inspect(channel, message))
        elif kind == "interrupt_request":
            self._broker.stop()
            self._reply(channel, message, {"status": "ok"})
        elif kind == "shutdown_request":
            restart = bool(message.content.get("restart", False))
            self._reply(channel, message, {"status": "ok", "restart": restart})
            self._broker.exit()
        else:
            self._reply(channel, message, self._own_answer(message))
            if kind == "kernel_info_request":
                self._broker.pages.welcome(message, self._broker.queue.running)

    def _own_answer(self, message: Message) -> dict[str, Any]:
        kind = message.kind
        if kind == "kernel_info_request":
            return self._broker.info
        if kind == "history_request":
            return {"status": "ok", "history": self._history(message.content)}
        if kind == "comm_info_request":
            return {"status": "ok", "comms": {}}
        return {"status": "error", "ename": "NotUnderstood", "evalue": kind, "traceback": []}

    def _history(self, asked: dict[str, Any]) -> list[list[Any]]:
        count = int(asked.get("n") or MOST_HISTORY)
        return [[0, each.count, each.code] for each in self._broker.ran[-count:]]

    def _reply(self, channel: str, request: Message, content: dict[str, Any]) -> None:
        broker = self._broker
        broker.pages.tell_state("busy", request)
        kind = request.kind.replace("_request", "_reply")
        answer = broker.wire.make(kind, content, request.header)
        broker.doors.send(channel, answer.to(request.identities))
        broker.pages.tell_state("idle", request)
        if broker.queue.running is not None:  # the page takes the last word for the kernel's state
            broker.pages.tell_state("busy", broker.queue.running.request)

    async def _inspect(self, channel: str, message: Message) -> None:
        code = str(message.content.get("code", ""))
        place = int(message.content.get("cursor_pos") or 0)
        page = await self._broker.helpers.inspect(code, place)
        found = {"found": page is not None, "data": page or {}, "metadata": {}}
        self._reply(channel, message, {"status": "ok", **found})

    def _ask_deno(self, channel: str, message: Message) -> None:
        if self._broker.queue.running is None and self._broker.child is not None:
            return self._pass(channel, message)
        if message.kind == "is_complete_request":
            return self._reply(channel, message, {"status": "unknown"})
        place = int(message.content.get("cursor_pos") or 0)
        here = {"cursor_start": place, "cursor_end": place}
        self._reply(channel, message, {**COMPLETE_NOTHING, **here})

    def _pass(self, channel: str, message: Message) -> None:
        if self._broker.child is None:
            return
        self._asked[message.id] = (channel, message)
        if len(self._asked) > MOST_ASKED:
            del self._asked[next(iter(self._asked))]
        self._broker.child.send(channel, message)

    def is_theirs(self, parent_id: str) -> bool:
        """Whether Deno was asked this by a page, and not by us."""
        return parent_id in self._asked

    def answer(self, channel: str, message: Message) -> None:
        """Deno answers; it goes to the page that asked."""
        broker = self._broker
        if channel == "stdin" and broker.queue.running is not None:
            broker.doors.send("stdin", message.to(broker.queue.running.request.identities))
            return
        asked = self._asked.get(message.parent_id)
        if asked is not None:
            broker.doors.send(asked[0], message.to(asked[1].identities))

    def _pass_input(self, message: Message) -> None:
        if self._broker.child is not None and message.kind == "input_reply":
            self._broker.child.send("stdin", message)


def kernel_info(deno: dict[str, Any]) -> dict[str, Any]:
    """What Deno says of itself, and that there is something in between."""
    version = deno.get("implementation_version", "?")
    banner = f"Deno {version}, kept by the kernel of elbo-to-sac: cells can be stopped, errors are short."
    return {**deno, "banner": banner, "supported_features": []}
