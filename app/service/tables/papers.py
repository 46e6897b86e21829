"""Rows of the papers about volunteer service."""

from piccolo.columns import Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.service.tables.records import ServiceRecord
from app.shifts.tables import Volunteer


class PaperSetting(Table):
    """What papers are called, who stands under them, and by what decision of the library. Insert-only: the newest stands."""

    id: Serial
    kind = Varchar(length=20, null=False, default=None)
    leader = Varchar(length=60, null=False, default="")
    contact = Varchar(length=80, null=False, default="")
    source = Varchar(length=120, null=False, default="")
    set_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class PaperRequest(Table):
    """A volunteer asks for a paper over some days; null is without a beginning, or until the day of issue. Insert-only."""

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    from_on = Date(null=True, default=None)
    to_on = Date(null=True, default=None)
    purpose = Varchar(length=80, null=False, default="")
    at = Timestamptz(null=False, default=None)


class PaperDecline(Table):
    """A request is not followed, and why. Insert-only."""

    id: Serial
    request = ForeignKey(PaperRequest, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    declined_by = Integer(null=True, default=None)
    declined_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ServicePaper(Table):
    """A paper about somebody's service, as it was issued. Insert-only.

    What it sums up are its lines, a frozen list of records; the sums stand here as they were printed, minutes. `from_on` and
    `to_on` are the first and the last day of service on it. `left_out` names who records what it leaves out.
    """

    id: Serial
    year = Integer(null=False, default=None)
    number = Integer(null=False, default=None)
    kind = Varchar(length=20, null=False, default=None)
    code = Varchar(length=20, null=False, default=None, unique=True)
    request = ForeignKey(PaperRequest, null=True, default=None, on_delete=OnDelete.restrict)
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    volunteer_name = Varchar(length=60, null=False, default=None)
    volunteer_number = Varchar(length=30, null=False, default="")
    from_on = Date(null=False, default=None)
    to_on = Date(null=False, default=None)
    system_times = Integer(null=False, default=None)
    system_minutes = Integer(null=False, default=None)
    hand_times = Integer(null=False, default=None)
    hand_minutes = Integer(null=False, default=None)
    left_out_times = Integer(null=False, default=0)
    left_out = Text(null=False, default="")
    unit_name = Varchar(length=80, null=False, default="")
    leader = Varchar(length=60, null=False, default="")
    contact = Varchar(length=80, null=False, default="")
    note = Varchar(length=120, null=False, default="")
    issued_by = Integer(null=True, default=None)
    issued_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ServicePaperLine(Table):
    """A record that the paper stands on. Insert-only: a record that is voided later stays on it and marks its check page."""

    id: Serial
    paper = ForeignKey(ServicePaper, null=False, on_delete=OnDelete.restrict)
    record = ForeignKey(ServiceRecord, null=False, on_delete=OnDelete.restrict, index=True)


class ServicePaperRevocation(Table):
    """The paper no longer holds, and why; its check page says that it does not. Insert-only."""

    id: Serial
    paper = ForeignKey(ServicePaper, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    revoked_by = Integer(null=True, default=None)
    revoked_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
