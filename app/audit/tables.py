"""Rows of the ledger of deeds."""

from piccolo.columns import Serial, Text, Timestamptz, Varchar
from piccolo.columns.column_types import Integer
from piccolo.table import Table


class Deed(Table):
    """One thing done. Names are kept as they were, so the ledger needs no other table to be read."""

    id: Serial
    at = Timestamptz(null=False, default=None, index=True)
    actor = Integer(null=True, default=None, index=True)
    actor_name = Varchar(length=80, null=False, default=None)
    verb = Varchar(length=60, null=False, default=None, index=True)
    subject = Integer(null=True, default=None)
    details = Text(null=False, default="{}")
    origin = Varchar(length=80, null=False, default="")
    request = Varchar(length=32, null=False, default="")
    previous = Varchar(length=64, null=False, default="")
    digest = Varchar(length=64, null=False, default=None, unique=True)
