"""Coming to a service point: the code on its screen, and which of one's own shifts it is for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.clock import at_library
from app.gatherings.rules import GatheringState, Span
from app.gatherings.rules.attendance import CAME, EARLY, Record, why_not_check_in, why_not_check_out, why_not_go_alone
from app.gatherings.rules.codes import SLOT_SECONDS, SLOTS
from app.locale import _
from app.refusals import WhyNot

AHEAD_SLOTS = 1
"""Several machines of one installation may be a moment apart: a code of the next minute is not refused."""

WRITTEN = re.compile(r"s([1-9]\d{0,8})-([1-9]\d{0,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class SiteCode:
    """A service point's code; `slot` counts minutes since 1970."""

    place: int
    slot: int

    def __str__(self) -> str:
        return f"s{self.place}-{self.slot}"


def site_code_now(place: int, now: datetime) -> SiteCode:
    """The code that the screen of the place shows at this moment."""
    return SiteCode(place, int(now.timestamp()) // SLOT_SECONDS)


def read_site_code(text: str) -> SiteCode | None:
    """What `str(code)` wrote; None when it is nothing of ours."""
    match = WRITTEN.fullmatch(text)
    return SiteCode(int(match[1]), int(match[2])) if match else None


def why_not_site_code(code: SiteCode, now: datetime) -> tuple[WhyNot, ...]:
    """Why this code proves nothing: it was photographed, or kept too long. Only the server's clock is asked.

    Source: volunteers page §6 no. 4.
    """
    if -AHEAD_SLOTS <= site_code_now(code.place, now).slot - code.slot < SLOTS:
        return ()
    return (WhyNot("stale_code", _("这个码已经过期，扫屏幕上现在的码")),)


@dataclass(frozen=True, slots=True)
class OwnShift:
    """A shift of today of whoever stands before the screen.

    Attributes:
        expected: they are on its frozen list, or have a seat and the list is not frozen yet.
        published: people were told of the shift.
        record: what is known of them there.
    """

    shift: int
    gathering: int
    place: int | None
    place_name: str
    post: str
    span: Span
    state: GatheringState
    expected: bool
    published: bool
    record: Record | None

    @property
    def is_in(self) -> bool:
        """They have come and not gone."""
        return self.record is not None and self.record.status in CAME and self.record.went_at is None


def concerned(own: Sequence[OwnShift], place: int, now: datetime) -> list[OwnShift]:
    """The shifts that a code of this place is for: here, from twenty minutes before the start to the end, or still to go from."""
    return [
        one
        for one in own
        if one.place == place
        and one.state in {GatheringState.PLANNED, GatheringState.OPEN}
        and one.span.starts_at - EARLY <= now
        and (now < one.span.ends_at or (one.is_in and one.state is GatheringState.OPEN))
    ]


def still_to_come(own: Sequence[OwnShift], place: int, now: datetime) -> list[OwnShift]:
    """Shifts here later today: a page that is opened before them, and kept, can note the time without a network."""
    return [
        one
        for one in own
        if one.place == place
        and one.published
        and one.state in {GatheringState.PLANNED, GatheringState.OPEN}
        and now < one.span.starts_at - EARLY
    ]


def act_of(one: OwnShift, now: datetime) -> tuple[str, tuple[WhyNot, ...]]:
    """What can be done with the shift now: `in`, `out`, or nothing and why."""
    if one.state is GatheringState.PLANNED and not one.published:
        return "", (WhyNot("draft", _("这一班还没有发布，找协调员")),)
    # A list that nobody has opened is opened by the first who comes.
    state = GatheringState.OPEN if one.state is GatheringState.PLANNED else one.state
    not_in = why_not_check_in(state, one.span, one.expected, one.record, now)
    if not not_in:
        return "in", ()
    not_out = why_not_check_out(state, one.span, one.record, now) or why_not_go_alone(one.record, now)
    if not not_out:
        return "out", ()
    return "", not_out if any(why.code == "already_in" for why in not_in) else not_in


def why_none(own: Sequence[OwnShift], place: int, place_name: str, now: datetime) -> tuple[WhyNot, ...]:
    """Why a code of this place is for none of one's shifts: it is another place, too early, over, or none of theirs."""
    elsewhere = [one for one in own if one.place != place and _is_on(one, now)]
    if elsewhere:
        said = {"there": elsewhere[0].place_name, "here": place_name}
        return (WhyNot("other_place", _("您这一班在“%(there)s”，这是“%(here)s”的码；到那里扫码", **said)),)
    here = [one for one in own if one.place == place and one.state is not GatheringState.CALLED_OFF]
    later = [one for one in here if now < one.span.starts_at - EARLY]
    if later:
        span = later[0].span
        times = {"start": _time(span.starts_at), "open": _time(span.starts_at - EARLY)}
        return (WhyNot("early", _("您在这里的班 %(start)s 开始，%(open)s 起可以签到", **times)),)
    if here:
        at = _time(here[-1].span.ends_at)
        return (WhyNot("over", _("您在这里的班 %(end)s 已经结束，由协调员补录", end=at)),)
    return (WhyNot("none", _("今天“%(here)s”没有您的班；来帮忙的，请协调员加进名单再签到", here=place_name)),)


def _is_on(one: OwnShift, now: datetime) -> bool:
    return one.span.starts_at - EARLY <= now < one.span.ends_at and one.state is not GatheringState.CALLED_OFF


def _time(moment: datetime) -> str:
    return f"{at_library(moment):%H:%M}"


def wrong_code(left: int) -> WhyNot:
    """The four digits are not those of this shift."""
    if left > 0:
        return WhyNot("code", _("口令不对，看一下是不是这一班的；还可以试 %(n)d 次", n=left))
    return WhyNot("code", _("口令不对，先问协调员；过 10 分钟可以再试"))


def wait_with_codes(until: datetime) -> WhyNot:
    """Too many codes were wrong."""
    return WhyNot("code", _("口令试的次数太多了，%(at)s 以后再试，或请协调员点名", at=_time(until)))
