"""Rows of what the solver proposes."""

from piccolo.columns import BigInt, Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.shifts.tables.rosters import Seat
from app.shifts.tables.volunteers import Volunteer


class RosterDraft(Table):
    """A roster that the solver proposed for the weeks from the Monday `week` to the Monday `last_week`, which is null where
    it is one week (and in drafts of before there were several).

    `place` null is every place that whoever asked arranges.

    Points are hundredths. `bill` is the solver's answer without its assignments, as JSON: what it costs line by line and
    why a seat stays empty. `input_hash` says of which data it was made.
    """

    id: Serial
    week = Date(null=False, default=None, index=True)
    last_week = Date(null=True, default=None)
    place = Integer(null=True, default=None)
    mode = Varchar(length=20, null=False, default=None)
    job = Integer(null=False, default=None, index=True)
    status = Varchar(length=20, null=False, default=None)
    objective = BigInt(null=False, default=None)
    bound = BigInt(null=False, default=None)
    solver = Varchar(length=40, null=False, default=None)
    input_hash = Varchar(length=64, null=False, default=None)
    bill = Text(null=False, default=None)
    by = Integer(null=False, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class RosterDraftLine(Table):
    """Somebody comes to a seat, or goes from it. `assignment` is the one that would end."""

    id: Serial
    draft = ForeignKey(RosterDraft, null=False, on_delete=OnDelete.restrict, index=True)
    seat = ForeignKey(Seat, null=False, on_delete=OnDelete.restrict)
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20, null=False, default=None)
    assignment = Integer(null=True, default=None)


class RosterDraftStep(Table):
    """A draft was applied, discarded, or its application taken back. Insert-only: the newest stands."""

    id: Serial
    draft = ForeignKey(RosterDraft, null=False, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20, null=False, default=None)
    by = Integer(null=True, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
