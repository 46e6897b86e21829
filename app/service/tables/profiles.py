"""Rows of how records are laid out for a platform."""

from piccolo.columns import Integer, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table


class ExportProfile(Table):
    """One revision of how an export for a platform looks: which columns, under which headings. Insert-only: the newest stands.

    `rows` is what a row is, `columns` a list of heading, source and format as JSON.
    """

    id: Serial
    key = Varchar(length=40, null=False, default=None)
    revision = Integer(null=False, default=None)
    name = Varchar(length=80, null=False, default=None)
    rows = Varchar(length=20, null=False, default=None)
    columns = Text(null=False, default=None)
    by = Integer(null=True, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
