"""Beside the cells: what a name means, and whether the types fit. Never in their way."""

import asyncio
import json
import os
import re
from collections.abc import Callable
from typing import Any

from .cells import Cell
from .documentation import Documentation, name_at
from .language_server import LanguageServer
from .project import ROOT
from .type_check import Module, warning

IMPORT = re.compile(r"^import\b[^;]*;", re.M)
HOVER_SECONDS = 4.0
PAUSE_SECONDS = 0.15  # cells that follow each other at once are checked together


class Helpers:
    """Knows the cells run so far; `show(cell, bundle)` adds to what a cell has shown."""

    def __init__(self, deno: str, show: Callable[[Cell, dict[str, Any]], None]) -> None:
        self._deno = deno
        self._show = show
        self._documentation = Documentation(deno)
        self._module = Module()
        self._starting: LanguageServer | None = None
        self._server: LanguageServer | None = None
        self._version = 0
        self._pause: asyncio.TimerHandle | None = None
        self._unchecked: dict[str, Cell] = {}

    async def warm(self) -> None:
        """Reads ahead what the notebook will import, while the learner reads its first lines."""
        self._documentation.warm()
        uri = (ROOT / f"cells-of-kernel-{os.getpid()}.ts").as_uri()
        try:
            self._starting = LanguageServer(self._deno, uri, self._on_diagnostics)
        except OSError as error:
            return print(f"kernel: types are not checked: {error}", flush=True)
        await self._starting.start(imports_ahead() + "\nexport {};\n")
        self._server = self._starting
        if self._unchecked:
            self._check()

    def forget(self) -> None:
        """Deno was started anew: no name is known any more."""
        self._module.clear()
        self._unchecked.clear()

    async def end(self) -> None:
        if self._starting is not None:
            self._starting.end()

    # types

    def cell_ended(self, cell: Cell) -> None:
        """Checks it with the others; a cell that is no TypeScript has been told so already."""
        if cell.silent or not cell.code.strip():
            return
        if cell.error is not None and cell.error["ename"] == "SyntaxError":
            return
        self._module.drop_failing()
        self._module.add(cell.id, cell.code)
        self._unchecked[cell.id] = cell
        if self._pause is not None:
            self._pause.cancel()
        self._pause = asyncio.get_running_loop().call_later(PAUSE_SECONDS, self._check)

    def _check(self) -> None:
        if self._server is not None:
            self._version = self._server.change(self._module.text())

    def _on_diagnostics(self, version: int, diagnostics: list[dict[str, Any]]) -> None:
        if version != self._version or not self._unchecked:
            return
        if self._module.make_room(diagnostics):
            return self._check()
        checked, self._unchecked = self._unchecked, {}
        for name, cell in checked.items():
            faults = self._module.faults(name, diagnostics)
            if faults:
                self._show(cell, warning(faults))

    # names

    async def inspect(self, code: str, place: int) -> dict[str, str] | None:
        """What is known of the name at a place: the library's page, or what its type says."""
        found = name_at(code, place)
        if found is None:
            return None
        name, start = found
        is_ours = not _is_property(code, start) or self._is_in_library(code, start)
        page = await self._documentation.page(name) if is_ours else None
        if page is None:
            page = await self._hover(code, start)
        if page is None:
            return None
        return {"text/markdown": page, "text/plain": page}

    def _is_in_library(self, code: str, start: int) -> bool:
        """Whether the name follows one under which a whole folder of the library was imported."""
        owner = re.search(r"([\w$]+)\.$", code[:start])
        whole = rf"import\s+\*\s+as\s+{re.escape(owner.group(1))}\s+from\s+[\"'](?:lib/|data)" if owner else None
        return whole is not None and re.search(whole, self._module.text(code)) is not None

    async def _hover(self, code: str, start: int) -> str | None:
        if self._server is None:
            return None
        before = code[:start]
        row = self._module.rows + before.count("\n")
        column = len(before) - (before.rfind("\n") + 1)
        self._server.change(self._module.text(code))
        try:
            return await asyncio.wait_for(self._server.hover(row, column), HOVER_SECONDS)
        except asyncio.TimeoutError:
            return None
        finally:
            self._check()


def _is_property(code: str, start: int) -> bool:
    return code[:start].endswith(".")


def imports_ahead() -> str:
    """The imports of the notebook that is being opened, where Jupyter says which one it is."""
    path = os.environ.get("JPY_SESSION_NAME", "")
    try:
        with open(path, encoding="utf8") as file:
            cells = json.load(file)["cells"]
        sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return "\n".join(found.group() for source in sources for found in IMPORT.finditer(source))
