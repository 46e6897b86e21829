"""What is learnt alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.locale import N_, _


@dataclass(frozen=True, slots=True)
class OwnStudy:
    """A piece of self-study as a person writes it down; minutes are those they read, within its time."""

    title: str
    started_at: datetime
    ended_at: datetime
    minutes: int
    note: str = ""


def ended(started_at: datetime, ended_at: datetime | None, minutes: int) -> datetime:
    """When it ended: as it was written down, else as it was measured."""
    return ended_at or started_at + timedelta(minutes=minutes)


DAILY = N_("每日一练")
MISTAKES = N_("重做错题")
TOPIC = N_("专题：%(law)s")
EVERY_LAW = N_("全部法规")


def minutes_that_can_be(minutes: int, started_at: datetime, now: datetime) -> int:
    """At least 0, and never more whole minutes than the clock has gone on since the start."""
    elapsed = int((now - started_at).total_seconds()) // 60
    return max(0, min(minutes, elapsed))


def topic_title(law: str) -> str:
    """What a set on one law is called as it is kept: in Chinese, whoever begins it in whatever language.

    Args:
        law: its short name; empty for every law.
    """
    return TOPIC % {"law": law or EVERY_LAW}


def title_said(title: str) -> str:
    """A title as it was kept, in the language of the request; names of laws and what people wrote stay as they are."""
    begin = TOPIC % {"law": ""}
    if title.startswith(begin):
        law = title.removeprefix(begin)
        return _(TOPIC, law=_(law) if law == EVERY_LAW else law)
    return _(title) if title in (DAILY, MISTAKES) else title
