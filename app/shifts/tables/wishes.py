"""Rows of wishes to come every week, what became of them week by week, and their ends."""

from piccolo.columns import Date, ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.shifts.tables.posts import Post
from app.shifts.tables.rosters import Seat
from app.shifts.tables.volunteers import Volunteer


class WeeklyWish(Table):
    """A volunteer would come to this post at this time of every week, until a `WeeklyWishEnd`; nobody else wishes it for them.

    `weekday` is from 0 (Monday), minutes are of the day at the library; `from_on` is the first day that is meant.
    """

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    post = ForeignKey(Post, null=False, on_delete=OnDelete.restrict, index=True)
    weekday = Integer(null=False, default=None)
    from_minute = Integer(null=False, default=None)
    to_minute = Integer(null=False, default=None)
    from_on = Date(null=False, default=None)
    at = Timestamptz(null=False, default=None)


class WeeklyWishAnswer(Table):
    """What became of a wish in one week: the seat was given, or (`reason`) why it could not be. Insert-only, once a seat."""

    id: Serial
    wish = ForeignKey(WeeklyWish, null=False, on_delete=OnDelete.restrict)
    seat = ForeignKey(Seat, null=False, on_delete=OnDelete.restrict)
    assignment = Integer(null=True, default=None)
    reason = Varchar(length=300, null=False, default="")
    at = Timestamptz(null=False, default=None)


class WeeklyWishEnd(Table):
    """A wish stands no longer: its volunteer ended it, or left. Insert-only."""

    id: Serial
    wish = ForeignKey(WeeklyWish, null=False, on_delete=OnDelete.restrict, unique=True)
    kind = Varchar(length=20, null=False, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
