"""Who is expected: everybody on the staff on the day of the session, less those left out, with those added."""

from dataclasses import dataclass
from enum import StrEnum

from app.actor import GRANTS, May
from app.locale import N_, _
from app.refusals import WhyNot

STAFF_ROLES = tuple(sorted(role.value for role, marks in GRANTS.items() if May.SEE_STUDY in marks))


class Change(StrEnum):
    """How the list differs from the staff of that day."""

    LEFT_OUT = "left_out"
    ADDED = "added"


CHANGES = {Change.LEFT_OUT: N_("不列入"), Change.ADDED: N_("另外加上")}


@dataclass(frozen=True, slots=True)
class Listed:
    """One person and the list.

    Attributes:
        on_staff: on the staff on the day of the session.
        change: what was written by hand, with its reason.
        elsewhere: what else they are expected at in the same time; empty when nothing.
    """

    person: int
    name: str
    post: str
    on_staff: bool
    change: Change | None = None
    reason: str = ""
    elsewhere: str = ""

    @property
    def expected(self) -> bool:
        """Whether they are on the list."""
        return self.change is Change.ADDED if self.change else self.on_staff


def why_not_list(line: Listed, change: Change) -> tuple[WhyNot, ...]:
    """Why the list does not change so."""
    if change is Change.LEFT_OUT and not line.expected:
        return (WhyNot("not_on", _("%(name)s不在名单上", name=line.name)),)
    if change is Change.ADDED and line.expected:
        return (WhyNot("on", _("%(name)s已经在名单上", name=line.name)),)
    return ()
