"""Rows of what volunteers say about their attendance, and what came of it."""

from piccolo.columns import Boolean, ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.gatherings.tables import Gathering
from app.shifts.tables import Volunteer


class PresenceClaim(Table):
    """A volunteer says when they came or went, or that their record is wrong; somebody answers. Insert-only.

    `kind` is `went` (a check-out that was forgotten), `stamp` (kept by a phone that was offline) or `wrong`. `phone_at` is what
    the phone took for the time when it sent a stamp, so that a wrong clock is seen.
    """

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    gathering = ForeignKey(Gathering, null=False, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20, null=False, default=None)
    came_at = Timestamptz(null=True, default=None)
    went_at = Timestamptz(null=True, default=None)
    phone_at = Timestamptz(null=True, default=None)
    said = Varchar(length=200, null=False, default="")
    at = Timestamptz(null=False, default=None)


class PresenceClaimAnswer(Table):
    """What came of a claim, and why. Insert-only."""

    id: Serial
    claim = ForeignKey(PresenceClaim, null=False, on_delete=OnDelete.restrict, unique=True)
    accepted = Boolean(null=False, default=None)
    reason = Varchar(length=200, null=False, default="")
    answered_by = Integer(null=True, default=None)
    answered_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class AbsenceExcuse(Table):
    """A volunteer who was absent says why: first to the coordinator, then once, as an appeal, to the manager. Insert-only."""

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    gathering = ForeignKey(Gathering, null=False, on_delete=OnDelete.restrict)
    stage = Varchar(length=20, null=False, default=None)
    said = Varchar(length=300, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class AbsenceDecision(Table):
    """What was decided about an excuse, and why. Insert-only."""

    id: Serial
    excuse = ForeignKey(AbsenceExcuse, null=False, on_delete=OnDelete.restrict, unique=True)
    stage = Varchar(length=20, null=False, default=None)
    accepted = Boolean(null=False, default=None)
    reason = Varchar(length=300, null=False, default="")
    decided_by = Integer(null=True, default=None)
    decided_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
