"""The whole rulebook as a page shows it: twenty reasons, for whom each blocks or warns, with its value and its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from app.locale import _
from app.shifts.rules.ages import AGE_BANDS, AgeBand, minute_said
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
    regulars = _("服务满 %(n)d 次的先报名 %(hours)s 小时", n=limits.regular_shifts, hours=_hours(limits.head_start))
    return {
        Reason.NOT_OPEN: regulars if limits.regular_shifts and limits.head_start else _("发布后大家同时报名"),
        Reason.SIGN_UP_OVER: _("没有另写的，开始前 %(n)s 小时", n=_hours(limits.sign_up_ends)),
        Reason.REST: _("不到 %(n)d 分钟", n=int(limits.rest.total_seconds()) // 60),
        Reason.DAY_LIMIT: _("每天 %(n)s 小时", n=hours(limits.day_minutes)),
        Reason.DAYS_IN_A_ROW: _("最多连着 %(n)d 天", n=limits.days_in_a_row),
        Reason.AGE: _ages_said(bands),
        Reason.NOVICE: novice,
    }


def _ages_said(bands: Sequence[AgeBand]) -> str:
    """What the ages ask for: from which on, until when with a consent and until which hour, and who needs company."""
    taken = [one for one in bands if one.taken]
    said = [_("满 %(n)d 岁", n=min(one.from_age for one in taken))]
    if any(one.consent for one in taken):
        until = min(one.from_age for one in taken if not one.consent)
        said.append(_("未满 %(n)d 岁要监护人同意", n=until))
    for one, after in pairwise(taken):
        if one.until_minute < after.until_minute:
            said.append(_("未满 %(n)d 岁不排 %(hour)s 以后的班", n=after.from_age, hour=minute_said(one.until_minute)))
        if one.accompanied:
            said.append(_("未满 %(n)d 岁同班要有成年志愿者", n=after.from_age))
    return _("；").join(said)


def _hours(span: timedelta) -> str:
    return hours(int(span.total_seconds()) // 60)
