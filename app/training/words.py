"""What hours, times and filters are called on screen and in files."""

from collections.abc import Mapping
from fractions import Fraction

from app.gatherings.rules import KINDS, Kind
from app.gatherings.rules.attendance import SOURCES, STATUSES, Source, Status
from app.locale import N_, _
from app.training.rules.filtering import TABS, LogFilter
from app.training.rules.overview import category_said

PROOFS = {"with": N_("有佐证"), "without": N_("没有佐证")}
STATUS_LOOKS = {
    Status.PRESENT: ("is-ok", "check"),
    Status.LATE: ("is-warn", "clock"),
    Status.EXCUSED: ("is-info", "info-circle"),
    Status.ABSENT: ("is-bad", "x"),
    Status.MADE_UP: ("is-ok", "refresh"),
    Status.EXEMPT: ("is-info", "info-circle"),
}
"""The looks and the icon of a status; its word always stands beside them."""


def halves(hours: Fraction) -> str:
    """3.5 or 3: hours that are already in halves, without idle zeros."""
    whole, rest = divmod(hours, 1)
    return f"{whole}.5" if rest else f"{whole}"


def tenths(value: Fraction) -> str:
    """12.3: rounded down to tenths."""
    tenth = int(value * 10)
    return f"{tenth // 10}.{tenth % 10}"


def hundredths(value: Fraction) -> str:
    """0.75 or 2.5: rounded down to hundredths, without idle zeros."""
    whole, rest = divmod(int(value * 100), 100)
    return f"{whole}" + (f".{rest:02d}".rstrip("0") if rest else "")


def clock_hours(minutes: int) -> str:
    """152 小时 30 分: time by the clock, which is no 学时 yet."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d 分钟", minutes=rest)
    return _("%(hours)d 小时 %(minutes)d 分", hours=hours, minutes=rest) if rest else _("%(hours)d 小时", hours=hours)


def period(sought: LogFilter) -> str:
    """2026年, or the days from one to the other."""
    if sought.year:
        return _("%(year)d年", year=sought.year)
    if sought.since or sought.until:
        since, until = sought.since or _("最早"), sought.until or _("现在")
        return _("%(from)s 至 %(to)s", **{"from": since, "to": until})
    return _("全部年份")


def filter_said(sought: LogFilter, who: str, places: Mapping[int, str]) -> str:
    """By what the rows were chosen, in words: the log first, then each filter that is set.

    Args:
        who: the name behind `sought.who`, empty where there is none.
        places: names of service points by id.
    """
    said = [_(TABS[sought.tab])]
    said += [_("姓名含“%(name)s”", name=sought.q)] if sought.q else []
    said += [who or _("查无此人")] if sought.who else []
    said += [_(KINDS[Kind(sought.kind)])] if sought.kind else []
    said += [category_said(sought.category)] if sought.category else []
    said += [_(STATUSES[Status(sought.status)])] if sought.status else []
    said += [_(SOURCES[Source(sought.source)])] if sought.source else []
    said += [_(PROOFS[sought.proof])] if sought.proof else []
    said += [places.get(sought.place, _("没有这个服务点"))] if sought.place else []
    return _("，").join(said)
