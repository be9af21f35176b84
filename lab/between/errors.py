"""Errors as a learner can use them: once, with the cell's own lines and no others.

Deno runs what its compiler makes of a cell, so its traces count that text's lines, and name every
function of the library on the way. `tools/kernel/original_lines.ts` leads back to the cell's.
"""

import asyncio
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .project import ROOT

FRAME = re.compile(r"^\s*at (?:(?P<name>.+?) \()?<anonymous>:(?P<line>\d+):(?P<column>\d+)\)?$")
SYNTAX = re.compile(r"^SyntaxError: (?P<words>.*?)\n(?P<excerpt>.*)\n\s+at file:///repl", re.S)
MISSING = re.compile(r"^(?P<name>[\w$]+) is not defined$")
PREFIX_COLUMNS = 21  # Deno puts `"use strict"; void 0;` before the first line
WITHOUT_PLACE = ("StoppedError", "NotYetError", "UnfinishedError")  # the words say all; where it stood is no help
MAPPER_SECONDS = 10


@dataclass(frozen=True)
class Ran:
    """A cell that was run, as errors refer to it."""

    count: int
    code: str
    failed: bool = False
    """It was stopped, or ended in an error: what it declares may be missing."""


@dataclass(frozen=True)
class Frame:
    """A line of a trace that lies in some cell, in the compiler's count."""

    name: str
    line: int
    column: int


async def readable(error: dict[str, Any], cells: Sequence[Ran], deno: str) -> dict[str, Any]:
    """What to show instead of Deno's error. `cells`: those run so far, the failing one last."""
    name, words = str(error.get("ename", "Error")), str(error.get("evalue", ""))
    syntax = SYNTAX.match(words)
    if syntax is not None:
        said = syntax["words"]
        return _error("SyntaxError", said, [f"SyntaxError: {said}", syntax["excerpt"].rstrip()])
    if name == "Unknown error":  # something was thrown that is no error
        return _error("Thrown", words, [f"Thrown: {words}"])
    title = f"{name}: {words}" if words else name
    title += _hint(words, cells)
    if name in WITHOUT_PLACE:
        return _error(name, words, [title])
    trace = "\n".join(error.get("traceback", [])).split("\n")
    frames = [each for line in trace if (each := frame_of(line))]
    places = await _places(frames, cells, deno) if frames else []
    return _error(name, words, [title, *places])


def _hint(words: str, cells: Sequence[Ran]) -> str:
    """Where a missing name should have come from, when that cell did not reach its end."""
    missing = MISSING.match(words)
    if missing is None:
        return ""
    declares = declaration_of(missing["name"])
    maker = next((each for each in reversed(cells[:-1]) if declares.search(each.code)), None)
    if maker is None or not maker.failed:
        return ""
    return f"\n    {missing['name']} is made in cell [{maker.count}], which did not reach its end: run that again"


def declaration_of(name: str) -> "re.Pattern[str]":
    """Finds where a cell declares a name, in the ways that are common."""
    plain = rf"\b(?:function\*?|const|let|var|class)\s+{re.escape(name)}\b"
    unpacked = rf"\b(?:const|let|var)\s*[\[{{][^=]*\b{re.escape(name)}\b[^=]*[\]}}]\s*="
    return re.compile(f"{plain}|{unpacked}")


def _error(name: str, words: str, trace: list[str]) -> dict[str, Any]:
    return {"ename": name, "evalue": words, "traceback": trace}


def frame_of(line: str) -> Frame | None:
    """Reads a line of Deno's trace; `None` when it lies in no cell."""
    match = FRAME.match(line)
    if match is None:
        return None
    row, column = int(match["line"]), int(match["column"])
    if row == 1:
        column = max(1, column - PREFIX_COLUMNS)
    return Frame(match["name"] or "", row, column)


async def _places(frames: list[Frame], cells: Sequence[Ran], deno: str) -> list[str]:
    owners = [_owner(frame, cells) for frame in frames]
    lines = await original_lines(
        [(owner.code, frame.line, frame.column) for frame, owner in zip(frames, owners)], deno
    )
    last = cells[-1]
    return [
        _place(frame, owner, line, owner is last)
        for frame, owner, line in zip(frames, owners, lines)
        if line is not None
    ]


def _owner(frame: Frame, cells: Sequence[Ran]) -> Ran:
    """The trace does not name the cell; a named function stands in the last one that declares it."""
    name = frame.name.removeprefix("async ").removeprefix("new ").split(".")[0]
    if name in ("", "<anonymous>", "eval"):
        return cells[-1]
    declares = declaration_of(name)
    return next((each for each in reversed(cells) if declares.search(each.code)), cells[-1])


def _place(frame: Frame, owner: Ran, line: int, is_own: bool) -> str:
    rows = owner.code.split("\n")
    text = rows[line - 1].strip() if line <= len(rows) else ""
    where = f"line {line}" if is_own else f"line {line} of cell [{owner.count}]"
    inside = f", in {frame.name}" if frame.name and frame.name != "<anonymous>" else ""
    return f"    at {where}{inside}: {text}"


async def original_lines(asked: list[tuple[str, int, int]], deno: str) -> list[int | None]:
    """The cell's own line for each place; `None` where it cannot be told."""
    script = str(ROOT / "tools" / "kernel" / "original_lines.ts")
    arguments = ["run", "--quiet", "--allow-read", "--allow-env", script]
    try:
        said = await asyncio.wait_for(
            asyncio.to_thread(_run, [deno, *arguments], json.dumps(asked)), MAPPER_SECONDS
        )
        return list(json.loads(said))
    except (OSError, ValueError, TimeoutError, asyncio.TimeoutError):
        return [None] * len(asked)


def _run(argv: list[str], text: str) -> str:
    import subprocess

    from .leash import on_leash

    whole = subprocess.run(
        argv, input=text.encode(), capture_output=True, timeout=MAPPER_SECONDS, **on_leash()
    )
    return whole.stdout.decode()
