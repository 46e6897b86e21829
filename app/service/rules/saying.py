"""What volunteers say about their attendance, and what may be decided about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.gatherings.rules import Span
from app.gatherings.rules.attendance import Status
from app.locale import N_, _
from app.refusals import WhyNot

EXCUSE_WITHIN = timedelta(days=14)
"""So long after a shift, or after a decision, one may say why one was absent, or appeal. A setting of this library."""

ASKED_FOR = timedelta(days=60)
"""So long somebody is asked when they went; later nobody knows."""

STAMP_WITHIN = timedelta(hours=24)
STAMP_AHEAD = timedelta(minutes=2)


class ClaimKind(StrEnum):
    """What somebody says."""

    WENT = "went"
    STAMP = "stamp"
    WRONG = "wrong"


CLAIM_KINDS = {
    ClaimKind.WENT: N_("忘了签退"),
    ClaimKind.STAMP: N_("没有网时的签到"),
    ClaimKind.WRONG: N_("请求更正"),
}


class Stage(StrEnum):
    """Whose turn it is to decide about an absence."""

    FIRST = "first"
    APPEAL = "appeal"


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided: by whom, when, and why."""

    accepted: bool
    reason: str
    by: int | None
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why somebody says they were absent; `decided` is None while it waits."""

    id: int
    stage: Stage
    said: str
    at: datetime
    decided: Decided | None


@dataclass(frozen=True, slots=True)
class Absence:
    """An absence with what was said and decided about it, at most once at each stage."""

    gathering: int
    person: int
    span: Span
    status: Status
    first: Excuse | None = None
    appeal: Excuse | None = None

    @property
    def waiting(self) -> Excuse | None:
        """What waits for a decision."""
        newest = self.appeal or self.first
        return newest if newest is not None and newest.decided is None else None


def why_not_excuse(one: Absence, said: str, now: datetime) -> tuple[WhyNot, ...]:
    """Why no excuse is taken: they were not absent, have given one, or it is too late."""
    if one.status is not Status.ABSENT:
        return (WhyNot("not_absent", _("这一班没有记缺席")),)
    if one.first is not None:
        return (WhyNot("excused", _("已经说明过了，等协调员答复")),)
    if now > one.span.ends_at + EXCUSE_WITHIN:
        return (WhyNot("late", _("超过 %(n)d 天不能再说明，找协调员", n=EXCUSE_WITHIN.days)),)
    return () if said.strip() else (WhyNot("said", _("写一句没有来的原因")),)


def why_not_appeal(one: Absence, said: str, now: datetime) -> tuple[WhyNot, ...]:
    """Why there is nothing to appeal: nothing was decided, it was accepted, it was appealed before, or it is too late."""
    if one.first is None or one.first.decided is None:
        return (WhyNot("undecided", _("协调员还没有答复，答复以后才能申诉")),)
    if one.first.decided.accepted or one.status is not Status.ABSENT:
        return (WhyNot("accepted", _("已经记为请假，不用申诉")),)
    if one.appeal is not None:
        return (WhyNot("appealed", _("只能申诉一次，等馆领导答复")),)
    if now > one.first.decided.at + EXCUSE_WITHIN:
        return (WhyNot("late", _("答复后 %(n)d 天内可以申诉，已经过了", n=EXCUSE_WITHIN.days)),)
    return () if said.strip() else (WhyNot("said", _("写一句为什么不同意")),)


def why_not_decide(
    one: Absence, *, decider: int | None, is_manager: bool, accepted: bool, reason: str
) -> tuple[WhyNot, ...]:
    """Why this person does not decide about what waits; an appeal is the manager's, and of somebody else than the first time."""
    waiting = one.waiting
    if waiting is None:
        return (WhyNot("decided", _("没有等待答复的说明")),)
    if decider is not None and decider == one.person:
        return (WhyNot("own", _("自己的缺席由别人决定")),)
    if waiting.stage is Stage.APPEAL and not is_manager:
        return (WhyNot("manager", _("申诉由馆领导决定")),)
    first = one.first.decided if one.first else None
    if waiting.stage is Stage.APPEAL and first is not None and decider is not None and first.by == decider:
        return (WhyNot("again", _("申诉由第一次决定的人以外的人来定")),)
    if not accepted and not reason.strip():
        return (WhyNot("reason", _("维持缺席要写明理由，本人会看到")),)
    return ()


def why_not_say_went(planned: Span, came_at: datetime | None, went_at: datetime, now: datetime) -> tuple[WhyNot, ...]:
    """Why nobody can have gone then."""
    if came_at is not None and went_at <= came_at:
        return (WhyNot("went_at", _("要晚于签到时间")),)
    if went_at <= planned.starts_at:
        return (WhyNot("went_at", _("要晚于这一班的开始时间")),)
    return (WhyNot("went_at", _("时间还没到，不能先记")),) if went_at > now else ()


def why_not_stamp(stamped_at: datetime, now: datetime) -> tuple[WhyNot, ...]:
    """Why a stamp that a phone kept is not taken: its time lies ahead, or too far back."""
    if stamped_at > now + STAMP_AHEAD:
        return (WhyNot("ahead", _("手机的时间走快了，这次签到没有收下；请协调员点名")),)
    if stamped_at < now - STAMP_WITHIN:
        return (WhyNot("old", _("超过一天的签到不再收，请协调员补录")),)
    return ()


def why_not_answer(answered: bool, own: bool, accepted: bool, reason: str) -> tuple[WhyNot, ...]:
    """Why a claim is not answered so."""
    if answered:
        return (WhyNot("answered", _("已经答复过了")),)
    if own:
        return (WhyNot("own", _("自己说的由别人答复")),)
    return () if accepted or reason.strip() else (WhyNot("reason", _("不同意要写明理由，本人会看到")),)
