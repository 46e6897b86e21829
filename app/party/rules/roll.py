"""The roll of a meeting as the signed sheet says it: who came, who came late, who was away and why, who made it up and when."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from app.clock import at_library
from app.gatherings.rules import GatheringState, Span
from app.gatherings.rules.attendance import (
    LATE_AFTER,
    STATUSES,
    Record,
    Source,
    Status,
    status_on_arrival,
    why_not_record,
)
from app.locale import N_, _
from app.refusals import WhyNot, seen_of

ROLL = (Status.PRESENT, Status.LATE, Status.EXCUSED, Status.ABSENT, Status.MADE_UP, Status.EXEMPT)
REASONS = (N_("事假"), N_("病假"), N_("公务"), N_("外派"), N_("年老体弱"))
"""What is said most often of those who are away; anything else may be written. Source: domain page §2.3."""
AT_FIELD = {"note": "note", "times": "from", "order": "to", "future": "from", "after_end": "from", "before_start": "to"}
"""At which field of somebody's line a reason of the list's own rules is said."""


class Answer(NamedTuple):
    """How somebody stands by the sheet.

    Attributes:
        note: the reason, or what was studied to make it up.
        came_at, went_at: aware; of whoever was late when they came, of what was made up both, else None.
        seen: the mark (`mark_of`) of how they stood when the form was opened; empty of whoever was shown nothing.
    """

    status: Status
    note: str = ""
    came_at: datetime | None = None
    went_at: datetime | None = None
    seen: str = ""


def line_of(status: Status | None, note: str, came_at: datetime | None, went_at: datetime | None) -> dict[str, str]:
    """How somebody stands as their line of the form says it, times of day on the library's clock; all empty while unknown."""
    came, went = (at_library(at) if at else None for at in (came_at, went_at))
    made_up = status is Status.MADE_UP
    return {
        "status": status.value if status else "",
        "note": _(note) if note else "",
        "day": came.date().isoformat() if came and made_up else "",
        "from": f"{came:%H:%M}" if came else "",
        "to": f"{went:%H:%M}" if went and made_up else "",
    }


def mark_of(line: Mapping[str, object]) -> str:
    """A mark of what a line says; the days and times as the form writes them."""
    return seen_of(*(str(line[name] or "") for name in ("status", "note", "day", "from", "to")))


def why_not_over(name: str, status: Status | None, mark: str, seen: str) -> tuple[str, str] | None:
    """Why a line is not written over how somebody stands (`status`, `mark`): they signed in, or another window wrote it, since
    the form was opened. The field of the line and the sentence."""
    if not seen or seen == mark:
        return None
    now = _(STATUSES[status]) if status else _("没有记")
    sentence = _(
        "%(name)s的出勤在打开这一页以后改过，现在是“%(now)s”；要按这里选的记，再点一次“记下”", name=name, now=now
    )
    return "status", sentence


def why_not_call_roll(state: GatheringState) -> tuple[WhyNot, ...]:
    """Why the roll is not written down: there is no list."""
    if state is GatheringState.PLANNED:
        return (WhyNot("planned", _("名单还没有定，先开始签到")),)
    if state is GatheringState.CALLED_OFF:
        return (WhyNot("called_off", _("会议已经取消，没有出勤可记")),)
    return ()


def record_of(answer: Answer, planned: Span, now: datetime) -> Record:
    """The answer as the list of the gathering keeps it; who came stayed to the end, for the sheet says nothing else."""
    if answer.status is Status.MADE_UP:
        return Record(Status.MADE_UP, Source.HAND, answer.came_at, answer.went_at, answer.note)
    if answer.status not in (Status.PRESENT, Status.LATE):
        return Record(answer.status, Source.LIST, note=answer.note)
    is_over = planned.ends_at <= now
    came_at = answer.came_at or min(planned.starts_at, now)
    source = Source.HAND if is_over else Source.LIST
    return Record(answer.status, source, came_at, planned.ends_at if is_over else None, answer.note)


def is_known(answer: Answer, before: Record | None) -> bool:
    """Whether the list says so already."""
    if before is None or (before.status, before.note) != (answer.status, answer.note):
        return False
    if answer.status is Status.LATE:
        return _minute(before.came_at) == answer.came_at
    times = (_minute(before.came_at), _minute(before.went_at))
    return answer.status is not Status.MADE_UP or times == (answer.came_at, answer.went_at)


def _minute(at: datetime | None) -> datetime | None:
    """A form shows minutes; who scanned in came at a second."""
    return at.replace(second=0, microsecond=0) if at else None


def why_not_answer(
    name: str, answer: Answer, state: GatheringState, planned: Span, now: datetime
) -> Iterator[tuple[str, str]]:
    """Why this is not said of somebody: the field of their line, and the sentence with their name."""
    own = tuple(_why_not_said(name, answer, planned))
    yield from own
    if own:
        return
    for reason in why_not_record(state, planned, record_of(answer, planned, now), now):
        yield AT_FIELD.get(reason.code, "status"), _("%(name)s：%(why)s", name=name, why=reason.sentence)


def _why_not_said(name: str, answer: Answer, planned: Span) -> Iterator[tuple[str, str]]:
    if answer.status in (Status.EXCUSED, Status.EXEMPT) and not answer.note.strip():
        yield "note", _("%(name)s请假和免的，写明原因：事假、病假、公务、外派等", name=name)
    if answer.status is Status.LATE:
        yield from _why_not_late(name, answer.came_at, planned)
    if answer.status is Status.MADE_UP:
        if answer.came_at is None or answer.went_at is None or not answer.note.strip():
            yield "day", _("%(name)s补课，写上哪天、从几点到几点，在原因里写学了什么", name=name)
        elif answer.came_at < planned.starts_at:
            yield "day", _("%(name)s的补课早于开会的时间，核对补课的日期", name=name)


def _why_not_late(name: str, came_at: datetime | None, planned: Span) -> Iterator[tuple[str, str]]:
    if came_at is None:
        yield "from", _("%(name)s迟到，写上几点到的", name=name)
    elif came_at < planned.ends_at and status_on_arrival(planned, came_at) is Status.PRESENT:
        minutes = int(LATE_AFTER.total_seconds()) // 60
        yield "from", _("%(name)s开始后 %(n)d 分钟以内到的按出席记；改为出席，或核对几点到的", name=name, n=minutes)
