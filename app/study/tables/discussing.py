"""Rows of a discussion and of what came out of it. Insert-only: what is said anew is another row, and so is taking it off."""

from piccolo.columns import Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.people.tables import Person
from app.study.tables.sessions import StudySession


class Discussion(Table):
    """A discussion in a session; what it is about is an entry like its points."""

    id: Serial
    session = ForeignKey(StudySession, null=False, on_delete=OnDelete.restrict, index=True)
    at = Timestamptz(null=False, default=None)


class DiscussionEntry(Table):
    """The topic, one point of a speaker, or a conclusion, as somebody wrote it down.

    `root` is the id of the first wording, null in that row itself; the newest wording stands. `person` is null where the
    speaker is a guest, `speaker` is the name as it was said, empty for topics and conclusions.
    """

    id: Serial
    discussion = ForeignKey(Discussion, null=False, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20, null=False, default=None)
    # No foreign key: rows that hold each other could not be taken out together when the demo library is removed.
    root = Integer(null=True, default=None, index=True)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    speaker = Varchar(length=60, null=False, default="")
    text = Text(null=False, default=None)
    recorded_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    recorded_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class DiscussionRemoval(Table):
    """A wording was taken off; a newer wording brings the entry back."""

    id: Serial
    entry = ForeignKey(DiscussionEntry, null=False, on_delete=OnDelete.restrict, unique=True)
    recorded_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ActionItem(Table):
    """What somebody is to do by a day, agreed in a session; what became of it are its notes."""

    id: Serial
    session = ForeignKey(StudySession, null=False, on_delete=OnDelete.restrict, index=True)
    what = Varchar(length=200, null=False, default=None)
    owner = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    due_on = Date(null=False, default=None)
    made_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ActionNote(Table):
    """Progress, closing, reopening, or another owner and day of an action item. `owner` and `due_on` are of the last kind."""

    id: Serial
    item = ForeignKey(ActionItem, null=False, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20, null=False, default=None)
    text = Text(null=False, default=None)
    owner = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    due_on = Date(null=True, default=None)
    by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [Discussion, DiscussionEntry, DiscussionRemoval, ActionItem, ActionNote]
