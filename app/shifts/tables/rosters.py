"""Rows of rosters. When and where a shift is, is its gathering; who came, is that gathering's presence."""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.gatherings.tables import Gathering
from app.shifts.tables.posts import Post
from app.shifts.tables.templates import ShiftTemplate
from app.shifts.tables.volunteers import Volunteer


class Shift(Table):
    """A gathering of volunteers. `copied_from` is the shift of the week before of which it was made.

    One that was made of a template remembers it and the day it was made for, so that it is never made a second time.
    """

    id: Serial
    gathering = ForeignKey(Gathering, null=False, on_delete=OnDelete.restrict, unique=True)
    sign_up_until = Timestamptz(null=False, default=None)
    note = Varchar(length=300, null=False, default="")
    copied_from = Integer(null=True, default=None)
    template = ForeignKey(ShiftTemplate, null=True, default=None, on_delete=OnDelete.restrict)
    template_day = Date(null=True, default=None)


class ShiftPublication(Table):
    """The shift as people were told of it; one whose time or place has changed since waits to be published again."""

    id: Serial
    shift = ForeignKey(Shift, null=False, on_delete=OnDelete.restrict, index=True)
    starts_at = Timestamptz(null=False, default=None)
    ends_at = Timestamptz(null=False, default=None)
    place = Integer(null=True, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class Seat(Table):
    """A post on a shift and how many it takes.

    `revision` counts up with every change of who sits here and `changed_by_name` made the last one, so that nobody
    writes over what they have not seen.
    """

    id: Serial
    shift = ForeignKey(Shift, null=False, on_delete=OnDelete.restrict)
    post = ForeignKey(Post, null=False, on_delete=OnDelete.restrict)
    least = Integer(null=False, default=None)
    wanted = Integer(null=False, default=None)
    most = Integer(null=False, default=None)
    priority = Integer(null=False, default=None)
    locked = Boolean(null=False, default=False)
    revision = Integer(null=False, default=0)
    changed_by_name = Varchar(length=60, null=False, default="")


class Assignment(Table):
    """A volunteer has a seat until `ended_at`; an `AssignmentEnd` says why it ended.

    `reason` is why a coordinator went over a warning. `told_at` is when the volunteer learned of it: at once when they
    did it themselves, else with the next publication.
    """

    id: Serial
    shift = ForeignKey(Shift, null=False, on_delete=OnDelete.restrict)
    seat = ForeignKey(Seat, null=False, on_delete=OnDelete.restrict, index=True)
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    how = Varchar(length=20, null=False, default=None)
    reason = Varchar(length=200, null=False, default="")
    by = Integer(null=True, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
    told_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)


class AssignmentEnd(Table):
    """Somebody gave a seat up, or was taken off it. `told_at` as with the assignment; nothing is to tell who did it."""

    id: Serial
    assignment = ForeignKey(Assignment, null=False, on_delete=OnDelete.restrict, unique=True)
    kind = Varchar(length=20, null=False, default=None)
    reason = Varchar(length=200, null=False, default="")
    by = Integer(null=True, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
    told_at = Timestamptz(null=True, default=None)


class Waiting(Table):
    """A volunteer stands in line for a seat until `ended_at`; `ended_as` says how that ended.

    With `agreed` they have said that they may be put on the seat at once when it is free; others are asked first.
    """

    id: Serial
    seat = ForeignKey(Seat, null=False, on_delete=OnDelete.restrict)
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    agreed = Boolean(null=False, default=False)
    at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_as = Varchar(length=20, null=False, default="")
