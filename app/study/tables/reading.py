"""Rows of what is read: the reading list of a year, set books with their copies, and who has read which chapter."""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.people.tables import Person
from app.study.tables.sessions import AgendaItem


class StudyMaterial(Table):
    """One material of a year's reading list; `law` is `key@version` of a law that ships, or empty."""

    id: Serial
    title = Varchar(length=120, null=False, default=None)
    kind = Varchar(length=20, null=False, default=None)
    publisher = Varchar(length=80, null=False, default="")
    year = Integer(null=False, default=None, index=True)
    law = Varchar(length=80, null=False, default="")
    note = Varchar(length=200, null=False, default="")
    at = Timestamptz(null=False, default=None)


class MaterialRemoval(Table):
    """The material was taken off the list; it comes back when the removal is taken back."""

    id: Serial
    material = ForeignKey(StudyMaterial, null=False, on_delete=OnDelete.restrict, unique=True)
    at = Timestamptz(null=False, default=None)


class AgendaMaterial(Table):
    """An item of an agenda names a material, or no longer does. Insert-only; the newest row of both stands."""

    id: Serial
    item = ForeignKey(AgendaItem, null=False, on_delete=OnDelete.restrict, index=True)
    material = ForeignKey(StudyMaterial, null=False, on_delete=OnDelete.restrict, index=True)
    named = Boolean(null=False, default=None)
    at = Timestamptz(null=False, default=None)


class SetBook(Table):
    """A book that the library bought for its people; the price of one copy in fen."""

    id: Serial
    title = Varchar(length=120, null=False, default=None)
    publisher = Varchar(length=80, null=False, default="")
    year = Integer(null=False, default=None)
    copies = Integer(null=False, default=None)
    price_fen = Integer(null=False, default=None)
    note = Varchar(length=200, null=False, default="")
    at = Timestamptz(null=False, default=None)


class Chapter(Table):
    """A chapter of a set book and the day by which it is to be read."""

    id: Serial
    book = ForeignKey(SetBook, null=False, on_delete=OnDelete.restrict, index=True)
    position = Integer(null=False, default=None)
    title = Varchar(length=80, null=False, default=None)
    read_by = Date(null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ChapterRemoval(Table):
    """The chapter was taken off the plan; it comes back when the removal is taken back."""

    id: Serial
    chapter = ForeignKey(Chapter, null=False, on_delete=OnDelete.restrict, unique=True)
    at = Timestamptz(null=False, default=None)


class SetBookIssue(Table):
    """A copy was given to a person on a day."""

    id: Serial
    book = ForeignKey(SetBook, null=False, on_delete=OnDelete.restrict, index=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    issued_on = Date(null=False, default=None)
    issued_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class SetBookReturn(Table):
    """The copy came back, or was given by mistake."""

    id: Serial
    issue = ForeignKey(SetBookIssue, null=False, on_delete=OnDelete.restrict, unique=True)
    returned_on = Date(null=False, default=None)
    taken_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ChapterReading(Table):
    """A reader ticked a chapter as read, or took the tick back. Insert-only; the newest row of both stands."""

    id: Serial
    chapter = ForeignKey(Chapter, null=False, on_delete=OnDelete.restrict, index=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    is_read = Boolean(null=False, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [
    StudyMaterial,
    MaterialRemoval,
    AgendaMaterial,
    SetBook,
    Chapter,
    ChapterRemoval,
    SetBookIssue,
    SetBookReturn,
    ChapterReading,
]
