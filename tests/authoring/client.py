"""A client of the language server: the protocol as an editor speaks it, to a real process over its pipes."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

PATIENCE = 60
"""Seconds after which an answer is taken to be lost."""


class Client:
    """One server and the texts that are open there."""

    def __init__(self, folder: Path, env: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", "svcnorm", "--lang", "en", "lsp"],
            cwd=folder,
            env={**os.environ, **(env or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._heard: queue.Queue[dict[str, Any]] = queue.Queue()
        self._kept: list[dict[str, Any]] = []
        self._number = 0
        self._versions: dict[str, int] = {}
        threading.Thread(target=self._listen, daemon=True).start()
        root = folder.as_uri()
        self.capabilities = self.ask("initialize", {"processId": None, "rootUri": root, "capabilities": {}})
        self.tell("initialized", {})

    def ask(self, method: str, params: Any) -> Any:
        """The answer to a request."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        answer = self._wait(lambda heard: heard.get("id") == number and "method" not in heard)
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method: str, params: Any) -> None:
        """A notification."""
        self._send({"method": method, "params": params})

    def open(self, name: str, text: str) -> list[dict[str, Any]]:
        """Open a text, which lies on disk, too; what is wrong in it."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self._versions[name] = 1
        self.tell(
            "textDocument/didOpen",
            {"textDocument": {"uri": self.uri(name), "languageId": "yaml", "version": 1, "text": text}},
        )
        return self.diagnostics(name)

    def change(self, name: str, text: str) -> list[dict[str, Any]]:
        """Type another text; what is wrong in it."""
        self.type(name, text)
        return self.diagnostics(name)

    def type(self, name: str, text: str) -> None:
        """Type another text without waiting."""
        self._versions[name] += 1
        document = {"uri": self.uri(name), "version": self._versions[name]}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def close(self, name: str) -> None:
        """Close a text."""
        self.tell("textDocument/didClose", {"textDocument": {"uri": self.uri(name)}})

    def diagnostics(self, name: str, version: int | None = None) -> list[dict[str, Any]]:
        """What is said of the text as it is now."""
        wanted = (self.uri(name), self._versions[name] if version is None else version)
        told = self._wait(
            lambda heard: (
                heard.get("method") == "textDocument/publishDiagnostics"
                and (heard["params"]["uri"], heard["params"].get("version")) == wanted
            )
        )
        found: list[dict[str, Any]] = told["params"]["diagnostics"]
        return found

    def at(self, method: str, name: str, line: int, character: int) -> Any:
        """What `method` says of a place."""
        position = {"line": line, "character": character}
        return self.ask(method, {"textDocument": {"uri": self.uri(name)}, "position": position})

    def fixes(self, name: str, diagnostic: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The quick fixes of one complaint."""
        params = {"textDocument": {"uri": self.uri(name)}, "range": diagnostic["range"]}
        found: list[dict[str, Any]] = self.ask("textDocument/codeAction", {**params, "context": {"diagnostics": []}})
        return found

    def uri(self, name: str) -> str:
        """The address of a file."""
        return (self.folder / name).resolve().as_uri()

    def end(self) -> int:
        """Say good-bye; the exit code."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self._process.wait(PATIENCE)

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait(PATIENCE)

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _listen(self) -> None:
        out = self._process.stdout
        assert out is not None
        while head := out.readline():
            length = 0
            while head.strip():
                name, _, value = head.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                head = out.readline()
            self._heard.put(json.loads(out.read(length)))

    def _wait(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        for heard in self._kept:
            if wanted(heard):
                self._kept.remove(heard)
                return heard
        while True:
            heard = self._heard.get(timeout=PATIENCE)
            if wanted(heard):
                return heard
            self._kept.append(heard)


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """A text with edits made to it, counted in UTF-16 as the protocol does."""
    lines = text.splitlines(keepends=True) + [""]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.encode("utf-16-le")) // 2)
    data = text.encode("utf-16-le")
    for edit in sorted(edits, key=lambda each: -each["range"]["start"]["line"]):
        first, last = (starts[edit["range"][e]["line"]] + edit["range"][e]["character"] for e in ("start", "end"))
        data = data[: 2 * first] + edit["newText"].encode("utf-16-le") + data[2 * last :]
    return data.decode("utf-16-le")
