"""Rows of notices."""

from piccolo.columns import ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table


class Notice(Table):
    """One sentence for one person, with where it leads. `message` is the Chinese source, `params` fill it as JSON."""

    id: Serial
    person = Integer(null=False, default=None, index=True)
    message = Varchar(length=200, null=False, default=None)
    params = Text(null=False, default="{}")
    address = Varchar(length=200, null=False, default="")
    at = Timestamptz(null=False, default=None)


class Reading(Table):
    """The person has seen the notice."""

    id: Serial
    notice = ForeignKey(Notice, null=False, on_delete=OnDelete.restrict, unique=True)
    at = Timestamptz(null=False, default=None)
