"""Rows of what volunteers agree to: the texts in their versions, who agreed to which, and what was taken back."""

from piccolo.columns import Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.shifts.tables.volunteers import Volunteer


class ConsentText(Table):
    """One version of a text that people agree to, from a day on. Insert-only."""

    id: Serial
    kind = Varchar(length=20, null=False, default=None)
    version = Integer(null=False, default=None)
    text = Text(null=False, default=None)
    from_on = Date(null=False, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ConsentGiven(Table):
    """A volunteer agreed to one version of a text; the newest of a kind stands until it is withdrawn.

    `choice` and `alias` are of the consent to be shown on screens: given name, or another name.
    """

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    text = ForeignKey(ConsentText, null=False, on_delete=OnDelete.restrict)
    choice = Varchar(length=20, null=False, default="")
    alias = Varchar(length=30, null=False, default="")
    how = Varchar(length=20, null=False, default=None)
    by = Integer(null=True, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ConsentWithdrawal(Table):
    """A consent no longer holds. Insert-only."""

    id: Serial
    given = ForeignKey(ConsentGiven, null=False, on_delete=OnDelete.restrict, unique=True)
    by = Integer(null=True, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
