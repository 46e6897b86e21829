"""What a coordinator can take back on the board: a memory of the last steps, not a record; the ledger is that."""

from piccolo.columns import Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.people.tables import Person
from app.shifts.tables.rosters import Seat


class RosterStep(Table):
    """Something a coordinator did on the board of a week. Only the last fifty of a person and week are kept.

    What reaches over several weeks says in `last_week` to which, and is a step of each of them; else it is null.
    """

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    week = Date(null=False, default=None)
    last_week = Date(null=True, default=None)
    what = Varchar(length=20, null=False, default=None)
    at = Timestamptz(null=False, default=None)
    undone_at = Timestamptz(null=True, default=None)


class RosterStepSeat(Table):
    """What a step changed of one seat.

    `before` and `after` are the seat's revisions: only from the one it can be done again, only from the other undone.
    `changed` is who came and who went, as JSON.
    """

    id: Serial
    step = ForeignKey(RosterStep, null=False, on_delete=OnDelete.cascade, index=True)
    seat = ForeignKey(Seat, null=False, on_delete=OnDelete.restrict)
    before = Integer(null=False, default=None)
    after = Integer(null=False, default=None)
    changed = Text(null=False, default=None)
