"""What a cell shows waits until it is heard: Deno's kernel drops what its connection cannot take at once,
and keeps the rest of a message that it could not send whole until there is another.

Whoever listens writes into a small file how much has come; the console in the kernel reads it there, and
goes on when all of it has. So at most a block is on its way, far less than the buffers of a connection
hold, however busy the machine is. Long texts go in pieces; a picture is followed by empty messages that
push it on.
"""

import json
import os
import struct
import tempfile
from typing import Any

BLOCK = 65_536  # UTF-16 units that may be on their way
PRINTS = 300  # and prints: each is a message of its own, with a kilobyte around it
PATIENCE = 20  # seconds without a word from the listener before a loss is believed

PUSH = "push"  # a message that says nothing

CONSOLE = """{
  const { Console, core } = Deno[Deno.internal];
  const file = Deno.openSync(%(path)s), counts = new BigUint64Array(2);
  const still = new Int32Array(new SharedArrayBuffer(4));
  let printed = 0, since = 0, lost = 0, shown = 0;
  const print = (text, level) => core.print(text, level > 1);
  const heard = (which) => {
    file.seekSync(0, Deno.SeekMode.Start);
    file.readSync(new Uint8Array(counts.buffer));
    return Number(counts[which]);
  };
  const drain = () => { // until all is heard; what has not moved for long will never come
    since = 0;
    let before = -1, moved = Date.now();
    for (let turn = 0, now; (now = heard(0)) < printed - lost; turn++) {
      if (turn > 20) Atomics.wait(still, 0, 0, 0.5);
      if (now !== before) before = now, moved = Date.now();
      else if (Date.now() - moved > %(patience)d * 1000) {
        const missing = printed - lost - now;
        lost += missing;
        return print(`[${missing} characters printed above did not arrive]\\n`, 2);
      }
    }
  };
  const pieceEnd = (text, start) => { // never between the halves of a pair
    const end = start + %(block)d;
    return end < text.length && (text.charCodeAt(end) & 0xfc00) === 0xdc00 ? end - 1 : end;
  };
  const pacing = new Console((text, level) => {
    for (let start = 0, end; start === 0 || start < text.length; start = end) {
      end = pieceEnd(text, start);
      const piece = text.slice(start, end);
      if (since >= %(prints)d || printed - lost - heard(0) + piece.length > %(block)d) drain();
      printed += piece.length;
      since++;
      print(piece, level);
    }
  });
  for (const [name, method] of Object.entries(pacing)) {
    if (typeof method === "function" && typeof console[name] === "function") console[name] = method;
  }
  const { broadcast } = Deno.jupyter;
  const arrived = async () => {
    const wanted = ++shown, start = Date.now();
    for (let turn = 0; heard(1) < wanted; turn++) {
      if (Date.now() - start > %(patience)d * 1000) {
        shown--;
        return print("[a picture or table above did not arrive]\\n", 2);
      }
      if (turn > 2) await broadcast(%(push)s, {});
      await new Promise((resolve) => setTimeout(resolve, turn < 20 ? 1 : 5));
    }
  };
  for (const name of ["broadcast", "display"]) {
    const show = Deno.jupyter[name];
    Deno.jupyter[name] = async (...args) => {
      drain();
      await show(...args);
      await arrived();
    };
  }
  globalThis[Symbol.for("elbo-to-sac.print")] = (text) => {
    drain();
    print(`${text} ${printed}\\n`, 0);
  };
}"""

# what Deno's kernel says of itself, and not on behalf of a broadcast
OWN = ("status", "execute_input", "execute_result", "error", PUSH)


class Heard:
    """Counts what has come, where the kernel's console can read it."""

    def __init__(self) -> None:
        descriptor, self.path = tempfile.mkstemp(prefix="deno-heard-")
        self._file = os.fdopen(descriptor, "r+b", buffering=0)
        self.count = self.shown = 0
        self._write()

    def console(self) -> str:
        """What the kernel runs before its first cell: a console that waits until it is heard."""
        numbers = {"block": BLOCK, "prints": PRINTS, "patience": PATIENCE, "push": json.dumps(PUSH)}
        return CONSOLE % {"path": json.dumps(self.path), **numbers}

    def take(self, kind: str, content: dict[str, Any]) -> None:
        """A message has come; streams are counted as JavaScript counts, in UTF-16."""
        if kind in OWN:
            return
        if kind == "stream":
            text = str(content.get("text", ""))
            self.count += len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
        else:
            self.shown += 1
        self._write()

    def _write(self) -> None:
        self._file.seek(0)
        self._file.write(struct.pack("<QQ", self.count, self.shown))

    def close(self) -> None:
        """Ends the count; the kernel is gone."""
        self._file.close()
        if os.path.exists(self.path):
            os.unlink(self.path)
