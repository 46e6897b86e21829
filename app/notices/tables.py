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


class MailAddress(Table):
    """Where a person also wants to be told. Mail goes there once it is confirmed, until `ended_at`.

    `base` is the address under which the person reaches this site, for the links in the mail.
    """

    id: Serial
    person = Integer(null=False, default=None, index=True)
    name = Varchar(length=60, null=False, default=None)
    address = Varchar(length=250, null=False, default=None)
    base = Varchar(length=120, null=False, default=None)
    made_at = Timestamptz(null=False, default=None)
    confirmed_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)


class MailSending(Table):
    """A notice went out by mail, or was tried to; unique, so that two processes do not both send it."""

    id: Serial
    notice = ForeignKey(Notice, null=False, on_delete=OnDelete.restrict, unique=True)
    tries = Integer(null=False, default=1)
    sent_at = Timestamptz(null=True, default=None)
    trouble = Varchar(length=200, null=False, default="")
    at = Timestamptz(null=False, default=None)


class GroupChannel(Table):
    """The robot of a chat group to which texts may be sent. Its address is a secret: whoever has it can write there."""

    id: Serial
    name = Varchar(length=40, null=False, default=None)
    kind = Varchar(length=20, null=False, default=None)
    address = Varchar(length=400, null=False, default=None, secret=True)
    made_by_name = Varchar(length=60, null=False, default=None)
    made_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)


class GroupPost(Table):
    """A text that was sent to a group; `trouble` is empty where the group has it, and null until its robot has answered."""

    id: Serial
    channel = ForeignKey(GroupChannel, null=False, on_delete=OnDelete.restrict, index=True)
    text = Text(null=False, default=None)
    by = Integer(null=True, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    trouble = Varchar(length=200, null=True, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [Notice, Reading, MailAddress, MailSending, GroupChannel, GroupPost]
