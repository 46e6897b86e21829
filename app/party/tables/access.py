"""Rows of who looked at what is restricted."""

from piccolo.columns import ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.people.tables import Person


class RestrictedView(Table):
    """Somebody opened a restricted record about a person and said why. Insert-only; the person reads it too.

    At the wish of the person `reason` is emptied; who looked at what and when stays.

    `record` is the id of the row in the table that `kind` stands for; one row for each person the record is about.
    """

    id: Serial
    kind = Varchar(length=20, null=False, default=None)
    record = Integer(null=False, default=None)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    viewer = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    viewer_name = Varchar(length=60, null=False, default=None)
    reason = Varchar(length=200, null=False, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [RestrictedView]
