"""The gate: what may be uploaded. Size, then the first bytes, then what the kind asks for; only then is anything parsed.

    admitted = await admit("签到表.jpg", content, EVIDENCE)     # photos come out as plain JPEG, ≤ 2048 px, without EXIF
    table = await read_table(content, "报名.xlsx")              # app/office/reading.py; passes the gate itself

Whatever is not let in raises `Unfit`, a `Refused` (409) whose one sentence names the file and says how to mend it.

Source: the import gate's limits (10 MB; 500 entries, 60 MB unpacked, 40 MB each, ratio 100; 40 million pixels) are our own.
"""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from app.locale import _
from app.office.apart import Broke, Unfit, apart
from app.office.files import JPEG, PDF, XLSX, FileKind
from app.office.pdf_check import why_not_pdf
from app.office.zip_check import why_not_workbook

MEGABYTE = 1024 * 1024
LARGEST_BYTES = 10 * MEGABYTE
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2048
THUMB_SIDE = 320
PHOTO_BYTES = 600 * 1024
"""A photo is written in the best quality that stays below; a sign-in sheet of 2048 px usually needs half."""
LONGEST_NAME = 80


class Sort(StrEnum):
    """What can come in."""

    PHOTO = "photo"
    PDF = "pdf"
    WORKBOOK = "workbook"


EVIDENCE = frozenset({Sort.PHOTO, Sort.PDF})
"""What may prove something."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file as it may be kept.

    Attributes:
        name: what it was called, without folders, at most 80 characters.
        thumb: a small JPEG of a photo; empty for others.
        width, height: of a photo in pixels; 0 for others.
    """

    name: str
    kind: FileKind
    body: bytes
    thumb: bytes = b""
    width: int = 0
    height: int = 0


async def admit(name: str, content: bytes, sorts: Collection[Sort]) -> Admitted:
    """Look at a file and make it fit to be kept.

    Args:
        name: as the browser sent it; nothing is concluded from its ending.
        sorts: what this place takes.

    Raises:
        Unfit: too large, empty, of another kind than this place takes, or not fit inside.
    """
    called = shown_name(name)
    sort = checked_sort(called, content, sorts)
    if sort is Sort.PHOTO:
        return await _photo(called, content)
    why_not = why_not_pdf if sort is Sort.PDF else why_not_workbook
    if sentence := await asyncio.to_thread(why_not, called, content):
        raise Unfit(sentence)
    return Admitted(called, PDF if sort is Sort.PDF else XLSX, content)


def checked_sort(called: str, content: bytes, sorts: Collection[Sort]) -> Sort:
    """What the bytes are, by their size and beginning alone.

    Raises:
        Unfit: this place does not take it.
    """
    if not content:
        raise Unfit(_("“%(file)s”是空的，重新选一次文件", file=called))
    if len(content) > LARGEST_BYTES:
        sentence = _(
            "“%(file)s”有 %(size)d MB，最多 %(most)d MB：照片调低分辨率重拍，或截图后再传",
            file=called,
            size=-(-len(content) // MEGABYTE),
            most=LARGEST_BYTES // MEGABYTE,
        )
        raise Unfit(sentence)
    sort = sort_of(content)
    if sort is None or sort not in sorts:
        raise Unfit(_why_not_taken(called, content, sort, sorts))
    return sort


def sort_of(content: bytes) -> Sort | None:
    """What the first bytes say it is; None for everything that is nowhere taken."""
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return Sort.PHOTO
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return Sort.PHOTO
    if content.startswith(b"%PDF-"):
        return Sort.PDF
    return Sort.WORKBOOK if content.startswith(b"PK\x03\x04") else None


def shown_name(name: str) -> str:
    """The name without folders and unseen characters, for sentences and lists."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(c for c in last if c.isprintable()).strip()
    return seen[:LONGEST_NAME] or _("没有名字的文件")


async def _photo(called: str, content: bytes) -> Admitted:
    try:
        answer = await apart(
            "picture_child.py",
            content,
            pixels=MOST_PIXELS,
            side=LONGEST_SIDE,
            thumb=THUMB_SIDE,
            bytes=PHOTO_BYTES,
        )
    except Broke as broke:
        raise Unfit(_why_not_photo(called, broke)) from broke
    body, thumb = (int(size) for size in answer.line["sizes"])
    made = answer.body
    return Admitted(
        called, JPEG, made[:body], made[body : body + thumb], int(answer.line["width"]), int(answer.line["height"])
    )


def _why_not_photo(called: str, broke: Broke) -> str:
    if broke.code == "pixels":
        return _(
            "“%(file)s”有 %(width)d×%(height)d 个像素，最多 4000 万个：调低分辨率重拍，或截图后再传",
            file=called,
            **broke.facts,
        )
    return _("“%(file)s”这张图片坏了，打不开：重新拍一张，或另存为 JPG 再传", file=called)


def _why_not_taken(called: str, content: bytes, sort: Sort | None, sorts: Collection[Sort]) -> str:
    wanted = _("这里收 xlsx 表格，在 Excel 或 WPS 里另存为 .xlsx 再传")
    if Sort.PHOTO in sorts:
        wanted = _("这里收照片（JPG、PNG、WebP）和 PDF") if Sort.PDF in sorts else _("这里收照片（JPG、PNG、WebP）")
    for starts, sentence in (
        (content[4:8] == b"ftyp", _("“%(file)s”是 HEIC 照片或视频：在相机设置里选“兼容性最佳”重拍，或截图后再传")),
        (content.startswith(b"MZ"), _("“%(file)s”其实是程序，不是它的名字所说的文件，没有收下；%(wanted)s")),
        (content.startswith(b"\xd0\xcf\x11\xe0"), _("“%(file)s”是旧格式或加了密码的 Office 文件；%(wanted)s")),
        (sort is not None, _("“%(file)s”不是这里要的文件；%(wanted)s")),
    ):
        if starts:
            return sentence % {"file": called, "wanted": wanted}
    return _("“%(file)s”的内容不是它的名字所说的文件；%(wanted)s", file=called, wanted=wanted)
