"""Rows of what the library has decided about people who come: the ages, and how long applicants' data are kept."""

from piccolo.columns import Boolean, Date, Integer, Serial, Timestamptz, Varchar
from piccolo.table import Table


class AgeSetting(Table):
    """The library's own ages from a day on; until there is one, those that ship hold. Insert-only.

    Minutes are of the day; 1440 is no limit. `accompanied` is whether who is under fourteen serves only beside an adult.
    """

    id: Serial
    from_on = Date(null=False, default=None)
    youngest = Integer(null=False, default=None)
    consent_under = Integer(null=False, default=None)
    child_until_minute = Integer(null=False, default=None)
    minor_until_minute = Integer(null=False, default=None)
    accompanied = Boolean(null=False, default=True)
    source = Varchar(length=200, null=False, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class RetentionSetting(Table):
    """So many days after an application was returned the applicant's data are deleted. Insert-only: the newest stands."""

    id: Serial
    days = Integer(null=False, default=None)
    source = Varchar(length=200, null=False, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
