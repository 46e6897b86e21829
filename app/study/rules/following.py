"""Action items: what was agreed in a session, who does it by when, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlencode

from app.locale import N_, _
from app.refusals import WhyNot

FARTHEST = timedelta(days=3 * 366)
SOON = timedelta(days=7)
LARGEST = 2**31 - 1


class NoteKind(StrEnum):
    """What a note says of its item."""

    PROGRESS = "progress"
    CLOSED = "closed"
    REOPENED = "reopened"
    REASSIGNED = "reassigned"


NOTE_KINDS = {
    NoteKind.PROGRESS: N_("进展"),
    NoteKind.CLOSED: N_("办结"),
    NoteKind.REOPENED: N_("重新办"),
    NoteKind.REASSIGNED: N_("改负责人或期限"),
}


class Shown(StrEnum):
    """Which items a list holds."""

    OPEN = "open"
    OVERDUE = "overdue"
    SOON = "soon"
    CLOSED = "closed"
    ALL = "all"


SHOWN = {
    Shown.OPEN: N_("在办"),
    Shown.OVERDUE: N_("已超期"),
    Shown.SOON: N_("一周内到期"),
    Shown.CLOSED: N_("已办结"),
    Shown.ALL: N_("全部"),
}


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """What is to be done, by whom (the id of a person) and by which day."""

    what: str
    owner: int
    due_on: date


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """Which action items are shown; what cannot be read was left out. `owner` is a person's id, 0 for everybody."""

    shown: Shown = Shown.OPEN
    owner: int = 0

    @staticmethod
    def of(given: Mapping[str, str]) -> "ActionFilter":
        """From an address."""
        shown, owner = given.get("shown", ""), given.get("owner", "")
        known = Shown(shown) if shown in set(Shown) else Shown.OPEN
        is_number = owner.isascii() and owner.isdigit() and len(owner) < 11
        return ActionFilter(known, min(int(owner), LARGEST) if is_number else 0)

    def query(self, **changes: object) -> str:
        """As the part of an address after the question mark, with some things changed."""
        changed = replace(self, **changes)  # type: ignore[arg-type]
        return urlencode({"shown": changed.shown.value, **({"owner": changed.owner} if changed.owner else {})})


def days_over(due_on: date, is_closed: bool, today: date) -> int:
    """How many days an open item is past its day; 0 when it is not."""
    return 0 if is_closed else max(0, (today - due_on).days)


def why_not_plan(due_on: date, agreed_on: date) -> tuple[WhyNot, ...]:
    """Why nobody can do it by that day.

    Args:
        agreed_on: the day of the session; a record that is written late may name a day that is past by now.
    """
    if due_on < agreed_on:
        return (WhyNot("due_on", _("期限早于学习那天（%(day)s），看一下日期", day=agreed_on)),)
    if due_on > agreed_on + FARTHEST:
        return (WhyNot("due_on", _("期限在三年以后，看一下年份")),)
    return ()


def why_not_note(kind: NoteKind, is_closed: bool) -> tuple[WhyNot, ...]:
    """Why the note is not added: a closed item is first opened again, an open one cannot be."""
    if kind is NoteKind.REOPENED:
        return () if is_closed else (WhyNot("open", _("这一项还在办，不用重新打开")),)
    return (WhyNot("closed", _("这一项已经办结；还要办，先写明原因重新打开")),) if is_closed else ()


def why_not_follow(is_owner: bool, arranges: bool) -> tuple[WhyNot, ...]:
    """Why somebody does not write what became of it."""
    return () if is_owner or arranges else (WhyNot("not_yours", _("只有负责人和排学习的人能写进展、办结")),)
