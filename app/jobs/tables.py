"""Rows of jobs. One row says where a job stands, since claiming it must be one statement."""

from piccolo.columns import Bytea, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table


class Job(Table):
    """Something that outlives a request, for one person; `parameters` are JSON that its kind understands.

    Free while `ended_at` is null and there is no lease or an old one. Who holds it is named in `worker`; whatever is
    written of it asks for that name, so that somebody who was thought dead changes nothing.
    """

    id: Serial
    kind = Varchar(length=40, null=False, default=None)
    title = Varchar(length=200, null=False, default=None)
    parameters = Text(null=False, default="{}")
    person = Integer(null=False, default=None, index=True)
    person_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
    worker = Varchar(length=40, null=False, default="")
    lease_until = Timestamptz(null=True, default=None)
    tries = Integer(null=False, default=0)
    done = Integer(null=False, default=0)
    total = Integer(null=False, default=0)
    ended_at = Timestamptz(null=True, default=None)
    outcome = Varchar(length=20, null=False, default="")
    trouble = Varchar(length=300, null=False, default="")


class JobFile(Table):
    """What a job made: a file to be taken along, which goes after some days."""

    id: Serial
    job = ForeignKey(Job, null=False, on_delete=OnDelete.restrict, unique=True)
    name = Varchar(length=200, null=False, default=None)
    ending = Varchar(length=10, null=False, default=None)
    media_type = Varchar(length=100, null=False, default=None)
    body = Bytea(null=False, default=None)


TABLES = [Job, JobFile]
