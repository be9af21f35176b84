"""TypeScript's own checker, kept warm: `deno lsp`, over its standard input and output."""

import asyncio
import json
import os
import subprocess
import threading
from collections.abc import Callable
from typing import Any

from .leash import on_leash, release
from .project import ROOT

NICE = 10  # the learner's cells come first


class LanguageServer:
    """One document, one server: what is in it, what is wrong with it, what a name means."""

    def __init__(self, deno: str, uri: str, on_diagnostics: Callable[[int, list[dict]], None]) -> None:
        self._uri = uri
        self._on_diagnostics = on_diagnostics
        self._loop = asyncio.get_running_loop()
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._count = 0
        self._version = 0
        self._process = subprocess.Popen(
            [deno, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "NO_COLOR": "1"}, **on_leash(),
        )
        self._guard = release(self._process.pid)
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, NICE)
        threading.Thread(target=self._read, daemon=True).start()

    async def start(self, text: str) -> None:
        """Greets the server and opens the document."""
        root = ROOT.as_uri()
        settings = {"enable": True, "lint": False}
        await self.ask("initialize", {
            "processId": os.getpid(),
            "rootUri": root,
            "workspaceFolders": [{"uri": root, "name": ROOT.name}],
            "initializationOptions": settings,
            "capabilities": {
                "textDocument": {
                    "publishDiagnostics": {"versionSupport": True},
                    "hover": {"contentFormat": ["markdown"]},
                },
                "workspace": {"configuration": True},
            },
        })
        self._send({"method": "initialized", "params": {}})
        document = {"uri": self._uri, "languageId": "typescript", "version": 0, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def change(self, text: str) -> int:
        """Puts another text in the document's place; the version that it has."""
        self._version += 1
        document = {"uri": self._uri, "version": self._version}
        changes = {"textDocument": document, "contentChanges": [{"text": text}]}
        self._send({"method": "textDocument/didChange", "params": changes})
        return self._version

    async def hover(self, line: int, column: int) -> str | None:
        """What is known of the name at a place, as markdown."""
        place = {"line": line, "character": column}
        asked = {"textDocument": {"uri": self._uri}, "position": place}
        answer = await self.ask("textDocument/hover", asked)
        contents = (answer or {}).get("contents") or {}
        return contents.get("value") if isinstance(contents, dict) else None

    async def ask(self, method: str, params: dict[str, Any]) -> Any:
        self._count += 1
        self._answers[self._count] = future = self._loop.create_future()
        self._send({"id": self._count, "method": method, "params": params})
        return await future

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        if self._guard is not None:
            self._guard.kill()
            self._guard.wait()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        pipe = self._process.stdin
        assert pipe is not None
        try:
            pipe.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            pipe.flush()
        except (BrokenPipeError, ValueError):
            pass  # it is gone: no warnings, and nothing else is lost

    def _read(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        length = 0
        while line := pipe.readline():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
            elif line == b"\r\n":
                message = json.loads(pipe.read(length))
                if not self._loop.is_closed():
                    self._loop.call_soon_threadsafe(self._take, message)

    def _take(self, message: dict[str, Any]) -> None:
        method = message.get("method")
        if method is None:
            future = self._answers.pop(message["id"], None)
            if future is not None and not future.done():
                future.set_result(message.get("result"))
        elif method == "textDocument/publishDiagnostics":
            told = message["params"]
            if told.get("version") is not None and told["uri"] == self._uri:
                self._on_diagnostics(told["version"], told["diagnostics"])
        elif "id" in message:
            wanted = message["params"].get("items", []) if method == "workspace/configuration" else []
            settings = [{"enable": True, "lint": False} for _ in wanted]
            self._send({"id": message["id"], "result": settings or None})
