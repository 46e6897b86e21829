"""The whole rulebook as a page shows it: twenty reasons, for whom each blocks or warns, with its value and its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.locale import _
from app.shifts.rules.ages import AGE_BANDS, MIDNIGHT, AgeBand, minute_said
from app.shifts.rules.limits import Limits
from app.shifts.rules.reasons import NAMES, OVERRIDABLE, SOURCES, Reason
from app.shifts.rules.said import hours

OF_ONESELF = frozenset({Reason.NOT_OPEN, Reason.SIGN_UP_OVER})
"""These speak of signing up: a coordinator fills a draft and goes past the limit, but not what is called off or ended."""


@dataclass(frozen=True, slots=True)
class Line:
    """One reason. `warns` is whether a coordinator may go over it with a written reason."""

    number: int
    reason: Reason
    name: str
    for_oneself: str
    for_coordinators: str
    warns: bool
    value: str
    source: str


def rulebook(limits: Limits, bands: Sequence[AgeBand] = AGE_BANDS) -> Sequence[Line]:
    """The twenty reasons in their order, with the limits and the ages that hold."""
    values = _values(limits, bands)
    return [
        Line(
            number,
            reason,
            _(NAMES[reason]),
            _("报不上，可候补") if reason is Reason.FULL else _("报不上"),
            _for_coordinators(reason),
            reason in OVERRIDABLE,
            values.get(reason, ""),
            _(SOURCES[reason]),
        )
        for number, reason in enumerate(Reason, start=1)
    ]


def _for_coordinators(reason: Reason) -> str:
    if reason in OVERRIDABLE:
        return _("提醒，写明原因可照排")
    return _("已取消或已结束的才排不上") if reason in OF_ONESELF else _("排不上")


def _values(limits: Limits, bands: Sequence[AgeBand]) -> Mapping[Reason, str]:
    novice = _("服务不满 %(n)d 次要有人带", n=limits.novice_shifts) if limits.novice_shifts else _("不要求")
    return {
        Reason.SIGN_UP_OVER: _("没有另写的，开始前 %(n)s 小时", n=_hours(limits.sign_up_ends)),
        Reason.REST: _("不到 %(n)d 分钟", n=int(limits.rest.total_seconds()) // 60),
        Reason.DAY_LIMIT: _("每天 %(n)s 小时", n=hours(limits.day_minutes)),
        Reason.DAYS_IN_A_ROW: _("最多连着 %(n)d 天", n=limits.days_in_a_row),
        Reason.AGE: _ages(bands),
        Reason.NOVICE: novice,
    }


def _ages(bands: Sequence[AgeBand]) -> str:
    youngest = min(one.from_age for one in bands if one.taken)
    grown_up = min(one.from_age for one in bands if not one.consent)
    said = [_("满 %(n)d 岁", n=youngest)]
    if grown_up > youngest:
        said.append(_("未满 %(n)d 岁要监护人同意", n=grown_up))
    for until in sorted({one.until_minute for one in bands if one.until_minute < MIDNIGHT}):
        before = min(one.from_age for one in bands if one.taken and one.until_minute > until)
        said.append(_("未满 %(n)d 岁 %(hour)s 以后不排", n=before, hour=minute_said(until)))
    return "；".join(said)


def _hours(span: timedelta) -> str:
    return hours(int(span.total_seconds()) // 60)
