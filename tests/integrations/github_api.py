"""A stand-in for the comments of GitHub's REST API: https://docs.github.com/en/rest/issues/comments"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Thread7:
    """The comments of pull request 7 in shop/infra, and who may write them."""

    comments: list[dict[str, Any]] = field(default_factory=list)
    allowed: bool = True
    url: str = ""

    def add(self, body: str, kind: str = "Bot") -> dict[str, Any]:
        self.comments.append({"id": len(self.comments) + 1, "body": body, "user": {"type": kind}})
        return self.comments[-1]


class _Handler(BaseHTTPRequestHandler):
    thread: Thread7

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        assert address.path == "/repos/shop/infra/issues/7/comments"
        asked = {name: int(values[0]) for name, values in parse_qs(address.query).items()}
        start = (asked["page"] - 1) * asked["per_page"]
        self._answer(200, self.thread.comments[start : start + asked["per_page"]])

    def do_POST(self) -> None:
        assert self.path == "/repos/shop/infra/issues/7/comments"
        body = self._body()
        self._answer(201, self.thread.add(body)) if self.thread.allowed else self._answer(403, {})

    def do_PATCH(self) -> None:
        one = self.thread.comments[int(self.path.removeprefix("/repos/shop/infra/issues/comments/")) - 1]
        one["body"] = self._body()
        self._answer(200, one)

    def _body(self) -> str:
        assert self.headers["Authorization"] == "Bearer the workflow's token"
        return str(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"])

    def _answer(self, code: int, content: object) -> None:
        self.send_response(code)
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *args: object) -> None:
        """Keep the test's output for the test."""


@contextmanager
def served() -> Iterator[Thread7]:
    thread = Thread7()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"thread": thread}))
    thread.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield thread
    finally:
        server.shutdown()
        server.server_close()
