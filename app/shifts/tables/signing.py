"""Rows of what volunteers arrange among themselves: offers of a freed seat, stand-ins, swaps, and their yes before a shift."""

from piccolo.columns import ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.shifts.tables.rosters import Assignment, Seat, Waiting
from app.shifts.tables.volunteers import Volunteer


class SeatOffer(Table):
    """A freed seat is kept for somebody in line until `expires_at`, and counts as taken; `ended_as` says how that ended."""

    id: Serial
    seat = ForeignKey(Seat, null=False, on_delete=OnDelete.restrict, index=True)
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    waiting = ForeignKey(Waiting, null=False, on_delete=OnDelete.restrict)
    at = Timestamptz(null=False, default=None)
    expires_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_as = Varchar(length=20, null=False, default="")


class StandInRequest(Table):
    """Somebody looks for a stand-in and keeps the seat until one is found; `alerted_at` is when coordinators were told."""

    id: Serial
    assignment = ForeignKey(Assignment, null=False, on_delete=OnDelete.restrict)
    reason = Varchar(length=200, null=False, default="")
    at = Timestamptz(null=False, default=None)
    alerted_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_as = Varchar(length=20, null=False, default="")


class SwapProposal(Table):
    """Whoever has `assignment` would give it for `other`; whoever has that one answers by `expires_at`."""

    id: Serial
    assignment = ForeignKey(Assignment, null=False, on_delete=OnDelete.restrict)
    other = ForeignKey(Assignment, null=False, on_delete=OnDelete.restrict, index=True)
    at = Timestamptz(null=False, default=None)
    expires_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_as = Varchar(length=20, null=False, default="")


class ShiftReminder(Table):
    """Somebody was reminded of their shift so many days before; once for each round. Insert-only."""

    id: Serial
    assignment = ForeignKey(Assignment, null=False, on_delete=OnDelete.restrict)
    days_before = Integer(null=False, default=None)
    at = Timestamptz(null=False, default=None)


class AssignmentConfirmation(Table):
    """Shortly before the shift its volunteer has said that they come. Insert-only."""

    id: Serial
    assignment = ForeignKey(Assignment, null=False, on_delete=OnDelete.restrict, unique=True)
    at = Timestamptz(null=False, default=None)
