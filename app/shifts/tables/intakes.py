"""Rows of what is taken in from foreign tables, and of addresses that are read without signing in."""

from piccolo.columns import ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.people.tables import Person, ServicePoint


class Intake(Table):
    """A table that somebody brought, until it is taken in; the page that mends it keeps nothing itself.

    `content` is the cells as they came, `edits` what was typed over them and which rows are left out, `columns` which
    column means what, `settings` what was said for all rows at once, `result` what was taken in; each JSON. `revision` counts
    up with every change, so that two tabs do not write over each other. What holds names goes once all is taken in, or after
    a week.
    """

    id: Serial
    kind = Varchar(length=20, null=False, default=None)
    name = Varchar(length=80, null=False, default=None)
    content = Text(null=False, default=None)
    edits = Text(null=False, default="")
    columns = Text(null=False, default="")
    settings = Text(null=False, default="")
    result = Text(null=False, default="")
    revision = Integer(null=False, default=0)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    at = Timestamptz(null=False, default=None)
    taken_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    undone_at = Timestamptz(null=True, default=None)


class IntakeMapping(Table):
    """Which column meant what, the last time a table with these headings came; `headings` is their digest."""

    id: Serial
    kind = Varchar(length=20, null=False, default=None)
    headings = Varchar(length=64, null=False, default=None)
    columns = Text(null=False, default=None)


class PlaceKey(Table):
    """A secret address of a service point: its shifts as a calendar, or its screen of today. It holds until `ended_at`.

    As with a calendar key the address carries a signature over `nonce`, which alone opens nothing.
    """

    id: Serial
    place = ForeignKey(ServicePoint, null=False, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20, null=False, default=None)
    nonce = Varchar(length=40, null=False, default=None, unique=True)
    made_by_name = Varchar(length=60, null=False, default=None)
    made_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
