"""Messages of Jupyter's protocol, on the wire and in the hand.

A message is read only as far as it is needed: what passes through unchanged keeps the bytes of its
content, so that a hundred megabytes of output cost little.
"""

import hashlib
import hmac
import json
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import cached_property
from typing import Any

DELIMITER = b"<IDS|MSG>"
PROTOCOL = "5.3"


class WireError(ValueError):
    """Frames that are no message, or not signed with our key."""


def _packed(part: Any) -> bytes:
    return json.dumps(part, ensure_ascii=False, allow_nan=False).encode("utf8", "surrogatepass")


@dataclass
class Message:
    """One message; `frames` are header, parent, metadata and content as bytes."""

    identities: list[bytes]
    frames: list[bytes]
    buffers: list[bytes] = field(default_factory=list)

    @cached_property
    def header(self) -> dict[str, Any]:
        return json.loads(self.frames[0])

    @cached_property
    def parent(self) -> dict[str, Any]:
        return json.loads(self.frames[1])

    @cached_property
    def metadata(self) -> dict[str, Any]:
        return json.loads(self.frames[2])

    @cached_property
    def content(self) -> dict[str, Any]:
        return json.loads(self.frames[3])

    @property
    def kind(self) -> str:
        return str(self.header.get("msg_type", ""))

    @property
    def id(self) -> str:
        return str(self.header.get("msg_id", ""))

    @property
    def session(self) -> str:
        return str(self.header.get("session", ""))

    @property
    def parent_id(self) -> str:
        return str(self.parent.get("msg_id", ""))

    def with_content(self, content: dict[str, Any]) -> "Message":
        """The same message, saying something else."""
        return Message(self.identities, [*self.frames[:3], _packed(content)], self.buffers)

    def to(self, identities: list[bytes]) -> "Message":
        """The same message, for another receiver."""
        return Message(identities, self.frames, self.buffers)


class Wire:
    """Signs and checks, with the key of one connection file."""

    def __init__(self, key: str, session: str | None = None) -> None:
        self._key = key.encode()
        self.session = session or uuid.uuid4().hex

    def read(self, parts: list[bytes]) -> Message:
        """Reads a message from its frames; raises WireError when it is not one of ours."""
        try:
            start = parts.index(DELIMITER)
        except ValueError:
            raise WireError("no delimiter in the message") from None
        if len(parts) < start + 6:
            raise WireError(f"{len(parts) - start} frames, expected at least 6")
        message = Message(parts[:start], parts[start + 2 : start + 6], parts[start + 6 :])
        self._check(parts[start + 1], message)
        return message

    def _check(self, signature: bytes, message: Message) -> None:
        # Deno's kernel signs the buffers as well, which the protocol does not; both are proof enough
        whole = [*message.frames, *message.buffers]
        for signed in (message.frames, whole):
            if not self._key or hmac.compare_digest(signature, self._sign(signed)):
                return
        raise WireError("a signature that is not ours")

    def _sign(self, frames: list[bytes]) -> bytes:
        if not self._key:
            return b""
        digest = hmac.new(self._key, digestmod=hashlib.sha256)
        for frame in frames:
            digest.update(frame)
        return digest.hexdigest().encode()

    def write(self, message: Message) -> list[bytes]:
        """The frames of a message, signed as the protocol has it."""
        signature = self._sign(message.frames)
        return [*message.identities, DELIMITER, signature, *message.frames, *message.buffers]

    def make(self, kind: str, content: dict[str, Any], parent: dict[str, Any]) -> Message:
        """A message of our own, in answer to `parent`'s header."""
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "username": "kernel",
            "session": self.session,
            "date": datetime.now(timezone.utc).isoformat(),
            "version": PROTOCOL,
        }
        return Message([], [_packed(part) for part in (header, parent, {}, content)])
