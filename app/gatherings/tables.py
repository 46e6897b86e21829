"""Rows of gatherings. States are rows: a list is frozen because of a `GatheringOpening`."""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.people.tables import Person, ServicePoint
from app.storage.tables import StoredFile


class Gathering(Table):
    """A time and a place for people to come together. What they come for lies in the slice that arranged it."""

    id: Serial
    kind = Varchar(length=20, null=False, default=None)
    title = Varchar(length=80, null=False, default=None)
    starts_at = Timestamptz(null=False, default=None, index=True)
    ends_at = Timestamptz(null=False, default=None)
    place = ForeignKey(ServicePoint, null=True, default=None, on_delete=OnDelete.restrict)
    venue = Varchar(length=80, null=False, default="")
    category = Varchar(length=20, null=False, default="")
    library_closed = Boolean(null=False, default=False)
    made_at = Timestamptz(null=False, default=None)


class GatheringCancellation(Table):
    """The gathering does not take place."""

    id: Serial
    gathering = ForeignKey(Gathering, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class GatheringOpening(Table):
    """The expected list is frozen and people may check in."""

    id: Serial
    gathering = ForeignKey(Gathering, null=False, on_delete=OnDelete.restrict, unique=True)
    at = Timestamptz(null=False, default=None)


class GatheringClosing(Table):
    """It is over: whoever nothing was recorded of was absent; from here on there are corrections only."""

    id: Serial
    gathering = ForeignKey(Gathering, null=False, on_delete=OnDelete.restrict, unique=True)
    at = Timestamptz(null=False, default=None)


class Expected(Table):
    """A person on the frozen list; one added after the opening has a later `at` than the opening. Never removed."""

    id: Serial
    gathering = ForeignKey(Gathering, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    at = Timestamptz(null=False, default=None)


class Presence(Table):
    """What is known of one person at one gathering. Insert-only: the newest row stands, the others are its history.

    `minutes` follow from the times by rule; `recorded_by` is null where the product itself recorded it.
    """

    id: Serial
    gathering = ForeignKey(Gathering, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    status = Varchar(length=20, null=False, default=None)
    came_at = Timestamptz(null=True, default=None)
    went_at = Timestamptz(null=True, default=None)
    minutes = Integer(null=False, default=None)
    source = Varchar(length=20, null=False, default=None)
    note = Varchar(length=200, null=False, default="")
    recorded_by = Integer(null=True, default=None)
    recorded_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class Evidence(Table):
    """What proves it: a signed sheet in a box, an address, a number (`reference`), or a photo or PDF (`file`). Insert-only.

    `note` is the reason where it was added to days that were closed.
    """

    id: Serial
    gathering = ForeignKey(Gathering, null=False, on_delete=OnDelete.restrict, index=True)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    title = Varchar(length=80, null=False, default=None)
    reference = Varchar(length=200, null=False, default=None)
    file = ForeignKey(StoredFile, null=True, default=None, on_delete=OnDelete.restrict)
    added_by = Integer(null=True, default=None)
    added_by_name = Varchar(length=60, null=False, default=None)
    note = Varchar(length=200, null=False, default="")
    at = Timestamptz(null=False, default=None)


class EvidenceRemoval(Table):
    """The file of a piece of evidence was taken away, and why. Insert-only."""

    id: Serial
    evidence = ForeignKey(Evidence, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    removed_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class CalendarDay(Table):
    """What the library says of one day; it goes before the national notice."""

    id: Serial
    day = Date(null=False, default=None, unique=True)
    kind = Varchar(length=20, null=False, default=None)
    name = Varchar(length=60, null=False, default="")
    source = Varchar(length=120, null=False, default="")
    at = Timestamptz(null=False, default=None)


class CalendarNotice(Table):
    """The yearly notice was entered, for a year that does not come with the product."""

    id: Serial
    year = Integer(null=False, default=None, unique=True)
    document = Varchar(length=120, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class PeriodLock(Table):
    """The manager has closed these days, both included: what happened in them changes by a correction with its reason."""

    id: Serial
    from_on = Date(null=False, default=None)
    to_on = Date(null=False, default=None)
    note = Varchar(length=200, null=False, default="")
    locked_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class PeriodReopening(Table):
    """A lock holds no longer, and why. Closing the days again is another lock."""

    id: Serial
    lock = ForeignKey(PeriodLock, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    reopened_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [
    Gathering,
    GatheringCancellation,
    GatheringOpening,
    GatheringClosing,
    Expected,
    Presence,
    Evidence,
    EvidenceRemoval,
    CalendarDay,
    CalendarNotice,
    PeriodLock,
    PeriodReopening,
]
