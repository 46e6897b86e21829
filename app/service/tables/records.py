"""Rows of what was served."""

from piccolo.columns import ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.gatherings.tables import Gathering
from app.people.tables import Library, ServicePoint
from app.shifts.tables import Project, Volunteer


class ServiceRecord(Table):
    """One service of one volunteer, approved. Insert-only; one that was wrong is voided and another written.

    It keeps what 民政部令第67号 art. 7 asks for as it was said then: what, when, where, what was done, for how long, by which
    organisation, who was responsible. Times are UTC; `actual_minutes` is from coming to going, `minutes` what was approved of
    them. `presence` is the row of attendance it follows from, which says itself when a newer one stands.
    """

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    gathering = ForeignKey(Gathering, null=False, on_delete=OnDelete.restrict, index=True)
    presence = Integer(null=False, default=None)
    project = ForeignKey(Project, null=True, default=None, on_delete=OnDelete.restrict)
    project_name = Varchar(length=60, null=False, default="")
    place = ForeignKey(ServicePoint, null=True, default=None, on_delete=OnDelete.restrict)
    place_name = Varchar(length=80, null=False, default="")
    content = Varchar(length=300, null=False, default=None)
    recording_unit = ForeignKey(Library, null=True, default=None, on_delete=OnDelete.restrict)
    unit_name = Varchar(length=80, null=False, default="")
    leader = Varchar(length=60, null=False, default="")
    starts_at = Timestamptz(null=False, default=None)
    ends_at = Timestamptz(null=False, default=None)
    came_at = Timestamptz(null=False, default=None)
    went_at = Timestamptz(null=False, default=None)
    actual_minutes = Integer(null=False, default=None)
    minutes = Integer(null=False, default=None)
    source = Varchar(length=20, null=False, default=None)
    note = Varchar(length=200, null=False, default="")
    approved_by = Integer(null=True, default=None)
    approved_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ServiceRecordVoid(Table):
    """A record does not stand, and why. Insert-only."""

    id: Serial
    record = ForeignKey(ServiceRecord, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    voided_by = Integer(null=True, default=None)
    voided_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
