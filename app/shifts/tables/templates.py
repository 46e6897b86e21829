"""Which shifts a kind of day asks for."""

from piccolo.columns import Date, ForeignKey, Integer, OnDelete, Serial, Varchar
from piccolo.table import Table

from app.people.tables import ServicePoint
from app.shifts.tables.posts import Post


class ShiftTemplate(Table):
    """A shift that is wanted on every day of a kind; shifts are made of it, and remember it and their day.

    It is replaced as a whole; the ledger says what was before. `weekdays` are digits from 0 (Monday), empty is every
    one; minutes are of the day; `to_on` null is without an end.
    """

    id: Serial
    place = ForeignKey(ServicePoint, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=40, null=False, default=None)
    day_kind = Varchar(length=20, null=False, default=None)
    weekdays = Varchar(length=7, null=False, default="")
    from_minute = Integer(null=False, default=None)
    to_minute = Integer(null=False, default=None)
    from_on = Date(null=False, default=None)
    to_on = Date(null=True, default=None)


class ShiftTemplateSeat(Table):
    """A post of a template with its numbers."""

    id: Serial
    template = ForeignKey(ShiftTemplate, null=False, on_delete=OnDelete.restrict, index=True)
    post = ForeignKey(Post, null=False, on_delete=OnDelete.restrict)
    least = Integer(null=False, default=None)
    wanted = Integer(null=False, default=None)
    most = Integer(null=False, default=None)
    priority = Integer(null=False, default=None)
