"""Days, times and long numbers as people write them into tables; what may be read in two ways is read in none."""

import re
import unicodedata
from datetime import date, timedelta

from app.locale import _

# Excel counts days from here; 1 is the first of January 1900, and a leap day that never was comes before March.
SERIAL_FROM, SERIALS = date(1899, 12, 30), range(61, 73_051)
SCIENTIFIC = re.compile(r"\d(?:\.(\d+))?E\+(\d{1,2})", re.IGNORECASE)
WHOLE_DAY = re.compile(
    r"(\d{4})(?:(?P<sign>[-/.])(\d{1,2})(?P=sign)(\d{1,2})|年(\d{1,2})月(\d{1,2})日?|(\d\d)(\d\d))(?:\s+0?0:00(?::00)?)?"
)
MONTH_ONLY = re.compile(r"(\d{4})(?:年(\d{1,2})月?|[-/.](\d{1,2}))")
SHORT_DAY = re.compile(r"(\d{1,2})月(\d{1,2})(?:日|号)?|(\d{1,2})[-](\d{1,2})")
EITHER_WAY = re.compile(r"\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?")
# Data, not words: how people write times.
CLOCK = r"(\d{1,2})(?:[:：点时](\d{2})?分?)"
# Data, not words: how people write from and to.
SPAN = re.compile(rf"{CLOCK}\s*(?:-|—|–|~|～|至|到|－|―)+\s*(?:次日)?{CLOCK}")
# Data, not words: how people name parts of a day; the minutes are those that the form of free times offers.
PARTS = {"上午": (540, 720), "下午": (780, 1080), "晚上": (1080, 1260), "晚间": (1080, 1260), "全天": (540, 1020)}
MIDNIGHT = 24 * 60


class Unclear(Exception):
    """What was written is not understood; `sentence` says why, and how to write it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def narrow(text: str) -> str:
    """Full-width signs as plain ones, no spaces at the ends."""
    return unicodedata.normalize("NFKC", text).strip()


def is_scientific(text: str) -> bool:
    """Whether Excel wrote a long number as 1.38E+10, by which its last digits are gone."""
    return bool(SCIENTIFIC.fullmatch(narrow(text)))


def digits_lost(text: str) -> str:
    """What to say of it: how many digits are gone, and what to do."""
    match = SCIENTIFIC.fullmatch(narrow(text))
    lost = max(1, int(match[2]) - len(match[1] or "")) if match else 1
    return _("Excel 已转成科学计数法，后 %(n)d 位已丢失，把该列设为文本后重填", n=lost)


def day_of(text: str) -> date:
    """The day that a cell says: 2026-11-22, 2026/11/22, 2026.11.22, 20261122, 2026年11月22日, or the number Excel keeps.

    Raises:
        Unclear: it is none, has no day, or may be read in two ways.
    """
    said = narrow(text)
    if said.isascii() and said.isdigit() and len(said) <= 5 and int(said) in SERIALS:
        return SERIAL_FROM + timedelta(days=int(said))
    if match := WHOLE_DAY.fullmatch(said):
        numbers = [int(one) for one in match.groups() if one and one not in "-/."]
        try:
            return date(*numbers)
        except (TypeError, ValueError):
            raise Unclear(_("“%(text)s”没有这一天，核对后重填", text=said[:20])) from None
    if MONTH_ONLY.fullmatch(said):
        raise Unclear(_("“%(text)s”只有年月，补上日，写成 2008-05-16 这样", text=said[:20]))
    if EITHER_WAY.fullmatch(said):
        raise Unclear(_("“%(text)s”分不清哪个是月、哪个是日，写成 2026-11-12 这样", text=said[:20]))
    raise Unclear(_("“%(text)s”不是日期，写成 2026-11-22 这样", text=said[:20]))


def day_near(text: str, near: date) -> date:
    """As `day_of`; 11月22日 and 11-22 are the day of that name nearest to another one.

    Raises:
        Unclear: as `day_of`.
    """
    said = narrow(text)
    match = SHORT_DAY.fullmatch(said)
    if match is None:
        return day_of(said)
    month, day = (int(one) for one in match.groups() if one)
    years = (near.year - 1, near.year, near.year + 1)
    days = [found for year in years if (found := _day_or_none(year, month, day))]
    if not days:
        raise Unclear(_("“%(text)s”没有这一天，核对后重填", text=said[:20]))
    return min(days, key=lambda one: abs((one - near).days))


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def minutes_of(text: str) -> tuple[int, int]:
    """From and to in minutes of a day: 9:00-12:00, 9点—12点30分, 上午.

    Raises:
        Unclear: it is no such time.
    """
    said = narrow(text)
    for word, minutes in PARTS.items():
        if said == word:
            return minutes
    match = SPAN.search(said)
    if match is None:
        raise Unclear(_("“%(text)s”不是时间，写成 09:00-12:00 这样", text=said[:20]))
    numbers = [int(one or 0) for one in match.groups()]
    begins, ends = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
    if not 0 <= begins < ends <= MIDNIGHT:
        raise Unclear(_("“%(text)s”的结束要晚于开始，班次要在同一天里结束", text=said[:20]))
    return begins, ends


def minute_of(text: str) -> int:
    """A single time of the day, 9:00, in minutes.

    Raises:
        Unclear: it is none.
    """
    match = re.fullmatch(CLOCK, narrow(text).removesuffix(":00") if narrow(text).count(":") > 1 else narrow(text))
    if match is None or (minute := int(match[1]) * 60 + int(match[2] or 0)) > MIDNIGHT:
        raise Unclear(_("“%(text)s”不是时间，写成 09:30 这样", text=narrow(text)[:20]))
    return minute
