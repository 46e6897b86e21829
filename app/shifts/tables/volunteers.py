"""Rows of volunteers.

What somebody can and wants now (skills, sites, free times) is replaced as a whole; the ledger says what was before.
"""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.people.tables import Person, ServicePoint


class Volunteer(Table):
    """What a person is as a volunteer. `number` is the national one, `area` where they live, roughly; minutes are for a week."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, unique=True)
    number = Varchar(length=30, null=True, default=None, unique=True)
    born_on = Date(null=True, default=None)
    sex = Varchar(length=10, null=False, default="")
    area = Varchar(length=60, null=False, default="")
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
