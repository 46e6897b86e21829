"""Rows of study. Time, place, list and presence of a session lie in its gathering."""

from piccolo.columns import BigInt, Boolean, Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.bank.tables import ShortQuiz
from app.gatherings.tables import Gathering
from app.people.tables import Person, ServicePoint


class StudySeries(Table):
    """A weekly rule from which sessions are laid out. Minutes count from midnight on the library's clock."""

    id: Serial
    title = Varchar(length=40, null=False, default=None)
    weekday = Integer(null=False, default=None)
    starts_minute = Integer(null=False, default=None)
    ends_minute = Integer(null=False, default=None)
    place = ForeignKey(ServicePoint, null=True, default=None, on_delete=OnDelete.restrict)
    venue = Varchar(length=80, null=False, default="")
    category = Varchar(length=20, null=False, default=None)
    library_closed = Boolean(null=False, default=False)
    valid_from = Date(null=False, default=None)
    valid_to = Date(null=True, default=None)
    theme = Varchar(length=200, null=False, default="")
    made_at = Timestamptz(null=False, default=None)


class StudySession(Table):
    """One session. `held_for` is the day of the series it stands for, which stays when it is moved to another day."""

    id: Serial
    series = ForeignKey(StudySeries, null=True, default=None, on_delete=OnDelete.restrict)
    held_for = Date(null=True, default=None)
    gathering = ForeignKey(Gathering, null=False, on_delete=OnDelete.restrict, unique=True)
    topic = Varchar(length=38, null=False, default="")
    host = Varchar(length=60, null=False, default="")
    recorder = Varchar(length=60, null=False, default="")


class AgendaItem(Table):
    """One item of a session's agenda; `law` is `key@version` of a law that ships, or empty."""

    id: Serial
    session = ForeignKey(StudySession, null=False, on_delete=OnDelete.restrict, index=True)
    position = Integer(null=False, default=None)
    category = Varchar(length=20, null=False, default=None)
    title = Varchar(length=80, null=False, default=None)
    speaker = Varchar(length=60, null=False, default="")
    minutes = Integer(null=False, default=0)
    material = Text(null=False, default="")
    law = Varchar(length=80, null=False, default="")


class AgendaItemRemoval(Table):
    """The item was taken off the agenda; it comes back when the removal is taken back."""

    id: Serial
    item = ForeignKey(AgendaItem, null=False, on_delete=OnDelete.restrict, unique=True)
    at = Timestamptz(null=False, default=None)


class ListChange(Table, tablename="study_list_change"):
    """Before the list is frozen: a person is left out of it, or added to it, with the reason."""

    id: Serial
    session = ForeignKey(StudySession, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    change = Varchar(length=20, null=False, default=None)
    reason = Varchar(length=200, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ClosureNotice(Table):
    """The last sentence of a session's closure notice, where it is not the usual one."""

    id: Serial
    session = ForeignKey(StudySession, null=False, on_delete=OnDelete.restrict, unique=True)
    closing = Varchar(length=200, null=False, default="")
    at = Timestamptz(null=False, default=None)


class NoticePosting(Table):
    """The closure notice was made public. Insert-only; `starts_at` and `ends_at` are the time it spoke of."""

    id: Serial
    session = ForeignKey(StudySession, null=False, on_delete=OnDelete.restrict, index=True)
    place = Varchar(length=80, null=False, default=None)
    starts_at = Timestamptz(null=False, default=None)
    ends_at = Timestamptz(null=False, default=None)
    at = Timestamptz(null=False, default=None)


class SessionQuiz(Table):
    """A short quiz that everybody of the session answers, before it or after (`timing`); drawn from `seed`."""

    id: Serial
    session = ForeignKey(StudySession, null=False, on_delete=OnDelete.restrict)
    timing = Varchar(length=10, null=False, default="after")
    quiz = ForeignKey(ShortQuiz, null=False, on_delete=OnDelete.restrict)
    seed = BigInt(null=False, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [
    StudySeries,
    StudySession,
    AgendaItem,
    AgendaItemRemoval,
    ListChange,
    ClosureNotice,
    NoticePosting,
    SessionQuiz,
]
