"""Rows of the calendar of duties: what the library set, explanations, yearly records, reminders that went out."""

from piccolo.columns import Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.party.tables.branch import PartyBranch
from app.people.tables import Person


class PartySetting(Table):
    """A value of the rule book that the library set, for the days it holds. Insert-only: the newest that holds counts."""

    id: Serial
    key = Varchar(length=30, null=False, default=None)
    value = Integer(null=False, default=None)
    from_on = Date(null=False, default=None)
    to_on = Date(null=True, default=None)
    source = Varchar(length=120, null=False, default=None)
    note = Varchar(length=200, null=False, default="")
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class DutyExplanation(Table):
    """Why a duty of a period was not done as usual. Insert-only; it is taken back by a row of its own."""

    id: Serial
    branch = ForeignKey(PartyBranch, null=False, on_delete=OnDelete.restrict)
    year = Integer(null=False, default=None)
    item = Varchar(length=30, null=False, default=None)
    period = Varchar(length=10, null=False, default=None)
    text = Text(null=False, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class DutyExplanationWithdrawal(Table):
    """An explanation was taken back, and why."""

    id: Serial
    explanation = ForeignKey(DutyExplanation, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class DutyRecord(Table):
    """A yearly duty that is one record, with its evidence; `person` is whom a contact was about. Insert-only."""

    id: Serial
    branch = ForeignKey(PartyBranch, null=False, on_delete=OnDelete.restrict)
    what = Varchar(length=30, null=False, default=None)
    done_on = Date(null=False, default=None, index=True)
    title = Varchar(length=120, null=False, default=None)
    reference = Varchar(length=200, null=False, default="")
    person = ForeignKey(Person, null=True, on_delete=OnDelete.restrict, index=True)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class DutyRecordWithdrawal(Table):
    """A record was written by mistake, and why."""

    id: Serial
    record = ForeignKey(DutyRecord, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class DutyReminder(Table):
    """The secretary was told of a period on one of the days of its rule."""

    id: Serial
    item = Varchar(length=30, null=False, default=None)
    period = Varchar(length=10, null=False, default=None)
    due_on = Date(null=False, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [
    PartySetting,
    DutyExplanation,
    DutyExplanationWithdrawal,
    DutyRecord,
    DutyRecordWithdrawal,
    DutyReminder,
]
