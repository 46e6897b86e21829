"""Which characters the fonts for PDFs can draw, read from the fonts themselves."""

import struct
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
WINDOWS = 3
SEGMENTS, GROUPS = 4, 12
"""The two forms in which a font lists its characters; the second reaches beyond the first 65,536."""
INVISIBLE = frozenset("\n\t\u3000 ")


def missing(texts: Iterable[str]) -> str:
    """Characters of the texts that none of the fonts draws, each once, in the order in which they occur."""
    drawn = covered()
    return "".join(
        dict.fromkeys(one for text in texts for one in text if one not in INVISIBLE and ord(one) not in drawn)
    )


@cache
def covered() -> frozenset[int]:
    """The characters that some font draws, by number."""
    return frozenset[int]().union(*(characters(path.read_bytes()) for path in font_files()))


def font_files() -> list[Path]:
    """Every font file, in a fixed order."""
    return sorted(path for path in FONTS.rglob("*") if path.suffix in {".otf", ".ttf"})


def characters(font: bytes) -> frozenset[int]:
    """The characters of one font, by number.

    Source: OpenType specification, cmap, formats 4 and 12.
    """
    start = _table(font, b"cmap")
    found: set[int] = set()
    for number in range(_short(font, start + 2)):
        platform, _encoding, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * number)
        if platform == WINDOWS:
            at = start + offset
            reading = {SEGMENTS: _segments, GROUPS: _groups}[_short(font, at)]
            found.update(*reading(font, at))
    return frozenset(found)


def _table(font: bytes, name: bytes) -> int:
    for number in range(_short(font, 4)):
        tag, _sum, offset, _length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == name:
            return int(offset)
    raise LookupError(name)


def _groups(font: bytes, at: int) -> list[range]:
    (count,) = struct.unpack_from(">I", font, at + 12)
    groups = [struct.unpack_from(">III", font, at + 16 + 12 * number) for number in range(count)]
    return [range(first, last + 1) for first, last, _glyph in groups]


def _segments(font: bytes, at: int) -> list[range]:
    count = _short(font, at + 6) // 2
    lasts = struct.unpack_from(f">{count}H", font, at + 14)
    firsts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    # The last segment is 0xFFFF and draws nothing.
    return [range(first, last + 1) for first, last in zip(firsts, lasts, strict=True) if last != 0xFFFF]


def _short(font: bytes, at: int) -> int:
    return int(struct.unpack_from(">H", font, at)[0])
