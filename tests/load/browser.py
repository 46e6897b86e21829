"""A candidate's browser without the window: one connection, cookies, forms and the exam island's requests."""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from tests.load.hall import Seat
from tests.load.wire import HOST, Reply, Wire

ISLAND_ACCEPTS = "application/json"
PAGE_ACCEPTS = "text/html,application/xhtml+xml"


class Unexpected(Exception):
    """The server answered something else than it must."""


def head(method: str, path: str, port: int, cookies: str, **fields: str) -> bytes:
    """A request's head as browsers write it, without the empty line."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}:{port}", "User-Agent: tests.load", f"Cookie: {cookies}"]
    lines += ["Sec-Fetch-Site: same-origin", "Accept-Encoding: gzip, deflate", "Accept-Language: zh-CN,zh;q=0.9"]
    if method != "GET":
        lines.append(f"Origin: http://{HOST}:{port}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return ("\r\n".join(lines) + "\r\n").encode()


class Browser:
    """Asks one thing after another and keeps the cookies it is given."""

    def __init__(self, port: int, seat: Seat) -> None:
        self._port = port
        self._wire = Wire(port, blocking=True)
        self._cookies = {"zhixing": seat.cookie}

    def open(self, path: str, status: int = 200) -> Reply:
        """GET a page; raises Unexpected when the status is another."""
        return self._asked("GET", path, b"", status, Accept=PAGE_ACCEPTS)

    def submit(
        self, path: str, form: Mapping[str, str] | Sequence[tuple[str, str]], status: int = 303, **fields: str
    ) -> Reply:
        """POST a form, with further fields of the head such as HX_Request."""
        kind = {"Accept": PAGE_ACCEPTS, "Content_Type": "application/x-www-form-urlencoded", **fields}
        return self._asked("POST", path, urlencode(form).encode(), status, **kind)

    def post(self, path: str, value: object, token: str, status: int = 200) -> Any:
        """POST JSON as the exam island does; returns the JSON of the reply."""
        body = json.dumps(value, separators=(",", ":")).encode()
        fields = {"Accept": ISLAND_ACCEPTS, "Content_Type": "application/json", "X_CSRF_Token": token}
        return json.loads(self._asked("POST", path, body, status, **fields).body)

    def close(self) -> None:
        """Hang up."""
        self._wire.close()

    def _asked(self, method: str, path: str, body: bytes, status: int, **fields: str) -> Reply:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if method != "GET":
            fields["Content_Length"] = str(len(body))
        reply = self._wire.ask(head(method, path, self._port, cookies, **fields) + b"\r\n" + body)
        for cookie in reply.fields(b"set-cookie"):
            self._keep(cookie.decode())
        if reply.fields(b"content-encoding") == [b"gzip"]:
            reply = replace(reply, body=gzip.decompress(reply.body))
        if reply.status != status:
            raise Unexpected(f"{method} {path} answered {reply.status}: {reply.body[:300].decode(errors='replace')}")
        return reply

    def _keep(self, cookie: str) -> None:
        pair, _, attributes = cookie.partition(";")
        name, _, value = pair.partition("=")
        if "max-age=0" in attributes.lower().replace(" ", ""):
            self._cookies.pop(name.strip(), None)
        else:
            self._cookies[name.strip()] = value.strip()
