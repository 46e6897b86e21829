"""Rows of what a person asks about their own Party records, and what became of it."""

from piccolo.columns import Boolean, ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.people.tables import Person


class PartyErasureRequest(Table):
    """A person asks for a part of their own Party records to be deleted, and says why. Insert-only; `why` goes with the part."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    part = Varchar(length=20, null=False, default=None)
    why = Varchar(length=300, null=False, default="")
    at = Timestamptz(null=False, default=None)


class PartyErasureAnswer(Table):
    """What the secretary decided about it and why; `emptied` counts the records that hold nothing since. Insert-only."""

    id: Serial
    request = ForeignKey(PartyErasureRequest, null=False, on_delete=OnDelete.restrict, unique=True)
    done = Boolean(null=False, default=None)
    reason = Varchar(length=300, null=False, default=None)
    emptied = Integer(null=False, default=0)
    by = Integer(null=True, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [PartyErasureRequest, PartyErasureAnswer]
