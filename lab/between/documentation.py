"""The library's docstrings, by name: what Shift-Tab shows, and what `help(elbo)` prints."""

import asyncio
import json
import re
import subprocess

from .leash import on_leash
from .project import ROOT

WORD = re.compile(r"[\w$]+")


class Documentation:
    """Reads the library's documentation once, in the background."""

    def __init__(self, deno: str) -> None:
        self._deno = deno
        self._pages: asyncio.Future[dict[str, str]] | None = None

    def warm(self) -> "asyncio.Future[dict[str, str]]":
        """Starts to read, if it has not been started."""
        if self._pages is None:
            self._pages = asyncio.ensure_future(asyncio.to_thread(self._read))
        return self._pages

    async def page(self, name: str) -> str | None:
        """The page about a name that the library exports, as markdown."""
        return (await self.warm()).get(name)

    def _read(self) -> dict[str, str]:
        script = str(ROOT / "tools" / "kernel" / "documentation.ts")
        argv = [self._deno, "run", "--quiet", "--allow-all", script]
        whole = subprocess.run(argv, capture_output=True, stdin=subprocess.DEVNULL, **on_leash())
        try:
            return dict(json.loads(whole.stdout))
        except ValueError:
            return {}


def name_at(code: str, place: int) -> tuple[str, int] | None:
    """The name at the cursor, or the one whose brackets it stands in; and where it begins."""
    for word in WORD.finditer(code):
        if word.start() <= place <= word.end():
            return word.group(), word.start()
    depth = 0
    for index in range(min(place, len(code)) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(code[index], 0)
        if depth < 0:
            called = re.search(r"[\w$]+$", code[:index])
            return (called.group(), called.start()) if called else None
    return None
