"""Rows of what the library has set for service."""

from piccolo.columns import Integer, Serial, Timestamptz, Varchar
from piccolo.table import Table


class ServiceSetting(Table):
    """How many minutes beyond the plan may be approved, and by what rule of the library. Insert-only: the newest stands."""

    id: Serial
    tolerance_minutes = Integer(null=False, default=None)
    source = Varchar(length=120, null=False, default=None)
    set_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
