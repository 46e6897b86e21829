"""JSON for programs: the exam island and monitors, without what a page needs."""

from typing import Any

import msgspec
from litestar.types import ASGIApp, Receive, Scope, Send

_encode = msgspec.json.Encoder().encode


def json_reply(body: Any, status: int = 200, **headers: str) -> ASGIApp:
    """The value as JSON; an underscore in a header's name stands for a hyphen.

    It is an ASGI application and not a Litestar response: saving answers is the one path where that difference shows.
    """
    content = _encode(body)
    sent = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
    sent += [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]

    async def reply(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": status, "headers": sent})
        await send({"type": "http.response.body", "body": content, "more_body": False})

    return reply
