"""Rows of meetings and of their minutes. Time, place, list and presence lie in the gathering of a meeting."""

from piccolo.columns import Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.gatherings.tables import Gathering
from app.party.tables.branch import PartyBranch, PartyGroup
from app.party.tables.cases import ApplicantCase
from app.people.tables import Person
from app.study.tables import StudyMaterial


class PartyMeeting(Table):
    """A meeting of the branch, its committee or one of its groups."""

    id: Serial
    branch = ForeignKey(PartyBranch, null=False, on_delete=OnDelete.restrict)
    gathering = ForeignKey(Gathering, null=False, on_delete=OnDelete.restrict, unique=True)
    group = ForeignKey(PartyGroup, null=True, default=None, on_delete=OnDelete.restrict)
    chair = Varchar(length=60, null=False, default="")
    recorder = Varchar(length=60, null=False, default="")
    theme = Varchar(length=80, null=False, default="")
    theme_decided_on = Date(null=True, default=None)
    material = ForeignKey(StudyMaterial, null=True, default=None, on_delete=OnDelete.restrict)
    material_title = Varchar(length=120, null=False, default="")


class PartyMeetingKind(Table):
    """What a meeting counts as; an 组织生活会 may be a 民主评议 too. What it no longer counts as has gone before it opens."""

    id: Serial
    meeting = ForeignKey(PartyMeeting, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=30, null=False, default=None)


class PartyAgendaItem(Table):
    """One item of a meeting's agenda; `removed_at` when it was taken off before the minutes were written."""

    id: Serial
    meeting = ForeignKey(PartyMeeting, null=False, on_delete=OnDelete.restrict, index=True)
    position = Integer(null=False, default=None)
    title = Varchar(length=120, null=False, default=None)
    removed_at = Timestamptz(null=True, default=None)


class PartyMinutes(Table):
    """The minutes as they were saved once; the newest stands. `content` is `rules.minutes.Written` as JSON.

    What the button saves has `revision` 0 and never changes. What is saved while somebody types is a draft: one row for a
    sitting (`sitting`: one opening of the form by one person), inserted with `revision` 1 and a deed, then written anew, one
    revision higher each time and without a deed, as long as it is the newest row of its meeting. Each writing is committed
    before it is acknowledged and holds the whole form, so nothing that was acknowledged can be missing from it. Whoever
    writes in another sitting must have seen the newest row and its revision; then theirs is a row of its own.
    """

    id: Serial
    meeting = ForeignKey(PartyMeeting, null=False, on_delete=OnDelete.restrict, index=True)
    content = Text(null=False, default=None)
    sitting = Varchar(length=16, null=False, default="")
    revision = Integer(null=False, default=0)
    written_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class PartySigning(Table):
    """The secretary signed. Insert-only. `content` is everything that was signed, `digest` its SHA-256."""

    id: Serial
    meeting = ForeignKey(PartyMeeting, null=False, on_delete=OnDelete.restrict, unique=True)
    content = Text(null=False, default=None)
    digest = Varchar(length=64, null=False, default=None)
    signed_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    signed_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class PartyCorrection(Table):
    """After signing: how a part read and how it is to be read, by whom and why. Insert-only; the signed text stays."""

    id: Serial
    meeting = ForeignKey(PartyMeeting, null=False, on_delete=OnDelete.restrict, index=True)
    part = Varchar(length=40, null=False, default=None)
    said_before = Text(null=False, default=None)
    said_after = Text(null=False, default=None)
    reason = Varchar(length=200, null=False, default=None)
    corrected_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class PartyVote(Table):
    """A vote as counts. Insert-only. Nobody's vote is kept; `person` and `candidate` are whom it is about.

    `applicant` is their case; `applicant_note` says why there is none. Candidates of one election have the same `title`, and
    `seats` says how many it fills, where the minutes do not.
    """

    id: Serial
    meeting = ForeignKey(PartyMeeting, null=False, on_delete=OnDelete.restrict, index=True)
    subject = Varchar(length=20, null=False, default=None)
    title = Varchar(length=120, null=False, default=None)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    candidate = Varchar(length=60, null=False, default="")
    applicant = ForeignKey(ApplicantCase, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    applicant_note = Varchar(length=200, null=False, default="")
    seats = Integer(null=True, default=None)
    method = Varchar(length=20, null=False, default=None)
    eligible = Integer(null=False, default=None)
    eligible_note = Varchar(length=200, null=False, default="")
    present = Integer(null=False, default=None)
    written = Integer(null=False, default=None)
    yes = Integer(null=False, default=None)
    no = Integer(null=False, default=None)
    abstain = Integer(null=False, default=None)
    outcome = Varchar(length=20, null=False, default=None)
    counted_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class PartyVoteRemoval(Table):
    """A vote was written down wrongly and is taken off, with the reason. Insert-only."""

    id: Serial
    vote = ForeignKey(PartyVote, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    removed_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class PartyVoteCorrection(Table):
    """After signing: the counts of a vote as they are to be read, by whom and why; the newest stands. Insert-only."""

    id: Serial
    vote = ForeignKey(PartyVote, null=False, on_delete=OnDelete.restrict, index=True)
    eligible = Integer(null=False, default=None)
    eligible_note = Varchar(length=200, null=False, default="")
    present = Integer(null=False, default=None)
    written = Integer(null=False, default=None)
    yes = Integer(null=False, default=None)
    no = Integer(null=False, default=None)
    abstain = Integer(null=False, default=None)
    outcome = Varchar(length=20, null=False, default=None)
    reason = Varchar(length=200, null=False, default=None)
    corrected_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class PartyTask(Table):
    """What a meeting gave somebody to do by a day. Insert-only. `problem` is the fault it puts right, empty for a resolution."""

    id: Serial
    meeting = ForeignKey(PartyMeeting, null=False, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20, null=False, default=None)
    problem = Varchar(length=300, null=False, default="")
    what = Varchar(length=300, null=False, default=None)
    owner = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    due_on = Date(null=False, default=None)
    agreed_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class PartyTaskNote(Table):
    """How a task goes, that it is done, or that it is opened again. Insert-only; the newest of the last two stands."""

    id: Serial
    task = ForeignKey(PartyTask, null=False, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20, null=False, default=None)
    text = Varchar(length=500, null=False, default=None)
    by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class PartyTaskReminder(Table):
    """The owner was reminded of a task, before its day or after it, each once. Insert-only."""

    id: Serial
    task = ForeignKey(PartyTask, null=False, on_delete=OnDelete.restrict)
    late = Integer(null=False, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [
    PartyMeeting,
    PartyMeetingKind,
    PartyAgendaItem,
    PartyMinutes,
    PartySigning,
    PartyCorrection,
    PartyVote,
    PartyVoteRemoval,
    PartyVoteCorrection,
    PartyTask,
    PartyTaskNote,
    PartyTaskReminder,
]
