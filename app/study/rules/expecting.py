"""Who is expected: everybody on the staff on the day of the session, less those left out, with those added."""

from collections.abc import Sequence
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


class Group(StrEnum):
    """People who are put on the list, or left out of it, all at once: for a training of volunteers."""

    VOLUNTEERS = "volunteers"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Listed:
    """One person and the list.

    Attributes:
        on_staff: on the staff on the day of the session.
        change: what was written by hand, with its reason.
        elsewhere: what else they are expected at in the same time; empty when nothing.
        volunteers: they are a volunteer.
    """

    person: int
    name: str
    post: str
    on_staff: bool
    change: Change | None = None
    reason: str = ""
    elsewhere: str = ""
    volunteers: bool = False

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


def changed_by_group(lines: Sequence[Listed], group: Group) -> list[int]:
    """Who changes when all volunteers are added, or all of the staff who are no volunteers left out; by hand is by hand."""
    if group is Group.VOLUNTEERS:
        return [one.person for one in lines if one.volunteers and not one.expected and one.change is None]
    return [one.person for one in lines if one.on_staff and one.expected and not one.volunteers and one.change is None]
