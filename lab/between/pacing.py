"""Prints wait until they are heard: Deno's kernel drops what its connection cannot take at once.

Whoever listens writes into a small file how much of what was printed has come; the console in the kernel
reads it there, and prints on when all of it has. So at most a block is on its way, far less than the
buffers of a connection hold, however busy the machine is.
"""

import json
import os
import struct
import tempfile
from typing import Any

BLOCK = 65_536  # UTF-16 units that may be on their way
PRINTS = 300  # and prints: each is a message of its own, with a kilobyte around it
PATIENCE = 20  # seconds without a word from the listener before a loss is believed

CONSOLE = """{
  const heardFile = Deno.openSync(%(path)s), bytes = new BigUint64Array(1);
  const { Console, core } = Deno[Deno.internal];
  const still = new Int32Array(new SharedArrayBuffer(4));
  let printed = 0, since = 0, lost = 0;
  const print = (text, level) => core.print(text, level > 1);
  const heard = () => {
    heardFile.seekSync(0, Deno.SeekMode.Start);
    heardFile.readSync(new Uint8Array(bytes.buffer));
    return Number(bytes[0]);
  };
  const drain = () => { // until all is heard; what has not moved for long will never come
    since = 0;
    let before = -1, moved = Date.now();
    for (let turn = 0, now; (now = heard()) < printed - lost; turn++) {
      if (turn > 20) Atomics.wait(still, 0, 0, 0.5);
      if (now !== before) before = now, moved = Date.now();
      else if (Date.now() - moved > %(patience)d * 1000) {
        const missing = printed - lost - now;
        lost += missing;
        return print(`[${missing} characters printed above did not arrive]\\n`, 2);
      }
    }
  };
  const pacing = new Console((text, level) => {
    if (since >= %(prints)d || printed - lost - heard() + text.length > %(block)d) drain();
    printed += text.length;
    since++;
    print(text, level);
  });
  for (const [name, method] of Object.entries(pacing)) {
    if (typeof method === "function" && typeof console[name] === "function") console[name] = method;
  }
  globalThis[Symbol.for("elbo-to-sac.print")] = (text) => {
    drain();
    print(`${text} ${printed}\\n`, 0);
  };
}"""


class Heard:
    """Counts what has come, where the kernel's console can read it."""

    def __init__(self) -> None:
        descriptor, self.path = tempfile.mkstemp(prefix="deno-heard-")
        self._file = os.fdopen(descriptor, "r+b", buffering=0)
        self.count = 0
        self._write()

    def console(self) -> str:
        """What the kernel runs before its first cell: a console that waits until it is heard."""
        numbers = {"block": BLOCK, "prints": PRINTS, "patience": PATIENCE}
        return CONSOLE % {"path": json.dumps(self.path), **numbers}

    def take(self, kind: str, content: dict[str, Any]) -> None:
        """A message has come; streams are counted as JavaScript counts, in UTF-16."""
        if kind != "stream":
            return
        text = str(content.get("text", ""))
        self.count += len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
        self._write()

    def _write(self) -> None:
        self._file.seek(0)
        self._file.write(struct.pack("<Q", self.count))

    def close(self) -> None:
        """Ends the count; the kernel is gone."""
        self._file.close()
        if os.path.exists(self.path):
            os.unlink(self.path)
