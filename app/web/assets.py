"""Static files: read once, named by their content, compressed once, kept by the browser for a year."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from litestar import Request, Response
from litestar.params import FromPath

from app.actor import May
from app.refusals import Missing
from app.settings import PROJECT
from app.web.door import get

STATIC = PROJECT / "static"
TEXT = {".css", ".js", ".svg", ".txt", ".json"}
TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file of `static/` in memory, `packed` when compression helps."""

    kind: str
    version: str
    body: bytes
    packed: bytes | None


def asset(name: str) -> Asset | None:
    """The file `static/<name>`, or None when there is none inside that folder."""
    return _read(name) if name in _names() else None


@cache
def _names() -> frozenset[str]:
    # Looked up, never tried: whatever stands in an address, only these files are ever opened or remembered.
    return frozenset(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file())


@cache
def _read(name: str) -> Asset:
    path = STATIC / name
    body = path.read_bytes()
    text = path.suffix in TEXT
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(
        # The framework says the charset of text/… by itself.
        kind=f"{kind}; charset=utf-8" if text and not kind.startswith("text/") else kind,
        version=hashlib.sha256(body).hexdigest()[:12],
        body=body,
        packed=gzip.compress(body, 9, mtime=0) if text else None,
    )


def address(name: str) -> str:
    """The address of `static/<name>` with its version, so that it may be kept for a year."""
    found = asset(name)
    if found is None:
        raise FileNotFoundError(f"static/{name}")
    return f"/static/{name}?v={found.version}"


@get("/static/{name:path}", may=May.ANYONE)
async def show(request: Request[Any, Any, Any], name: FromPath[Path]) -> Response[bytes]:
    """One static file."""
    file = asset(str(name).lstrip("/"))
    if file is None:
        raise Missing
    headers = {
        "etag": f'"{file.version}"',
        "cache-control": "public, max-age=31536000, immutable",
        "vary": "Accept-Encoding",
    }
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(b"", status_code=304, headers=headers, media_type=file.kind)
    if file.packed and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.packed, headers={**headers, "content-encoding": "gzip"}, media_type=file.kind)
    return Response(file.body, headers=headers, media_type=file.kind)
