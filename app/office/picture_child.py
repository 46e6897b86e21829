"""A script, run apart: a photo in, the same picture out as a plain JPEG and as a thumbnail, with nothing else in it.

What a camera wrote beside the picture (place, time, device, comments) is left behind; how it was held is applied first.
"""

import json
import sys
from contextlib import suppress
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
QUALITIES = (85, 75, 65, 50)


def main() -> None:
    """Read, convert, write."""
    asked = json.loads(sys.stdin.buffer.readline())
    _limit(asked["memory"], asked["seconds"])
    try:
        line, bodies = converted(sys.stdin.buffer.read(), asked)
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError):
        line, bodies = {"code": "unreadable"}, []
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n" + b"".join(bodies))


def converted(content: bytes, asked: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """The line and the two pictures."""
    # Pillow's own limit is a warning; ours is below, and says how large the picture is.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(BytesIO(content), formats=FORMATS) as opened:
        # The head says how large the picture becomes; nothing is unpacked before that was looked at.
        if opened.width * opened.height > asked["pixels"]:
            return {"code": "pixels", "width": opened.width, "height": opened.height}, []
        opened.draft("RGB", (asked["side"], asked["side"]))
        upright = ImageOps.exif_transpose(opened)
        picture = _on_white(upright)
    picture.thumbnail((asked["side"], asked["side"]), Image.Resampling.LANCZOS)
    small = picture.copy()
    small.thumbnail((asked["thumb"], asked["thumb"]), Image.Resampling.LANCZOS)
    body, thumb = _jpeg(picture, asked["bytes"]), _jpeg(small, asked["bytes"])
    return {"width": picture.width, "height": picture.height, "sizes": [len(body), len(thumb)]}, [body, thumb]


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        white = Image.new("RGB", layered.size, "white")
        white.paste(layered, mask=layered.getchannel("A"))
        return white
    plain = picture.convert("RGB")
    plain.info = {}
    return plain


def _jpeg(picture: Image.Image, most: int) -> bytes:
    """The best of a few qualities that is not larger than `most` bytes, else the smallest."""
    body = b""
    for quality in QUALITIES:
        written = BytesIO()
        picture.save(written, "JPEG", quality=quality, optimize=True)
        body = written.getvalue()
        if len(body) <= most:
            break
    return body


def _limit(memory: int, seconds: int) -> None:
    # Windows has no such limits; there the wall clock of the parent remains.
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


if __name__ == "__main__":
    main()
