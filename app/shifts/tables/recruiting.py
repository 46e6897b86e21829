"""Rows of coming and going: applications, what people ask about their own data, and what was erased."""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.people.tables import Person
from app.shifts.tables.posts import Project
from app.shifts.tables.volunteers import Volunteer


class Application(Table):
    """What somebody typed who wants to become a volunteer; emptied but for who and when once it is decided.

    `person` is whose phone it is; `known` says that they were here before, so that nothing of theirs is written over.
    `skills`, `sites`, `slots` and `texts` are lists divided by commas; `texts` are the consent texts that were ticked.
    """

    id: Serial
    project = ForeignKey(Project, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    known = Boolean(null=False, default=False)
    code_hash = Varchar(length=64, null=False, default=None, unique=True, secret=True)
    name = Varchar(length=60, null=False, default=None)
    sex = Varchar(length=10, null=False, default="")
    born_on = Date(null=True, default=None)
    phone = Varchar(length=20, null=False, default=None)
    area = Varchar(length=60, null=False, default="")
    number = Varchar(length=30, null=False, default="")
    skills = Text(null=False, default="")
    sites = Text(null=False, default="")
    slots = Text(null=False, default="")
    wanted_minutes = Integer(null=False, default=None)
    most_minutes = Integer(null=False, default=None)
    guardian_name = Varchar(length=60, null=False, default="")
    guardian_phone = Varchar(length=20, null=False, default="")
    guardian_relation = Varchar(length=20, null=False, default="")
    texts = Varchar(length=120, null=False, default="")
    display = Varchar(length=20, null=False, default="")
    alias = Varchar(length=30, null=False, default="")
    origin = Varchar(length=80, null=False, default="", index=True)
    at = Timestamptz(null=False, default=None, index=True)


class ApplicationDecision(Table):
    """Somebody let an application in (`approved`), or gave it back with a reason (`returned`). Insert-only."""

    id: Serial
    application = ForeignKey(Application, null=False, on_delete=OnDelete.restrict, unique=True)
    outcome = Varchar(length=20, null=False, default=None)
    reason = Varchar(length=200, null=False, default="")
    by = Integer(null=True, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class DataRequest(Table):
    """A volunteer asks for something of theirs to be corrected or erased (个人信息保护法 art. 46 and 47)."""

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20, null=False, default=None)
    text = Varchar(length=300, null=False, default="")
    at = Timestamptz(null=False, default=None)


class DataRequestAnswer(Table):
    """What became of it, and why. Insert-only."""

    id: Serial
    request = ForeignKey(DataRequest, null=False, on_delete=OnDelete.restrict, unique=True)
    done = Boolean(null=False, default=None)
    reason = Varchar(length=200, null=False, default="")
    by = Integer(null=True, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class Erasure(Table):
    """What the law lets go of a volunteer is gone. `name_kept` is whether they have served. Insert-only."""

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, unique=True)
    name_kept = Boolean(null=False, default=None)
    reason = Varchar(length=200, null=False, default=None)
    by = Integer(null=True, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
