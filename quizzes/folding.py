"""Making texts comparable: widths, case, spaces, punctuation, and numerals written in 汉字.

Folding is applied to the accepted text and to the given one alike, so it only has to be consistent; it is never shown.
What it must not do is make two different answers the same: 一五 and 十五 are different Five-Year Plans, 1-5 is not 15.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

DIGITS = "零一二三四五六七八九"
UNITS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
VARIANTS = str.maketrans("〇○两壹贰叁肆伍陆柒捌玖拾佰仟", "零零二一二三四五六七八九十百千")

NUMERAL = "零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
DIGIT = "零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖"
RUN = re.compile(f"[{NUMERAL}]+")
DECIMAL = re.compile(f"([{NUMERAL}]+)点([{DIGIT}]+)(?![{NUMERAL}])")
MIXED = re.compile(rf"(?<![\d.])(\d+(?:\.\d+)?)([十百千万亿]+)(?![\d{NUMERAL}])")
SHARE = re.compile(rf"(百|千)分之([\d.]+|[{NUMERAL}]+(?:点[{DIGIT}]+)?)")
THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?![\d,])")

MEANT = frozenset("%‰#@&*/\\")
"""Punctuation by category that says something: C# is not C, 30% is not 30."""
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−~〜", "-") | dict.fromkeys("、;", ","))


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text as it is compared.

    Full and half width, compatibility forms (①), case, spaces and punctuation do not count; 十五 = 15,
    二〇一八 = 2018, 一百零一 = 101, 两 = 2, 3万 = 三万 = 30000, 三点五 = 3.5, 百分之三十 = 30%. A row of numerals that
    is no well-formed number (十四五, 一百一, 一五) stays as it is. Punctuation between digits stays, for 1-5 is not 15.
    A text of punctuation alone keeps it.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    numbers = RUN.sub(_run, DECIMAL.sub(_decimal, MIXED.sub(_mixed, SHARE.sub(_share, plain))))
    bare = THOUSANDS.sub(lambda found: found[0].replace(",", ""), numbers.translate(DASHES))
    return "".join(mark for place, mark in enumerate(bare) if _counts(bare, place)) or plain


def number(numeral: str) -> int | None:
    """The whole number a 汉字 numeral writes, below 10^16; None when it is not well formed.

    With units it must be the standard writing (一百零一; 十五 or 一十五). Without units it is read digit by digit
    (二〇一八) when it is one digit, has three or more, or holds a zero: 一五 and 三八 are names more often than numbers.
    """
    plain = numeral.translate(VARIANTS)
    if plain and all(mark in DIGITS for mark in plain):
        reads = len(plain) == 1 or len(plain) >= 3 or "零" in plain
        return int("".join(str(DIGITS.index(mark)) for mark in plain)) if reads else None
    value = _value(plain)
    short = plain.removeprefix("一") if plain.startswith("一十") else plain
    return value if 0 < value < 10**16 and numeral_of(value) == short else None


def numeral_of(value: int) -> str:
    """The standard 汉字 numeral of a whole number above 0 and below 10^16: 15 is 十五, 10005 is 一万零五."""
    written, started, gap = "", False, False
    for name, size in (("亿", 10**8), ("万", 10**4), ("", 1)):
        section = value // size
        value %= size
        if not section:
            gap = started
            continue
        zero = "零" if started and (gap or section < 1000) else ""
        written += zero + (_section(section) if section < 10**4 else numeral_of(section)) + name
        started, gap = True, False
    return written.removeprefix("一") if written.startswith("一十") else written


def _section(value: int) -> str:
    written, gap = "", False
    for name, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = value // size % 10
        if digit:
            written += ("零" if gap and written else "") + DIGITS[digit] + name
        gap = not digit
    return written


def _value(plain: str) -> int:
    """What the units add up to, however badly it is written; `number` compares it with the standard writing."""
    total = section = digit = 0
    for mark in plain:
        if mark in MYRIADS:
            carried = total if mark == "亿" else 0
            total = total - carried + (carried + section + digit) * MYRIADS[mark]
            section = digit = 0
        elif mark in UNITS:
            section += (digit or 1) * UNITS[mark]
            digit = 0
        else:
            digit = DIGITS.index(mark)
    return total + section + digit


def _run(found: re.Match[str]) -> str:
    value = number(found[0])
    return found[0] if value is None else str(value)


def _decimal(found: re.Match[str]) -> str:
    whole = number(found[1])
    places = "".join(str(DIGITS.index(mark)) for mark in found[2].translate(VARIANTS))
    return found[0] if whole is None else f"{whole}.{places}"


def _mixed(found: re.Match[str]) -> str:
    product = Decimal(found[1])
    for unit in found[2]:
        product *= (UNITS | MYRIADS)[unit]
    return str(int(product)) if product == int(product) else found[0]


def _share(found: re.Match[str]) -> str:
    amount = "100" if found[2] == "百" else found[2]
    return amount + ("%" if found[1] == "百" else "‰")


def _counts(text: str, place: int) -> bool:
    mark = text[place]
    if not unicodedata.category(mark).startswith("P") or mark in MEANT:
        return True
    between = 0 < place < len(text) - 1 and text[place - 1].isdecimal() and text[place + 1].isdecimal()
    negative = place == 0 and mark == "-" and len(text) > 1 and text[1].isdecimal()
    return between or negative
