"""Rows of 谈心谈话: that it took place is one row, what was said are others, which may be emptied."""

from piccolo.columns import Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.people.tables import Person


class HeartToHeartTalk(Table):
    """Two people talked on a day. Insert-only; the lists show no more than this."""

    id: Serial
    first = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    second = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    held_on = Date(null=False, default=None)
    by = Integer(null=True, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class TalkRemoval(Table):
    """A talk was entered wrongly, and why. Insert-only; the reason goes at the wish of one of both."""

    id: Serial
    talk = ForeignKey(HeartToHeartTalk, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class TalkNote(Table):
    """What was said; the newest stands, earlier ones stay to be read. Restricted.

    `emptied_at` is when the texts were deleted at the wish of one of both: the row stays, with nothing in it.
    """

    id: Serial
    talk = ForeignKey(HeartToHeartTalk, null=False, on_delete=OnDelete.restrict, index=True)
    place = Varchar(length=80, null=False, default="")
    content = Text(null=False, default="")
    problem = Text(null=False, default="")
    follow_up = Text(null=False, default="")
    by = Integer(null=True, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
    emptied_at = Timestamptz(null=True, default=None)


TABLES = [HeartToHeartTalk, TalkRemoval, TalkNote]
