"""Handing a file out as a download that keeps its Chinese name in every browser."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from litestar import Response

LONGEST_NAME = 80
"""Characters; in UTF-8 with the ending still below the 255 bytes a file name may have."""
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+')
# A full-width bracket is as wide as two letters and has its space inside.
STRAY_SPACE = re.compile(r"(?<=[）】》」』”]) +| +(?=[（【《「『“])")
RFC_8187_SAFE = "!#$&+^`|"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its ending without the dot, and its media type."""

    ending: str
    media_type: str


XLSX = FileKind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
JPEG = FileKind("jpg", "image/jpeg")
PDF = FileKind("pdf", "application/pdf")
DOCX = FileKind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


def download(name: str, kind: FileKind, body: bytes) -> Response[bytes]:
    """The file as an answer that is saved, never shown, and not kept by anything between.

    Args:
        name: without its ending, such as 试卷与答案; what no file system takes is replaced by `_`.
    """
    headers = {
        "content-disposition": disposition(name, kind),
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
    }
    return Response(body, headers=headers, media_type=kind.media_type)


def disposition(name: str, kind: FileKind) -> str:
    """`attachment` with the name twice: in ASCII for old readers, in UTF-8 (RFC 6266, RFC 8187) for the others."""
    clean = STRAY_SPACE.sub("", FORBIDDEN.sub("_", name))[:LONGEST_NAME].strip(" .") or "file"
    ascii_name = re.sub(r"[^A-Za-z0-9._ -]+", "_", clean).strip(" _.") or "file"
    encoded = quote(f"{clean}.{kind.ending}", safe=RFC_8187_SAFE)
    return f"attachment; filename=\"{ascii_name}.{kind.ending}\"; filename*=UTF-8''{encoded}"
