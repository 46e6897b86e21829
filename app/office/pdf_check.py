"""A PDF is kept as it came and never parsed here; one that could do something on opening is not let in."""

import re
import zlib
from collections.abc import Iterator

from app.locale import _

DOES_SOMETHING = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
NAME_END = rb"(?![A-Za-z0-9])"
ACTIONS = re.compile(b"|".join(re.escape(name) + NAME_END for name in DOES_SOMETHING))
ENCRYPTED = re.compile(rb"/Encrypt" + NAME_END)
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
PACKED = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
MOST_UNPACKED = 30 * 1024 * 1024


def why_not_pdf(called: str, content: bytes) -> str:
    """Why this PDF is not let in, as a sentence; empty when it is.

    Names can be written with escapes (`/J#61vaScript`) and hidden in packed object streams, so both are undone first.
    """
    if b"%%EOF" not in content[-2048:]:
        return _("“%(file)s”这个 PDF 不完整，重新下载或另存一次再传", file=called)
    if ENCRYPTED.search(content):
        return _("“%(file)s”这个 PDF 加了密码或限制，看不出里面有什么：打印成新的 PDF 再传，或拍照上传", file=called)
    for part in (content, *_unpacked(content)):
        if ACTIONS.search(ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), part)):
            return _("“%(file)s”这个 PDF 里有脚本或附件，没有收下：打印成新的 PDF 再传，或拍照上传", file=called)
    return ""


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What the packed object streams hold, up to a limit over all of them."""
    left = MOST_UNPACKED
    for found in PACKED.finditer(content):
        if left <= 0:
            return
        try:
            end = content.find(b"endstream", found.end())
            part = zlib.decompressobj().decompress(content[found.end() : end if end >= 0 else None], left)
        except zlib.error:
            continue
        left -= len(part)
        yield part
