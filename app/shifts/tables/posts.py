"""What volunteers are recruited for, and what there is to do at each service point."""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Serial, Text, Varchar
from piccolo.table import Table

from app.people.tables import Library, ServicePoint
from app.training.tables import Qualification


class Project(Table):
    """What the library recruits volunteers for: its posts belong to it, and its records name it.

    `recording_unit` is who records and certifies: the library itself, or the volunteer organisation that it works with
    (民政部令第67号 art. 26; 志愿服务条例 art. 41). `to_on` null is without an end.
    """

    id: Serial
    name = Varchar(length=60, null=False, default=None, unique=True)
    recording_unit = ForeignKey(Library, null=False, on_delete=OnDelete.restrict)
    content = Varchar(length=300, null=False, default="")
    risks = Varchar(length=300, null=False, default="")
    notice = Text(null=False, default="")
    leader = Varchar(length=60, null=False, default="")
    from_on = Date(null=False, default=None)
    to_on = Date(null=True, default=None)
    open_to_applicants = Boolean(null=False, default=False)


class Post(Table):
    """Something to do at a service point. A post with a risk asks for an insurance; `skill` is empty where none is asked.

    With `on_closed_days` it is also served on days on which the library is closed to readers, as for stocktaking.
    """

    id: Serial
    project = ForeignKey(Project, null=True, default=None, on_delete=OnDelete.restrict)
    place = ForeignKey(ServicePoint, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=40, null=False, default=None)
    skill = Varchar(length=20, null=False, default="")
    qualification = ForeignKey(Qualification, null=True, default=None, on_delete=OnDelete.restrict)
    min_age = Integer(null=False, default=0)
    risk = Varchar(length=120, null=False, default="")
    duties = Varchar(length=300, null=False, default="")
    on_closed_days = Boolean(null=False, default=False)
    closed_on = Date(null=True, default=None)
