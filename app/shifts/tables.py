"""Rows of shifts. When and where a shift is, is its gathering; who came, is that gathering's presence.

What a volunteer can and wants now (skills, sites, free times) is replaced as a whole; the ledger says what was before.
"""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.gatherings.tables import Gathering
from app.people.tables import Person, ServicePoint


class Volunteer(Table):
    """What a person is as a volunteer. `number` is the national one; minutes are for a week."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, unique=True)
    number = Varchar(length=30, null=True, default=None, unique=True)
    born_on = Date(null=True, default=None)
    wanted_minutes = Integer(null=False, default=None)
    most_minutes = Integer(null=False, default=None)
    applied_at = Timestamptz(null=False, default=None)


class VolunteerStatus(Table):
    """A state that the volunteer came into, and why. Insert-only: the newest stands."""

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    status = Varchar(length=20, null=False, default=None)
    reason = Varchar(length=200, null=False, default="")
    by = Integer(null=True, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class VolunteerSkill(Table):
    """Something the volunteer can do."""

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict)
    skill = Varchar(length=20, null=False, default=None)


class AcceptedSite(Table):
    """A service point to which the volunteer would go."""

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict)
    place = ForeignKey(ServicePoint, null=False, on_delete=OnDelete.restrict)


class Availability(Table):
    """A time of the week in which the volunteer is free; weekday from 0 (Monday), minutes of the day."""

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    weekday = Integer(null=False, default=None)
    from_minute = Integer(null=False, default=None)
    to_minute = Integer(null=False, default=None)


class AvailabilityException(Table):
    """A single day on which the volunteer is free, or not free, other than in the week."""

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    day = Date(null=False, default=None)
    free = Boolean(null=False, default=None)
    from_minute = Integer(null=False, default=None)
    to_minute = Integer(null=False, default=None)
    note = Varchar(length=80, null=False, default="")


class GuardianConsent(Table):
    """A guardian has agreed; it holds until it is taken back."""

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    guardian_name = Varchar(length=60, null=False, default=None)
    guardian_phone = Varchar(length=20, null=False, default=None)
    relation = Varchar(length=20, null=False, default=None)
    proof = Varchar(length=200, null=False, default=None)
    given_on = Date(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
    recorded_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class VolunteerPaper(Table):
    """A commitment that was signed, or an insurance, and how long it holds; `to_on` null is without an end. Insert-only."""

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20, null=False, default=None)
    reference = Varchar(length=120, null=False, default=None)
    from_on = Date(null=False, default=None)
    to_on = Date(null=True, default=None)
    at = Timestamptz(null=False, default=None)


class Post(Table):
    """Something to do at a service point. A post with a risk asks for an insurance; `skill` is empty where none is asked."""

    id: Serial
    place = ForeignKey(ServicePoint, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=40, null=False, default=None)
    skill = Varchar(length=20, null=False, default="")
    min_age = Integer(null=False, default=0)
    risk = Varchar(length=120, null=False, default="")
    duties = Varchar(length=300, null=False, default="")
    closed_on = Date(null=True, default=None)


class Shift(Table):
    """A gathering of volunteers. `copied_from` is the shift of the week before of which it was made."""

    id: Serial
    gathering = ForeignKey(Gathering, null=False, on_delete=OnDelete.restrict, unique=True)
    sign_up_until = Timestamptz(null=False, default=None)
    note = Varchar(length=300, null=False, default="")
    copied_from = Integer(null=True, default=None)


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
    """A volunteer stands in line for a seat until `ended_at`; `ended_as` says how that ended."""

    id: Serial
    seat = ForeignKey(Seat, null=False, on_delete=OnDelete.restrict)
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_as = Varchar(length=20, null=False, default="")


TABLES = [
    Volunteer,
    VolunteerStatus,
    VolunteerSkill,
    AcceptedSite,
    Availability,
    AvailabilityException,
    GuardianConsent,
    VolunteerPaper,
    Post,
    Shift,
    ShiftPublication,
    Seat,
    Assignment,
    AssignmentEnd,
    Waiting,
]
