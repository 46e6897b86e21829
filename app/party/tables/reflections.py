"""Rows of 三问: what a member asks themself, for nobody else to read until they share it."""

from piccolo.columns import Date, ForeignKey, OnDelete, Serial, Text, Timestamptz
from piccolo.table import Table

from app.party.tables.campaigns import Campaign
from app.people.tables import Person


class Reflection(Table):
    """Three answers of one person; a draft may be empty in parts, and is written anew until it is shared."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    campaign = ForeignKey(Campaign, null=True, default=None, on_delete=OnDelete.restrict)
    written_on = Date(null=False, default=None)
    why_joined = Text(null=False, default="")
    what_done = Text(null=False, default="")
    what_left = Text(null=False, default="")
    at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)


class ReflectionSharing(Table):
    """The writer lets the branch read it; from here on it stays as it is. Insert-only."""

    id: Serial
    reflection = ForeignKey(Reflection, null=False, on_delete=OnDelete.restrict, unique=True)
    at = Timestamptz(null=False, default=None)


class ReflectionErasure(Table):
    """The writer took it back: what they had answered is gone, that they had is not. Insert-only."""

    id: Serial
    reflection = ForeignKey(Reflection, null=False, on_delete=OnDelete.restrict, unique=True)
    at = Timestamptz(null=False, default=None)


TABLES = [Reflection, ReflectionSharing, ReflectionErasure]
