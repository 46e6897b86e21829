"""A workbook is a zip of many files: its directory and what it unpacks to are looked at before anything reads it."""

import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from app.locale import _

MOST_ENTRIES = 500
MOST_UNPACKED = 60 * 1024 * 1024
LARGEST_ENTRY = 40 * 1024 * 1024
HIGHEST_RATIO = 100
# Small files pack well by themselves: a sheet of blanks is no bomb.
RATIO_FROM = 1024 * 1024
CHUNK = 256 * 1024
NESTED = {".zip", ".7z", ".rar", ".xlsx", ".xlsm", ".docx", ".exe"}


class _Bomb(Exception):
    pass


def why_not_workbook(called: str, content: bytes) -> str:
    """Why this zip is no workbook that may be read, as a sentence; empty when it may."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            return _why_not_entries(called, book)
    except _Bomb:
        return _("“%(file)s”解开以后大得不正常，没有收下：把数据复制到新建的表格里再传", file=called)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return _("“%(file)s”这个表格坏了，打不开：在 Excel 或 WPS 里打开，另存为 .xlsx 再传", file=called)


def _why_not_entries(called: str, book: zipfile.ZipFile) -> str:
    entries = book.infolist()
    names = {one.filename for one in entries}
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        return _("“%(file)s”不是 xlsx 表格：在 Excel 或 WPS 里另存为 .xlsx 再传", file=called)
    if any(name.endswith("vbaProject.bin") for name in names):
        return _("“%(file)s”里有宏，没有收下：另存为不带宏的 .xlsx 再传", file=called)
    if len(entries) > MOST_ENTRIES or any(_is_strange(one) for one in entries):
        return _("“%(file)s”里夹着别的东西，没有收下：把数据复制到新建的表格里再传", file=called)
    _refuse_bombs(book, entries)
    return ""


def _is_strange(entry: zipfile.ZipInfo) -> bool:
    """A path out of the folder, a link, or a file that has no business in a workbook."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    is_link = (entry.external_attr >> 16) & 0o170000 == 0o120000
    return path.is_absolute() or ".." in path.parts or is_link or path.suffix.lower() in NESTED


def _refuse_bombs(book: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Count what really comes out, for the directory may lie."""
    total = 0
    for entry in entries:
        size = 0
        with book.open(entry) as unpacking:
            while chunk := unpacking.read(CHUNK):
                size += len(chunk)
                if size > LARGEST_ENTRY or total + size > MOST_UNPACKED:
                    raise _Bomb
                if size > RATIO_FROM and size > HIGHEST_RATIO * max(1, entry.compress_size):
                    raise _Bomb
        total += size
