"""A cell's type errors: TypeScript's checker on the cells run so far, as one module.

Names of earlier cells are known. A cell that is run again takes the place of what it was, at the
end; where two cells declare the same name, the later one has it, as in the kernel.
"""

import html
import re
from dataclasses import dataclass
from typing import Any

DECLARED_TWICE = (2451, 2300, 2440, 2393, 2528)  # what the kernel allows and a module does not
NOT_FOR_CELLS = (7028, 1375, 1378)
FAILING = re.compile(r"^throw\b", re.M)  # what stands after it would count as never reached
MOST_SHOWN = 5


@dataclass
class Section:
    """A cell's part of the module."""

    cell: str
    text: str
    first: int = 0
    """Its first line in the module, from 0."""

    @property
    def rows(self) -> int:
        return self.text.count("\n") + 1


@dataclass(frozen=True)
class Fault:
    """A type error, at a line of the cell counted from 1."""

    line: int
    words: str


class Module:
    """The cells so far, as the checker sees them."""

    def __init__(self) -> None:
        self._sections: list[Section] = []
        self._renamed = 0

    def add(self, cell: str, code: str) -> None:
        self._sections = [each for each in self._sections if each.cell != cell]
        self._sections.append(Section(cell, code))

    def drop_failing(self) -> None:
        """Takes out, before another cell comes, what would hide all that follows it."""
        self._sections = [each for each in self._sections if not FAILING.search(each.text)]

    def clear(self) -> None:
        self._sections.clear()

    def text(self, extra: str = "") -> str:
        """The module; `extra` stands at its end."""
        row = 0
        for each in self._sections:
            each.first = row
            row += each.rows
        return "\n".join([*(each.text for each in self._sections), extra, "export {};\n"])

    @property
    def rows(self) -> int:
        return sum(each.rows for each in self._sections)

    def make_room(self, diagnostics: list[dict[str, Any]]) -> bool:
        """Gives a name declared twice to the later cell; whether anything changed."""
        twice = [each for each in diagnostics if each.get("code") in DECLARED_TWICE]
        owners = [(self._owner(each), each) for each in twice]
        found = [(section, each) for section, each in owners if section is not None]
        changed = False
        for section, each in sorted(found, key=lambda pair: _start(pair[1]), reverse=True):
            later = any(
                other is not section and other.first > section.first and _name(other, fault) == _name(section, each)
                for other, fault in found
            )
            if later:
                self._rename(section, each)
                changed = True
        return changed

    def _owner(self, diagnostic: dict[str, Any]) -> Section | None:
        row = diagnostic["range"]["start"]["line"]
        inside = (each for each in self._sections if each.first <= row < each.first + each.rows)
        return next(inside, None)

    def _rename(self, section: Section, diagnostic: dict[str, Any]) -> None:
        rows = section.text.split("\n")
        start, end = diagnostic["range"]["start"], diagnostic["range"]["end"]
        row = start["line"] - section.first
        old = rows[row]
        name = old[start["character"] : end["character"]]
        self._renamed += 1
        # an imported name is renamed as imports are
        alias = " as " if diagnostic.get("code") == 2440 or _is_imported(section.text, name) else ""
        fresh = f"{name}{alias}{'' if alias else '_'}earlier_{self._renamed}_"
        rows[row] = old[: start["character"]] + fresh + old[end["character"] :]
        section.text = "\n".join(rows)

    def faults(self, cell: str, diagnostics: list[dict[str, Any]]) -> list[Fault]:
        """The errors that lie in one cell."""
        section = next((each for each in self._sections if each.cell == cell), None)
        if section is None:
            return []
        wrong = [
            each for each in diagnostics
            if each.get("severity") == 1 and each.get("source") == "deno-ts"
            and each.get("code") not in (*DECLARED_TWICE, *NOT_FOR_CELLS)
            and self._owner(each) is section
        ]
        return [
            Fault(each["range"]["start"]["line"] - section.first + 1, plain(each["message"]))
            for each in wrong
        ]


def plain(message: str) -> str:
    """TypeScript's first line, without the places of files on this machine."""
    line = message.split("\n")[0]
    line = re.sub(r'typeof import\("[^"]*?/((?:lib|data)[^"]*?)(?:/mod)?(?:\.ts)?"[^)]*\)', r"\1", line)
    return re.sub(r'import\("[^"]*"[^)]*\)\.', "", line)


def _start(diagnostic: dict[str, Any]) -> tuple[int, int]:
    start = diagnostic["range"]["start"]
    return start["line"], start["character"]


def _name(section: Section, diagnostic: dict[str, Any]) -> str:
    start, end = diagnostic["range"]["start"], diagnostic["range"]["end"]
    row = section.text.split("\n")[start["line"] - section.first]
    return row[start["character"] : end["character"]]


def _is_imported(text: str, name: str) -> bool:
    return re.search(rf"^\s*import\b[^;]*\b{re.escape(name)}\b", text, re.M) is not None


def warning(faults: list[Fault]) -> dict[str, str]:
    """What is shown below the cell."""
    lines = [f"line {each.line}: {each.words}" for each in faults[:MOST_SHOWN]]
    if len(faults) > MOST_SHOWN:
        lines.append(f"and {len(faults) - MOST_SHOWN} more")
    items = "<br>".join(html.escape(line) for line in lines)
    style = (
        "border-left: 4px solid #b58900; padding: 2px 8px; "
        "font-family: var(--jp-code-font-family, monospace); font-size: var(--jp-code-font-size, 13px)"
    )
    return {
        "text/html": f'<div style="{style}">The types do not fit:<br>{items}</div>',
        "text/plain": "The types do not fit:\n" + "\n".join(f"  {line}" for line in lines),
    }
