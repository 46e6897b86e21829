"""What the library has set for its rosters."""

from piccolo.columns import Date, Integer, Serial, Timestamptz, Varchar
from piccolo.table import Table


class RosterSetting(Table):
    """What volunteers may do at most from a day on. Insert-only: of a day, the one that holds since last stands.

    `source` says where the numbers come from, such as a meeting of the library.
    """

    id: Serial
    from_on = Date(null=False, default=None)
    rest_minutes = Integer(null=False, default=None)
    day_minutes = Integer(null=False, default=None)
    days_in_a_row = Integer(null=False, default=None)
    novice_shifts = Integer(null=False, default=None)
    withdraw_hours = Integer(null=False, default=None)
    late_hours = Integer(null=False, default=None)
    sign_up_hours = Integer(null=False, default=None)
    regular_shifts = Integer(null=False, default=0)
    head_start_hours = Integer(null=False, default=0)
    source = Varchar(length=200, null=False, default=None)
    set_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
