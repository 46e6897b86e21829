"""Rows of 民主评议: the round of a year, a place in it for each full member, what was said and decided. Restricted."""

from piccolo.columns import Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.party.tables.branch import PartyBranch, PartyMember
from app.party.tables.meetings import PartyMeeting


class AppraisalRound(Table):
    """The democratic appraisal of a year: the day of the meeting, how many ballots came back, and the meeting itself.

    `held_in` is empty where the meeting is written down nowhere, as of years before the product; a meeting has one round.
    """

    id: Serial
    branch = ForeignKey(PartyBranch, null=False, on_delete=OnDelete.restrict)
    year = Integer(null=False, default=None)
    held_on = Date(null=False, default=None)
    ballots = Integer(null=False, default=None)
    held_in = ForeignKey(PartyMeeting, null=True, default=None, on_delete=OnDelete.restrict)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class Appraisal(Table):
    """A full member's place in a round; who was a full member on the day of the meeting, and how they took part."""

    id: Serial
    appraisal_round = ForeignKey(AppraisalRound, null=False, on_delete=OnDelete.restrict, index=True)
    member = ForeignKey(PartyMember, null=False, on_delete=OnDelete.restrict, index=True)
    manner = Varchar(length=20, null=False, default=None)
    manner_note = Varchar(length=120, null=False, default="")


class SelfRating(Table):
    """How a member rates themself and why; the newest stands. The text may be emptied at the member's wish."""

    id: Serial
    appraisal = ForeignKey(Appraisal, null=False, on_delete=OnDelete.restrict, index=True)
    rating = Varchar(length=20, null=False, default=None)
    said = Text(null=False, default="")
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
    emptied_at = Timestamptz(null=True, default=None)


class AppraisalTally(Table):
    """What others said of a member and how the secret ballots fell, as counts; the newest stands. Insert-only."""

    id: Serial
    appraisal = ForeignKey(Appraisal, null=False, on_delete=OnDelete.restrict, index=True)
    peers = Text(null=False, default="")
    excellent = Integer(null=False, default=None)
    qualified = Integer(null=False, default=None)
    basic = Integer(null=False, default=None)
    unqualified = Integer(null=False, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class AppraisalResult(Table):
    """What the committee or the general meeting found and decided about a member; the newest stands. Insert-only."""

    id: Serial
    appraisal = ForeignKey(Appraisal, null=False, on_delete=OnDelete.restrict, index=True)
    opinion = Text(null=False, default=None)
    result = Varchar(length=20, null=False, default=None)
    decided_on = Date(null=False, default=None)
    reason = Varchar(length=200, null=False, default="")
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [AppraisalRound, Appraisal, SelfRating, AppraisalTally, AppraisalResult]
