"""A year's notice of holidays as it is typed in: a line for each day or run of days, all of it or nothing."""

import re
import unicodedata
from datetime import date, timedelta

from app.gatherings.rules.calendar import KNOWN_YEARS, Day, DayKind
from app.locale import N_, _
from app.refusals import WhyNot

WORDS = {
    N_("放假"): DayKind.HOLIDAY,
    N_("休"): DayKind.HOLIDAY,
    "holiday": DayKind.HOLIDAY,
    N_("上班"): DayKind.MAKE_UP,
    N_("调休"): DayKind.MAKE_UP,
    N_("班"): DayKind.MAKE_UP,
    "make_up": DayKind.MAKE_UP,
}
FESTIVALS = (N_("元旦"), N_("春节"), N_("清明"), N_("劳动"), N_("端午"), N_("中秋"), N_("国庆"))
"""Source: 全国年节及纪念日放假办法 (国务院令第795号, 2024) art. 2; a notice without one of them is not typed in whole."""

LINE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:\s*(?:\.\.|至|~)\s*(\d{4})-(\d{1,2})-(\d{1,2}))?\s+(\S+)(?:\s+(.+))?")
LONGEST_RUN = 15
LONGEST_NAME = 60
DAYS_BEFORE = timedelta(days=7)
"""The notice may speak of the last days of the year before: 元旦 sometimes begins there."""


def why_not_notice(year: int, this_year: int) -> tuple[WhyNot, ...]:
    """Why no notice is entered for this year: it comes with the product, or cannot be out yet."""
    if year in KNOWN_YEARS:
        return (WhyNot("known", _("%(year)d 年的通知随产品带着，不用录；个别日子可以单独改", year=year)),)
    if year > this_year + 1:
        return (
            WhyNot("far", _("%(year)d 年的通知还没到公布的时候，最多录到 %(last)d 年", year=year, last=this_year + 1)),
        )
    return ()


def read_notice(year: int, text: str) -> tuple[list[Day], tuple[WhyNot, ...]]:
    """The days of a notice, or a sentence for each line that cannot be.

    Args:
        text: lines such as `2027-02-05..2027-02-11 放假 春节` and `2027-02-20 上班 春节`.

    Returns:
        days without gaps within a run, and why it is refused as a whole; one of the two is empty.
    """
    days: dict[date, Day] = {}
    reasons: list[WhyNot] = []
    lines = [unicodedata.normalize("NFKC", line).strip() for line in text.splitlines()]
    for number, line in enumerate(lines, start=1):
        if not line:
            continue
        run, why = _run(year, line)
        again = next((day for day in run if day.on in days), None)
        if again is not None:
            why = _("%(day)s 写了两次", day=again.on.isoformat())
        if why:
            reasons.append(WhyNot("line", _("第 %(n)d 行：%(why)s", n=number, why=why)))
        else:
            days.update({day.on: day for day in run})
    if not reasons:
        names = "".join(day.name for day in days.values() if day.kind is DayKind.HOLIDAY)
        lost = _("、").join(_(one) for one in FESTIVALS if one not in names)
        if lost:
            reasons.append(WhyNot("missing", _("还缺 %(names)s：照通知把七个节日写全再存", names=lost)))
    return ([], tuple(reasons)) if reasons else ([days[on] for on in sorted(days)], ())


def _run(year: int, line: str) -> tuple[list[Day], str]:
    match = LINE.fullmatch(line)
    if not match:
        return [], _("看不懂，写成 2027-02-05..2027-02-11 放假 春节 这样")
    word, name = match[7], (match[8] or "").strip()
    try:
        first = date(int(match[1]), int(match[2]), int(match[3]))
        last = date(int(match[4]), int(match[5]), int(match[6])) if match[4] else first
    except ValueError:
        return [], _("没有这个日子，看一下月和日")
    if word not in WORDS:
        return [], _("“%(word)s”看不懂，写“放假”或“上班”", word=word[:10])
    if why := _why_not_run(year, first, last, WORDS[word], name):
        return [], why
    count = (last - first).days + 1
    return [Day(first + timedelta(days=number), WORDS[word], name) for number in range(count)], ""


def _why_not_run(year: int, first: date, last: date, kind: DayKind, name: str) -> str:
    if last < first:
        return _("结束的日子在开始之前")
    if first < date(year, 1, 1) - DAYS_BEFORE or last > date(year, 12, 31):
        return _("不在 %(year)d 年里", year=year)
    if (last - first).days >= LONGEST_RUN:
        return _("连着超过 %(most)d 天，看一下日期", most=LONGEST_RUN)
    if len(name) > LONGEST_NAME:
        return _("名称最多 %(most)d 个字", most=LONGEST_NAME)
    if kind is DayKind.HOLIDAY and not name:
        return _("放假要写是什么节")
    if kind is DayKind.MAKE_UP and any(
        (first + timedelta(days=n)).weekday() < 5 for n in range((last - first).days + 1)
    ):
        return _("上班的日子不是周末，本来就上班")
    return ""
