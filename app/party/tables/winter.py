"""Rows of 党员冬训: a season across the turn of the year, by the plan that stands."""

from piccolo.columns import Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.party.tables.branch import PartyBranch


class WinterSeason(Table):
    """A winter's training of the branch; what it is stands in its plans. Its sessions are meetings of the branch."""

    id: Serial
    branch = ForeignKey(PartyBranch, null=False, on_delete=OnDelete.restrict)
    at = Timestamptz(null=False, default=None)


class WinterPlan(Table):
    """What the season is to be; the newest stands. Insert-only.

    `required_days` and `required_hours` are null where nobody asks for a number; `source` is the notice that does.
    `topics` and `teachers` hold one each line.
    """

    id: Serial
    season = ForeignKey(WinterSeason, null=False, on_delete=OnDelete.restrict, index=True)
    name = Varchar(length=60, null=False, default=None)
    starts_on = Date(null=False, default=None)
    ends_on = Date(null=False, default=None)
    required_days = Integer(null=True, default=None)
    required_hours = Integer(null=True, default=None)
    source = Varchar(length=200, null=False, default="")
    topics = Text(null=False, default="")
    teachers = Text(null=False, default="")
    forms = Varchar(length=60, null=False, default="")
    unit = Varchar(length=80, null=False, default="")
    set_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [WinterSeason, WinterPlan]
