"""A small server that keeps the contract of docs/exam-island.md, and can be told to misbehave."""

import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from quizzes.attempts import fingerprint
from tests.journeys.island.paper import page, result

STATIC = Path(__file__).parents[3] / "static"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
Reply = tuple[int, dict[str, Any], dict[str, str]]


@dataclass
class Sitting:
    """One attempt on the server: its log of answers, its writer, its time.

    `fault` is asked before each save and may return a reply to give instead; `losing` commits and then loses the reply.
    """

    key: str = field(default_factory=lambda: secrets.token_hex(8))
    writer: str = field(default_factory=lambda: secrets.token_hex(8))
    given_out: bool = False
    csrf: str = "first"
    log: dict[tuple[int, int], Any] = field(default_factory=dict)
    batches: list[dict[str, Any]] = field(default_factory=list)
    poison: set[int] = field(default_factory=set)
    fault: Callable[[], Reply | None] = lambda: None
    losing: bool = False
    state: str = "answering"
    deadline_ms: int = 3_600_000
    receipt: str = ""
    hand_ins: int = 0
    late: list[dict[str, Any]] = field(default_factory=list)
    html: str = ""
    posted: list[str] = field(default_factory=list)

    def current(self) -> dict[int, tuple[int, Any]]:
        """Question to (revision, value): the highest revision stands."""
        return {question: (revision, value) for (question, revision), value in sorted(self.log.items())}

    def saved(self) -> dict[str, Any]:
        return {str(q): {"revision": r, "value": v} for q, (r, v) in self.current().items()}

    def save(self, body: dict[str, Any]) -> Reply:
        self.batches.append(body)
        if reply := self.fault():
            return reply
        if any(answer["question"] in self.poison for answer in body["answers"]):
            return 422, {"code": "bad", "said": "这个答案存不下"}, {}
        if self.state != "answering":
            # Kept once, as the contract says: a page that is being closed may send what the next one sends again.
            self.late += [answer for answer in body["answers"] if answer not in self.late]
            return 409, {"code": self.state, "said": "已经收卷"}, {}
        if body["writer"] != self.writer:
            return 409, {"code": "not_writer", "said": "正在另一处作答"}, {}
        acks, refused = [], []
        for answer in body["answers"]:
            spot = (answer["question"], answer["revision"])
            stands = max((revision for question, revision in self.log if question == spot[0]), default=0)
            if spot[1] > stands:
                self.log[spot] = answer["value"]
            stood = self.log.get(spot, self) == answer["value"]
            told = {"question": spot[0], "revision": spot[1] if stood else stands}
            (acks if stood else refused).append(told if stood else {**told, "code": "superseded", "said": "同号"})
        told = {"acks": acks, "refused": refused, "server_time": "2026-11-23T06:32:08Z", "state": self.state}
        return 200, {**told, "remaining_ms": self.deadline_ms}, {}

    def claim(self) -> Reply:
        self.writer = secrets.token_hex(8)
        return 200, {"writer": self.writer, "answers": self.saved()}, {}

    def hand_in(self, body: dict[str, Any]) -> Reply:
        self.hand_ins += 1
        held = {question: revision for question, (revision, _) in self.current().items()}
        if body["writer"] != self.writer:
            return 409, {"code": "not_writer", "said": "正在另一处作答"}, {}
        if (body["count"], body["fingerprint"]) != (len(held), fingerprint(held)):
            return (
                409,
                {"code": "mismatch", "missing": [question for question in range(1, 6) if question not in held]},
                {},
            )
        self.state, self.receipt = "handed_in", "7F3K-29QD"
        return 200, {"receipt_url": "/result"}, {}


class Handler(BaseHTTPRequestHandler):
    server: "FakeServer"

    def log_message(self, format: str, *args: object) -> None:
        """Silence: a failing test tells enough."""

    def do_GET(self) -> None:
        sitting = self.server.sitting
        path = self.path.partition("?")[0]
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            return self.answer(200, file.read_bytes(), KINDS[file.suffix])
        if path == "/save":
            return self.reply((200, {"csrf": sitting.csrf}, {}))
        if path == "/result":
            return self.answer(200, result(sitting).encode())
        if path == "/page":
            return self.answer(200, sitting.html.encode())
        body = page(sitting, readonly=sitting.given_out, theme=self.path.partition("?")[2])
        sitting.given_out = True
        return self.answer(200, body.encode())

    def do_POST(self) -> None:
        sitting = self.server.sitting
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/form":
            sitting.posted.append(sent.decode())
            time.sleep(0.3)
            return self.answer(200, b"<!doctype html><title>done</title>")
        body = json.loads(sent)
        if self.headers["X-CSRF-Token"] != sitting.csrf:
            return self.reply((403, {"code": "csrf"}, {}))
        with self.server.lock:
            deeds = {"/save": sitting.save, "/claim": lambda _: sitting.claim(), "/hand-in": sitting.hand_in}
            reply = deeds[self.path](body)
        if sitting.losing or reply[0] == 0:
            return self.connection.close()
        return self.reply(reply)

    def reply(self, reply: Reply) -> None:
        status, body, headers = reply
        self.answer(status, json.dumps(body).encode(), "application/json", status, headers)

    def answer(
        self, status: int, body: bytes, kind: str = "text/html", _: int = 0, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        sent = {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Security-Policy": POLICY,
            "Cache-Control": "no-store",
        }
        for name, value in {**sent, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class FakeServer(ThreadingHTTPServer):
    """Serves one sitting at a time on a free port of the loopback."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.sitting = Sitting()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that we or the browser closed in mid-air is part of the tests."""
